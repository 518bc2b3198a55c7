"""Headings lead to themselves where a theme prints a text, and nothing else changes."""

from __future__ import annotations

import pytest

from blogengine.headings import with_heading_links


def test_a_heading_with_an_id_leads_to_itself() -> None:
    """Its own words are the link, and the address is percent-encoded."""
    assert (
        with_heading_links('<h2 id="終">終 <em>x</em></h2>')
        == '<h2 id="終"><a class="anchor" href="#%E7%B5%82">終 <em>x</em></a></h2>'
    )


@pytest.mark.parametrize(
    "text",
    [
        '<h2 id="a">see <a href="/">there</a></h2>',
        "<h2>no id</h2>",
        '<h2 class="x" data-id="a">no id</h2>',
        '<h2 id="">empty id</h2>',
        '<h2 id="a"></h2>',
        '<h1 id="a">title</h1>',
        '<pre><code><h2 id="a">x</h2></code></pre>',
        '<!-- <h2 id="a">x</h2> -->',
        '<h2 id="a">never closed',
        '<header id="a">x</header>',
    ],
)
def test_other_headings_stay(text: str) -> None:
    """Those with a link or without an id, in code or in a comment, are left byte for byte."""
    assert with_heading_links(text) == text
