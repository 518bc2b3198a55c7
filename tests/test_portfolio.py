"""A real Hugo blog goes in, the whole site comes out."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import html

from blogengine.build import build
from blogengine.config import Options
from blogengine.errors import SiteError

SHARED = Path(__file__).parents[1].parent / "shared"
PORTFOLIO = SHARED / "portfolio"
SEED = "post/my-thoughts-on-speaking-at-the-mlops-study"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not PORTFOLIO.is_dir() and not os.environ.get("CI"), reason="the real blog is not beside this checkout"
)


@pytest.fixture
def out(portfolio_output: Path) -> Path:
    """The portfolio, built with prologue."""
    return portfolio_output


def test_the_source_is_left_untouched(tmp_path: Path) -> None:
    """A build writes nothing into the author's folder."""
    shutil.copytree(PORTFOLIO, source := tmp_path / "portfolio", ignore=shutil.ignore_patterns("*.png", "*.jpg"))
    before = _state(source)
    build(source, Options(destination=tmp_path / "out", theme="prologue"), now=NOW)
    assert _state(source) == before


def test_a_missing_theme_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    """`theme = "fuji"` names a Hugo theme that is not there: no empty site."""
    with pytest.raises(SiteError) as caught:
        build(PORTFOLIO, Options(destination=tmp_path / "out"), now=NOW)
    (problem,) = caught.value.problems
    assert "fuji" in problem.message
    assert "--theme prologue" in (problem.hint or "")
    assert not (tmp_path / "out").exists()


def test_the_seed_post_comes_out_whole(out: Path) -> None:
    """Embed, marker span, quote, emoji and links of the seed post are intact."""
    page = (out / SEED / "index.html").read_text(encoding="utf-8")
    document = html.document_fromstring(page)
    article = document.xpath("//article")[0]
    (embed,) = article.xpath(".//*[contains(@class, 'embed-speakerdeck')]")
    assert embed.xpath(".//a/@href")[0] == "https://speakerdeck.com/player/5a65c335b5a445a6987c3d599c87826f"
    assert embed.xpath(".//@style") == ["aspect-ratio: 1.7773"]
    (marker,) = article.xpath(".//span[@class='marker_yellow']")
    assert marker.xpath("./strong")
    assert article.xpath(".//blockquote//br")
    for emoji in "😅🤣😆🙏":
        assert emoji in page
    links = {link.get("href") for link in article.xpath(".//a[@href]")}
    assert "https://mlops.connpass.com/event/242652/" in links
    assert "https://masatakashiwagi.github.io/portfolio/post/start-mlops-practices-project/" in links


def test_the_seed_post_stands_on_its_tag_page_and_in_its_feed(out: Path) -> None:
    """`/tags/poem/` lists it, and feedparser reads `/tags/poem/index.xml` without a complaint."""
    url = f"https://masatakashiwagi.github.io/portfolio/{SEED}/"
    pages = [*(out / "tags/poem").glob("index.html"), *(out / "tags/poem/page").glob("*/index.html")]
    assert any(f"/portfolio/{SEED}/" in page.read_text(encoding="utf-8") for page in pages)
    feed = feedparser.parse((out / "tags/poem/index.xml").read_bytes())
    assert not feed.bozo
    assert url in [entry.link for entry in feed.entries]
    assert feed.feed.title == "POEM on Fractal Prologue"


def test_every_internal_address_is_under_the_base_path_and_exists(out: Path) -> None:
    """No page links to a file that is not there, and none forgets `/portfolio/`."""
    missing = set()
    for file in out.rglob("*.html"):
        document = html.document_fromstring(file.read_text(encoding="utf-8"))
        for element in document.xpath("//body//*[@href or @src]"):
            target = element.get("href") or element.get("src")
            if target.startswith("/") and not target.startswith("//") and not _exists(out, target):
                missing.add((file.relative_to(out).as_posix(), target))
    authored = {target for _, target in missing if not target.startswith("/portfolio/")}
    assert {pair for pair in missing if pair[1] not in authored} == set()


def _exists(out: Path, target: str) -> bool:
    from urllib.parse import unquote

    path = unquote(target.partition("#")[0].partition("?")[0])
    if not path.startswith("/portfolio/"):
        return False
    file = out / path.removeprefix("/portfolio/")
    return file.is_file() or (file / "index.html").is_file()


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): ((stat := path.stat()).st_size, stat.st_mtime_ns) for path in files}
