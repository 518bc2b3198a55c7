"""Why outputs were made: what the last build that made any found to be different, for those who ask later."""

from __future__ import annotations

from typing import Literal

import msgspec

from blogengine.facts import Attribute, Key

NOTE = "remade"
"""The note that holds the `Remade` of the last build that made anything."""

MOST_CAUSES = 3
"""Changes that are kept for one output: a fourth tells nobody more."""


class Cause(msgspec.Struct, frozen=True, array_like=True):
    """A changed value that an output read, and the ground that this change began with; often the same."""

    entity: str
    attribute: Attribute
    root_entity: str
    root_attribute: Attribute

    @property
    def read(self) -> Key:
        """What the output read."""
        return self.entity, self.attribute

    @property
    def root(self) -> Key:
        """What changed first."""
        return self.root_entity, self.root_attribute


class Reason(msgspec.Struct, frozen=True, array_like=True):
    """Why one output was made again."""

    kind: Literal["read", "file", "plan", "new"]
    """It read what changed; its file, or the one it copies, was not as it was left; it is made otherwise; it is new."""
    causes: tuple[Cause, ...] = ()
    """Only for "read"; at most `MOST_CAUSES`."""


class Remade(msgspec.Struct, frozen=True):
    """What a build made and why."""

    moment: int
    """When, in nanoseconds since 1970."""
    is_first: bool
    """Whether everything was made, because no usable ledger of an earlier build was there."""
    outputs: dict[str, Reason] = {}
    """By path; empty for a first build."""
