"""Embeds in finished HTML: what is one, what it says, and what stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from blogengine.embeds import Deck, Decks, Embed, deck_links, find_embeds, in_feed, replace_embeds

LINK = "https://speakerdeck.com/someone/a-talk"
DECKS = Decks({LINK: Deck(link=LINK, id="abc123", title="発表", ratio=1.5)})
DECK_SCRIPT = (
    '<script async class="speakerdeck-embed" data-id="0a1b" data-ratio="1.33" '
    'src="//speakerdeck.com/assets/embed.js"></script>'
)
TWEET = (
    '<blockquote class="twitter-tweet"><p>Words</p><a href="https://twitter.com/me/status/1">May</a></blockquote>'
    '<script async src="https://platform.twitter.com/widgets.js"></script>'
)


def embeds(html: str) -> list[Embed]:
    """The embeds of a piece of HTML."""
    return [found.embed for found in find_embeds(html, lambda: DECKS, "https://own.example/") if found.embed]


@pytest.mark.parametrize(
    ("html", "service", "link", "ratio"),
    [
        (DECK_SCRIPT, "speakerdeck", "https://speakerdeck.com/player/0a1b", 1.33),
        (DECK_SCRIPT.replace("0a1b", "abc123"), "speakerdeck", LINK, 1.33),
        ('<iframe src="https://speakerdeck.com/player/abc123"></iframe>', "speakerdeck", LINK, 1.5),
        (f"<p>{LINK}</p>", "speakerdeck", LINK, 1.5),
        (f'<p>before<br><a href="{LINK}">{LINK}</a></p>', "speakerdeck", LINK, 1.5),
        (f'<p><a href="{LINK}?slide=3">{LINK}?slide=3</a></p>', "speakerdeck", f"{LINK}?slide=3", 1.5),
        (
            "<p>https://youtu.be/dQw4w9WgXcQ?t=1m2s</p>",
            "youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=62s", 16 / 9,
        ),
        (
            '<div style="padding-bottom: 75%"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>',
            "youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", 4 / 3,
        ),
        ('<iframe src="https://player.vimeo.com/video/1"></iframe>', "vimeo", "https://vimeo.com/1", 16 / 9),
        (
            '<script src="https://gist.github.com/me/1f.js?file=a.py"></script>',
            "gist", "https://gist.github.com/me/1f#file-a-py", 0,
        ),
        ("<p>https://gist.github.com/me/1f</p>", "gist", "https://gist.github.com/me/1f", 0),
        ("<p>https://x.com/me/status/1</p>", "x", "https://x.com/me/status/1", 0),
        (TWEET, "x", "https://twitter.com/me/status/1", 0),
        ('<iframe src="https://maps.example/x" height="300"></iframe>', "frame", "https://maps.example/x", 0),
    ],
)  # fmt: skip
def test_each_way_to_embed_is_recognised(html: str, service: str, link: str, ratio: float) -> None:
    """Scripts, frames, boxes around them, quotes, and addresses alone on a line."""
    (found,) = embeds(html)
    assert (found.service, found.link) == (service, link)
    assert found.ratio == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>See {LINK} for more.</p>",
        f'<p><a href="{LINK}">My talk</a></p>',
        f"<ul><li><p>{LINK}</p></li></ul>",
        f"<pre><code>{LINK}</code></pre>",
        "<p>https://speakerdeck.com/someone/unknown</p>",
        '<iframe src="/own/page/"></iframe>',
        '<iframe src="https://own.example/page/"></iframe>',
        "<!-- <iframe src='https://a.example/'></iframe> -->",
        '<script src="https://other.example/x.js"></script>',
        "<iframe>",
    ],
)
def test_what_is_no_embed_stays_byte_for_byte(html: str) -> None:
    """Links in a text, code, what is unknown, the site's own frames, comments, other scripts."""
    assert embeds(html) == []
    found = find_embeds(html, lambda: DECKS, "https://own.example/")
    assert replace_embeds(html, found, lambda *_: "!") == html


def test_in_a_feed_an_embed_is_a_title_a_picture_and_a_link() -> None:
    """The words of a quoted post stay; scripts that fill embeds in are gone."""
    html = in_feed(f"<p>{LINK}</p>{DECK_SCRIPT}{TWEET}", lambda: DECKS)
    picture = "https://files.speakerdeck.com/presentations/abc123/slide_0.jpg"
    assert (
        f'<a href="{LINK}"><img src="{picture}" alt="発表"></a><br><a href="{LINK}">発表</a> (speakerdeck.com)' in html
    )
    assert '<a href="https://speakerdeck.com/player/0a1b">' in html
    assert "<p>Words</p>" in html
    assert "<script" not in html


def test_only_addresses_alone_on_a_line_of_markdown_are_looked_up() -> None:
    """Not in fences, not in a sentence, each once, in one spelling."""
    text = (
        f"{LINK}\n\n<http://www.speakerdeck.com/someone/a-talk/>\n\nsee {LINK}b\n\n```\n{LINK}c\n```\n   {LINK}d  \r\n"
    )
    assert deck_links(text) == (LINK, f"{LINK}d")


@pytest.mark.parametrize(
    "piece",
    [
        "<iframe ",
        "<div style='padding-bottom:1%'>",
        "<blockquote class='twitter-tweet'>",
        "<script>",
        "<p>https://youtu.be/x\n",
    ],
)
def test_time_grows_with_the_length(piece: str) -> None:
    """A hundred kilobytes of unclosed elements take no more than seconds."""
    find_embeds(piece * (100_000 // len(piece)), lambda: DECKS)


def test_every_talk_of_a_real_blog_is_recognised(shared: Path) -> None:
    """Each `speakerdeck-embed` of the posts has its box."""
    texts = [file.read_text("utf-8") for file in (shared / "portfolio/content").rglob("*.md")]
    talks = [text.count('class="speakerdeck-embed"') for text in texts]
    assert sum(talks) > 3
    for text, expected in zip(texts, talks, strict=True):
        assert sum(embed.service == "speakerdeck" for embed in embeds(text)) >= expected
