"""A blog of any size, shaped like a real one: `python -m benchmarks.blogs FOLDER --posts 1000`.

The numbers below are measured in a real Japanese developer's blog of 37 posts: how long texts are, how many posts have
code and how much of it, how many headings, lists, links, pictures and tags. The words are made up.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks import japanese
from benchmarks.snippets import LANGUAGES, snippet

JAPAN = timezone(timedelta(hours=9))
NEWEST = datetime(2025, 12, 24, 9, 0, tzinfo=JAPAN)
OLDEST = datetime(2000, 1, 1, 9, 0, tzinfo=JAPAN)
BETWEEN_POSTS = timedelta(days=50)
PICTURES = 40

CONFIG = """\
baseURL = "https://example.org/"
title = "計測のための日誌"
languageCode = "ja"
defaultContentLanguage = "ja"
hasCJKLanguage = true
enableEmoji = true
enableRobotsTXT = true
summaryLength = 100

[pagination]
pagerSize = 10

[permalinks]
post = "/:section/:filename/"

[taxonomies]
tag = "tags"

[related]
includeNewer = true
threshold = 80
toLower = false

[[related.indices]]
name = "tags"
weight = 100

[markup.goldmark.renderer]
unsafe = true

[markup.highlight]
noClasses = false

[markup.tableOfContents]
startLevel = 2
endLevel = 3

[sitemap]
changefreq = "weekly"
priority = 0.5
filename = "sitemap.xml"

[params]
author = "計測係"
description = "速さを測るためだけに書かれた日誌"
mainSections = ["post"]
"""
ABOUT = """\
+++
title = "この日誌について"
date = 2024-05-22T00:00:00+09:00
+++

## 何のためのものか

この日誌は、ブログを作る道具の速さを測るために、乱数から書かれています。

## 誰が書いたか

人は書いていません。
"""
HOME = '+++\ntitle = "計測のための日誌"\n+++\n\n新しいものから順に並べています。\n'
SECTION = '+++\ntitle = "記事"\n+++\n\nすべての記事です。\n'
STYLES = "body { max-width: 44rem; margin: auto; line-height: 1.8; }\n"


def write_blog(folder: Path, posts: int, seed: int = 1) -> None:
    """Write a site's configuration, content and static files; equal arguments make equal bytes."""
    files = {
        "config.toml": CONFIG,
        "content/about.md": ABOUT,
        "content/_index.md": HOME,
        "content/post/_index.md": SECTION,
    }
    for path, text in files.items():
        _write(folder / path, text)
    _write(folder / "static/css/site.css", STYLES)
    for number in range(PICTURES):
        _write(folder / picture_path(number), _picture(number))
    for number in range(posts):
        _write(folder / post_path(number), post(number, posts, Random(f"{seed}/{number}")))


def post_path(number: int) -> Path:
    """Where a post lies in the site's folder; 0 is the oldest."""
    return Path("content", "post", f"{_slug(number)}.md")


def picture_path(number: int) -> Path:
    """Where a picture lies in the site's folder."""
    return Path("static", "img", f"figure-{number:02}.svg")


def post(number: int, posts: int, random: Random) -> str:
    """A whole post: front matter and text."""
    lines = [
        f'title = "{japanese.title(random)}"',
        f'description = "{japanese.sentence(random)}"',
        f"date = {_date(number, posts, random).isoformat()}",
        "draft = false",
        f"tags = [{', '.join(f'{chr(34)}{tag}{chr(34)}' for tag in _tags(posts, random))}]",
    ]
    body = "\n\n".join(_blocks(number, random))
    return "+++\n" + "\n".join(lines) + "\n+++\n\n" + body + "\n"


def _slug(number: int) -> str:
    random = Random(f"slug/{number}")
    from_words = "-".join(
        random.sample(("notes", "on", "using", "data", "tests", "cloud", "search", "small", "fast"), 3)
    )
    return f"{from_words}-{number:05}"


def _date(number: int, posts: int, random: Random) -> datetime:
    """Evenly spread with some jitter, one post in fifty days unless there are too many for that."""
    apart = min(BETWEEN_POSTS, (NEWEST - OLDEST) / posts)
    moment = NEWEST - apart * (posts - 1 - number) - apart * 0.8 * random.random()
    return moment.replace(microsecond=0)


def tags_of(posts: int) -> list[str]:
    """The tags of a blog of so many posts, most used first: 13 for 37 posts, at most 60."""
    return japanese.TAGS[: min(len(japanese.TAGS), max(10, round(2.1 * math.sqrt(posts))))]


def _tags(posts: int, random: Random) -> list[str]:
    known = tags_of(posts)
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(known))))
    wanted = random.choices((1, 2, 3), (46, 46, 8))[0]
    return list(dict.fromkeys(random.choices(known, cum_weights=weights, k=wanted)))


def _blocks(number: int, random: Random) -> Iterator[str]:
    """The text's blocks: sections of paragraphs, with code, lists and the rest strewn in."""
    length = random.lognormvariate(math.log(2050), 0.64)
    strewn = [*_codes(random), *_lists(random), *_rarities(random)]
    random.shuffle(strewn)
    sections = max(2, round(random.gauss(4.8, 1.6)))
    per_section, share = length / sections, math.ceil(len(strewn) / sections)
    for section in range(sections):
        yield f"## {japanese.heading(random)}"
        yield from _section(number, random, per_section, strewn[section * share : (section + 1) * share])
    if random.random() < 0.1:
        yield f"{japanese.sentence(random)}[^1]{japanese.sentence(random)}[^2]"
        yield "\n".join(f"[^{note}]: {japanese.sentence(random)}" for note in (1, 2))


def _section(number: int, random: Random, length: float, strewn: list[str]) -> Iterator[str]:
    written = 0
    while written < length or strewn:
        if random.random() < 0.13 and written:
            yield f"{random.choice(('###', '###', '###', '####'))} {japanese.heading(random)}"
        paragraph = _paragraph(number, random)
        written += len(paragraph)
        yield paragraph
        if strewn:
            yield strewn.pop()


def _paragraph(number: int, random: Random) -> str:
    wanted = random.lognormvariate(math.log(72), 0.65)
    sentences = [japanese.sentence(random)]
    while sum(map(len, sentences)) < wanted:
        sentences.append(_decorated(number, japanese.sentence(random), random))
    return random.choices(("", "<br>\n"), (97, 3))[0].join(sentences)


def _decorated(number: int, text: str, random: Random) -> str:
    """A sentence, now and then with a link, code, stress, a bare address, an emoji or a picture in it."""
    word = japanese.phrase(random)
    extras = (
        text,
        f"[{word}](https://example.com/{random.getrandbits(32):x}/{random.randrange(999)})については、{text}",
        f"[以前の記事](/post/{_slug(random.randrange(number + 1))}/)のとおり、{text}",
        f"`{word.split(' ')[0].lower()}.{random.choice(('py', 'run()', 'toml'))}` を使うと、{text}",
        f"**{word}**、{text}",
        f"{text} https://example.com/{random.getrandbits(40):x} にまとめがあります。",
        f"{text}:tada:",
        f"![{word}](/img/figure-{random.randrange(PICTURES):02}.svg)",
    )
    return random.choices(extras, (57, 8, 2, 16, 12, 2, 1, 1))[0]


def _codes(random: Random) -> Iterator[str]:
    """Fenced code: none in half of the posts, else a few blocks, most of them short and some very long."""
    if random.random() < 0.52:
        return
    for _ in range(min(12, round(random.lognormvariate(math.log(3), 0.6)))):
        language = random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        lines = min(276, max(1, round(random.lognormvariate(math.log(11), 1.3))))
        yield f"```{language}\n{snippet(random, language, lines)}\n```"


def _lists(random: Random) -> Iterator[str]:
    """Some short lists in most posts, in a few a great many items."""
    for _ in range(min(20, round(random.lognormvariate(math.log(2.2), 0.8)))):
        ordered = random.random() < 0.15
        items: list[str] = []
        for item in range(random.randrange(2, 8)):
            text = japanese.phrase(random) if random.random() < 0.7 else japanese.sentence(random)
            items.append(f"{item + 1}. {text}" if ordered else f"- {text}")
            if not ordered and random.random() < 0.15:
                items.append(f"    - [{japanese.phrase(random)}](https://example.com/{random.getrandbits(24):x})")
        yield "\n".join(items)


def _rarities(random: Random) -> Iterator[str]:
    """Quotes, tables, pictures, raw HTML and comments: each in some posts only."""
    if random.random() < 0.3:
        yield "\n".join(f"> {japanese.sentence(random)}" for _ in range(random.randrange(1, 4)))
    if random.random() < 0.08:
        rows = [f"| {japanese.phrase(random)} | {random.randrange(999)} |" for _ in range(random.randrange(2, 7))]
        yield "\n".join(("| 項目 | 値 |", "|---|---:|", *rows))
    for _ in range(random.choices((0, 1, 3), (65, 25, 10))[0]):
        yield f"![{japanese.phrase(random)}](/img/figure-{random.randrange(PICTURES):02}.svg)"
    if random.random() < 0.25:
        yield f'<div class="note">\n<p>{japanese.sentence(random)}</p>\n</div>'
    if random.random() < 0.2:
        yield f"<!-- {japanese.sentence(random)} -->"


def _picture(number: int) -> str:
    heights = [(number * 7 + bar * 13) % 90 for bar in range(10)]
    bars = "".join(
        f'<rect x="{bar * 20}" y="{100 - height}" width="16" height="{height}"/>' for bar, height in enumerate(heights)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" fill="#567">{bars}</svg>\n'


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def main() -> None:
    """Write a blog where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.blogs", description="Write a blog of any size.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_blog(arguments.folder, arguments.posts, arguments.seed)


if __name__ == "__main__":
    main()
