"""What a path may be on Windows, by its rules alone: none of this needs such a machine."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blogengine.urls import PathError, alias_output, safe_output

NO_NAMES = (
    "C:x/index.html", "c:/windows/x.html", "a\\..\\..\\x.html", "..\\x/index.html", "a:stream/index.html",
    "con/index.html", "post/NUL.html", "aux.tar.gz", "com1", "LPT¹/index.html", "CONIN$/x", "a./index.html",
    "a /index.html", "a?b/index.html", "a*/index.html", "<a>/index.html", "a|b", 'a"b', "a\tb", "nul .txt",
)  # fmt: skip
NAMES = (
    "post/日本語/index.html",
    "console/index.html",
    "a.b/index.html",
    "com10/index.html",
    "c/index.html",
    ".well-known/x",
    "",
)


@pytest.mark.parametrize("path", NO_NAMES)
def test_what_windows_reads_otherwise_is_refused_there_alone(path: str) -> None:
    """Drives, streams, devices, the other separator, and names that lose their end."""
    assert safe_output(path, windows=False) == path
    with pytest.raises(PathError, match="Windows"):
        safe_output(path, windows=True)


@pytest.mark.parametrize("path", NAMES)
def test_other_names_are_names_on_windows_too(path: str) -> None:
    """What only looks like a device, and any script."""
    assert safe_output(path, windows=True) == path


PIECES = st.sampled_from(["..", ".", "/", "\\", ":", "C", "con", "a", "?", " ", "\\\\", "日", "\0", "%", "~"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_path_that_is_let_through_leaves_the_output_on_windows(path: str) -> None:
    """Joined to the destination as Windows joins, it stays below."""
    destination = PureWindowsPath("D:/blog/public")
    try:
        found = safe_output(path, windows=True)
    except PathError:
        return
    joined = destination / found
    assert joined.is_relative_to(destination)
    assert ".." not in joined.parts


def test_the_rules_hold_for_aliases() -> None:
    """Everything that is not a copied file goes through the same rule."""
    with pytest.raises(PathError):
        alias_output("/../x")
