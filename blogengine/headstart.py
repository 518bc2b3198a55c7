"""Highlights code while the site is still being assembled, on a core that would have nothing to do.

What is highlighted depends on the code alone, so it can be done before anybody knows which pages there are. Whatever is
ready when rendering begins is a block of code less to highlight; what comes of the build is the same without.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import msgspec

from blogengine.crew import without_interrupts
from blogengine.markdown.options import Markup

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

WORTHWHILE: Final = 200
"""Texts that take longer to assemble than it takes to start a process."""
LENGTH_BYTES: Final = 4


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
            return {}
        self._process.kill()
        self._process.join()
        self._process = None
        with self._results as results:
            results.seek(0)
            return _read(results.read())

    def _begin(self, texts: Sequence[Path], markup: Markup) -> None:
        from multiprocessing import get_context  # noqa: PLC0415  # start-up time

        self._results = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # a pipe would have to be emptied
        with without_interrupts():
            self._process = get_context("fork").Process(
                target=_highlight, args=(texts, markup, self._results, os.getpid()), daemon=True
            )
            self._process.start()


def _highlight(texts: Sequence[Path], markup: Markup, results: IO[bytes], parent: int) -> None:
    from blogengine.markdown.fences import highlighted_fences  # noqa: PLC0415  # start-up time

    encode = msgspec.msgpack.Encoder().encode
    for text in texts:
        if os.getppid() != parent:
            return
        with suppress(OSError, UnicodeDecodeError):  # whoever needs the text says what is wrong with it
            if blocks := highlighted_fences(text.read_bytes().decode("utf-8"), markup):
                content = encode(blocks)
                results.write(len(content).to_bytes(LENGTH_BYTES) + content)


def _read(written: bytes) -> Mapping[str, str]:
    """What was written, as far as it is whole: the process was ended at any moment."""
    blocks: dict[str, str] = {}
    decoder = msgspec.msgpack.Decoder(dict[str, str])
    start = 0
    while (begin := start + LENGTH_BYTES) <= len(written):
        start = begin + int.from_bytes(written[start:begin])
        if start <= len(written):
            blocks |= decoder.decode(written[begin:start])
    return blocks
