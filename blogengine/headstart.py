"""Highlights code while the site is still being assembled, on a core that would have nothing to do.

What is highlighted depends on the code alone, so it can be done before anybody knows which pages there are. Whatever is
ready when rendering begins is a block of code less to highlight; what comes of the build is the same without.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Final

from blogengine.crew import end_with_parent, without_interrupts
from blogengine.markdown.options import Markup

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

WORTHWHILE: Final = 200
"""Texts that take longer to assemble than it takes to start a process."""
MOST_BYTES: Final = 4_000_000
"""Of highlighted code: it is memory until the end of the build."""
HEAD: Final = struct.Struct("!16sI")
"""What stands before a block: its digest, and its length in bytes."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class HeadStart:
    """A process that highlights the code of texts, from the first one on, until somebody asks what it has."""

    def __init__(self, texts: Sequence[Path], markup: Markup) -> None:
        """Begin; nothing happens where the texts are too few to be worth it."""
        self._process: BaseProcess | None = None
        self._results: IO[bytes] | None = None
        if len(texts) >= WORTHWHILE:
            with suppress(OSError):  # without it the build takes longer, and nothing else
                self._begin(texts, markup)

    def __enter__(self) -> HeadStart:
        return self

    def __exit__(self, *_: object) -> None:
        self.blocks()

    def blocks(self) -> Mapping[str, str]:
        """End, and give what was highlighted: blocks of code as `convert` takes them (`known`); once."""
        if self._process is None or self._results is None:
            return NOTHING
        self._process.kill()
        self._process.join()
        self._process = None
        with self._results as results:
            if not (size := os.fstat(results.fileno()).st_size):
                return NOTHING
            return Blocks(mmap.mmap(results.fileno(), size, access=mmap.ACCESS_READ))

    def _begin(self, texts: Sequence[Path], markup: Markup) -> None:
        from multiprocessing import get_context  # noqa: PLC0415  # start-up time

        self._results = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # a pipe would have to be emptied
        with without_interrupts():
            self._process = get_context("fork").Process(
                target=_highlight, args=(texts, markup, self._results), daemon=True
            )
            self._process.start()


class Blocks(Mapping[str, str]):
    """Blocks of code by digest, in a file that all processes share: as texts, each would have its own copy."""

    def __init__(self, written: mmap.mmap | bytes) -> None:
        """What was written is taken as far as it is whole: the process was ended at any moment."""
        self._written = written
        self._places: dict[str, tuple[int, int]] = {}
        end = 0
        while (start := end + HEAD.size) <= len(written):
            digest, length = HEAD.unpack_from(written, end)
            end = start + length
            if end <= len(written):
                self._places[digest.decode("ascii")] = start, end

    def __getitem__(self, digest: str) -> str:
        start, end = self._places[digest]
        return self._written[start:end].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)


def _highlight(texts: Sequence[Path], markup: Markup, results: IO[bytes]) -> None:
    from blogengine.markdown.fences import highlighted_fences  # noqa: PLC0415  # start-up time

    end_with_parent()
    size = 0
    for text in texts:
        if size > MOST_BYTES:
            return
        with suppress(OSError, UnicodeDecodeError):  # whoever needs the text says what is wrong with it
            for digest, html in highlighted_fences(text.read_bytes().decode("utf-8"), markup).items():
                content = html.encode("utf-8", "surrogatepass")
                block = HEAD.pack(digest.encode("ascii"), len(content)) + content
                size += len(block)
                if results.write(block) < len(block):  # the disk is full; what follows would be in its place
                    return
