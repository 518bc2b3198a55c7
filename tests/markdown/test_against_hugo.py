"""Random documents converted by the real Hugo and by us."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from blogengine.markdown.convert import convert
from blogengine.markdown.options import Goldmark, Markup, Renderer
from tests.markdown.documents import document
from tests.markdown.semantics import meaning

COUNT = 300
SHARE = 0.99
"""The rest are goldmark's oddities, such as a table's rows read from a list's lazy lines."""
CONFIG = {
    "baseURL": "https://example.org/",
    "disableKinds": ["taxonomy", "term", "rss", "sitemap", "home", "section", "robotstxt", "404"],
}


def hugos(texts: Sequence[str], binary: Path, folder: Path, *, unsafe: bool) -> list[str]:
    """What Hugo makes of each text."""
    config = CONFIG | {"markup": {"goldmark": {"renderer": {"unsafe": unsafe}}}}
    (folder / "hugo.json").write_text(json.dumps(config), "utf-8")
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "layouts" / "_default" / "single.html").write_text("{{ .Content }}", "utf-8")
    (folder / "content").mkdir()
    for number, text in enumerate(texts):
        (folder / "content" / f"p{number}.md").write_text('{"title": "t"}\n' + text, "utf-8")
    subprocess.run([binary, "--source", folder, "--quiet"], check=True, capture_output=True)
    return [(folder / "public" / f"p{number}" / "index.html").read_text("utf-8") for number in range(len(texts))]


@pytest.mark.parametrize("unsafe", [False, True])
def test_random_documents(hugo: Path, tmp_path: Path, unsafe: bool) -> None:
    """Documents as authors write them give what Hugo prints, 99 of 100 and more."""
    random = Random(168)
    texts = [document(random) for _ in range(COUNT)]
    markup = Markup(goldmark=Goldmark(renderer=Renderer(unsafe=unsafe)))
    expected = hugos(texts, hugo, tmp_path, unsafe=unsafe)
    equal = [meaning(convert(text, markup).html) == meaning(html) for text, html in zip(texts, expected, strict=True)]
    assert sum(equal) / COUNT >= SHARE, next(text for text, is_equal in zip(texts, equal, strict=True) if not is_equal)
