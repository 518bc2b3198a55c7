"""Which outputs a site has, and which of them have to be made: planned ones, and pagers that turn up on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set

from blogengine.ledger import OutputRecord
from blogengine.outputs import Copied, Output, Rendered


class Worklist:
    """The outputs of a site as they become known, each once."""

    def __init__(
        self, planned: Iterable[Output] | None, records: Mapping[str, OutputRecord], stale: Collection[str]
    ) -> None:
        """`planned` is None when the plan is that of the last build, whose outputs are the `records`."""
        self.records = records
        """The outputs of the last build."""
        self._stale = stale
        self.live: dict[str, Output] = {}
        """Every output that is known of, by path."""
        self._waiting: list[Output] = []
        for output in self._planned_last_time() if planned is None else planned:
            self.live[output.path] = output
        for output in list(self.live.values()):
            self._settle(output)

    @property
    def gone(self) -> Collection[str]:
        """The outputs of the last build that this site has no more, once all are made."""
        return self.records.keys() - self.live.keys()

    @property
    def stale(self) -> Set[str]:
        """The paths of what has to be made, as far as it is known of and nobody is at it."""
        return {output.path for output in self._waiting}

    def waves(self, wanted: Collection[str]) -> Iterator[list[Output]]:
        """What has to be made: what is wanted, and copies, which take no time; then pages, as lists and feeds show what
        these say; then the rest. More is added between waves.
        """
        yield self._taken(lambda output: output.path in wanted or isinstance(output, Copied))
        yield self._taken(_is_page)
        while self._waiting:
            yield self._taken(lambda _: True)

    def _taken(self, is_next: Callable[[Output], bool]) -> list[Output]:
        wave = [output for output in self._waiting if is_next(output)]
        self._waiting = [output for output in self._waiting if not is_next(output)]
        return sorted(wave, key=_path)

    def add_further(self, outputs: Iterable[Output]) -> None:
        """Take in what an output turned out to need; what stands on its path already stays there."""
        for output in outputs:
            if output.path not in self.live:
                self.live[output.path] = output
                self._settle(output)

    def _settle(self, output: Output) -> None:
        """Have an output made, or else take in what it turned out to need when it was."""
        if self._needs_making(output):
            self._waiting.append(output)
        else:
            self.add_further(self._further_of(output))

    def _needs_making(self, output: Output) -> bool:
        record = self.records.get(output.path)
        return record is None or record.output != output or output.path in self._stale

    def _further_of(self, output: Output) -> Iterator[Output]:
        return (self.records[path].output for path in self.records[output.path].further if path in self.records)

    def _planned_last_time(self) -> Iterator[Output]:
        further = {path for record in self.records.values() for path in record.further}
        return (record.output for path, record in self.records.items() if path not in further)


def _path(output: Output) -> str:
    return output.path


def _is_page(output: Output) -> bool:
    return isinstance(output, Rendered) and output.number == 1 and output.template.rpartition("/")[2] == "single.html"
