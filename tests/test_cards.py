"""Cards of posts for social networks: what is drawn, broken into lines how, and when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from blogengine.build import build
from blogengine.config import Options
from blogengine.pictures import fonts
from blogengine.pictures.lines import NOT_FIRST, NOT_LAST, lines_of, phrases
from tests.conftest import CONFIG, NOW, MakeSite, needed

ON = f'{CONFIG}languageCode = "ja"\n[cards]\nenable = true\n'
TEMPLATES = {
    "templates/single.html": "{% if page.card %}{{ page.card.permalink }}{% else %}none{% endif %}",
    "templates/list.html": "{% for p in page.pages %}{{ p.card.rel_permalink if p.card }}{% endfor %}",
}


def post(title: str, more: str = "") -> str:
    return f'+++\ntitle = "{title}"\ndate = 2024-03-05\n{more}\n+++\n'


def font_of(path: Path, characters: str, width: int = 1000) -> None:
    """A font that has these characters, each a box."""
    names = [".notdef", *(f"c{ord(each)}" for each in dict.fromkeys(characters))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(each): f"c{ord(each)}" for each in characters})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (width, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)


@pytest.fixture
def japanese_font() -> fonts.Font:
    """The system's font for Japanese."""
    found = (font for font in fonts.fonts_for("", "ja") if not fonts.missing("日本語のカード", font))
    return needed(next(found, None), "a font for Japanese")


@pytest.fixture
def own_font(tmp_path: Path) -> None:
    """A font of the site with a few letters."""
    font_of(tmp_path / "site/assets/own.ttf", "ABCDEFGSitehelo0123456789年月日-…")


OWN = f'{ON}font = "assets/own.ttf"\n'


@pytest.mark.usefixtures("own_font")
def test_a_post_gets_a_card_beside_it(site: MakeSite) -> None:
    """It is a PNG of 1200 by 630 pixels whose address the template prints; a list shows the same file."""
    built = site({**TEMPLATES, "config.toml": OWN, "content/post/a.md": post("ABC")})
    (card,) = (path for path in built.paths if path.endswith(".png"))
    assert built.read("post/a/index.html") == f"https://example.org/{card}"
    assert built.read("post/index.html") == f"/{card}"
    with Image.open(built.destination / card) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))


@pytest.mark.usefixtures("own_font")
@pytest.mark.parametrize("more", ["images = ['a.png']", "image = 'a.png'", "cover = 'a.png'"])
def test_a_post_with_a_picture_of_its_own_has_no_card(site: MakeSite, more: str) -> None:
    """What the author chose is better than what can be drawn."""
    built = site({**TEMPLATES, "config.toml": OWN, "content/a.md": post("ABC", more)})
    assert built.read("a/index.html") == "none"
    assert not any(path.endswith(".png") for path in built.paths)


def test_there_are_no_cards_unless_they_are_wanted(site: MakeSite) -> None:
    """They take time, so the default is none."""
    assert site({**TEMPLATES, "content/a.md": post("ABC")}).read("a/index.html") == "none"


@pytest.mark.usefixtures("own_font")
def test_what_a_font_cannot_write_gives_a_warning_and_no_card(site: MakeSite) -> None:
    """Never boxes instead of letters; the warning names the page and the characters, and stays until it is mended."""
    files = {**TEMPLATES, "config.toml": OWN, "content/a.md": post("ABC薔薇"), "content/b.md": post("ABC")}
    built = site(files)
    again = site(files)
    assert built.read("a/index.html") == "none"
    assert built.read("b/index.html") != "none"
    assert again.report.written == 0
    for each in (built, again):
        (warning,) = each.report.warnings
        assert warning.path == "content/a.md"
        assert "薇薔" in warning.message
    assert not site({**files, "content/a.md": post("ABC")}).report.warnings


@pytest.mark.usefixtures("own_font")
def test_a_title_can_do_without_emoji(site: MakeSite) -> None:
    """Emoji that the font has not are left out, with what joins and colours them."""
    files = {**TEMPLATES, "config.toml": OWN, "content/a.md": post("A 🎉👨‍👩‍👧❤️ B"), "content/b.md": post("A B")}
    built = site(files)
    first, second = sorted(path for path in built.paths if path.endswith(".png"))
    assert (built.destination / first).read_bytes() == (built.destination / second).read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"no font", b"ttcf\x00\x01\x00\x00"])
def test_a_font_that_cannot_be_read_is_told_of_once(site: MakeSite, content: bytes | None) -> None:
    """There are no cards, one warning for the font or one for each page, and no crash."""
    font = {} if content is None else {"assets/own.ttf": content}
    built = site({**TEMPLATES, **font, "config.toml": OWN, "content/a.md": post("ABC")})
    assert len(built.report.warnings) == 1
    assert built.read("a/index.html") == "none"


def test_a_site_that_names_no_language_gets_cards_in_japanese(site: MakeSite, japanese_font: fonts.Font) -> None:
    """What decides is whether a font can write the title."""
    config = f"{CONFIG}[cards]\nenable = true\n"
    built = site({**TEMPLATES, "config.toml": config, "content/a.md": post("日本語の題")})
    assert not built.report.warnings
    assert built.read("a/index.html") != "none"


def test_no_font_at_all_gives_one_warning(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """For all posts together."""
    monkeypatch.setattr(fonts, "_of_system", lambda _language: ("", 0))
    posts = {f"content/p{at}.md": post("ABC") for at in range(5)}
    built = site({**TEMPLATES, "config.toml": ON, **posts})
    (warning,) = built.report.warnings
    assert "no cards are drawn" in warning.message


@pytest.mark.usefixtures("own_font")
def test_another_font_gives_other_cards(site: MakeSite, tmp_path: Path) -> None:
    """A font that changes in place is noticed by the next build, as by a clean one."""
    files = {**TEMPLATES, "config.toml": OWN, "content/a.md": post("ABC")}
    before = site(files)
    old = {path for path in before.paths if path.endswith(".png")}
    font_of(tmp_path / "site/assets/own.ttf", "ABCSite0123456789年月日-…", width=500)
    after = site(files)
    new = {path for path in after.paths if path.endswith(".png")}
    assert len(old) == len(new) == 1
    assert old != new


def test_a_japanese_card_has_writing_on_it(site: MakeSite, japanese_font: fonts.Font, tmp_path: Path) -> None:
    """With the system's font; the same site builds the same bytes elsewhere."""
    built = site({**TEMPLATES, "config.toml": ON, "content/a.md": post("吾輩は猫である。名前はまだ無い。")})
    (card,) = (path for path in built.paths if path.endswith(".png"))
    with Image.open(built.destination / card) as image:
        title = image.convert("RGB").crop((0, 100, 1200, 480))
        assert ImageChops.difference(title, Image.new("RGB", title.size, "#fbfbfd")).getbbox()
    build(built.source, Options(destination=tmp_path / "b", cache_dir=tmp_path / "c"), now=NOW)
    assert (tmp_path / "b" / card).read_bytes() == (built.destination / card).read_bytes()


def wide(text: str, most: int) -> bool:
    return len(text) <= most


@pytest.mark.parametrize(
    ("title", "most", "expected"),
    [
        ("今日は天気です。", 5, ["今日は", "天気です。"]),
        ("吾輩は猫である。名前はまだ無い。", 9, ["吾輩は猫である。", "名前はまだ無い。"]),
        ("Pythonでブログを作る", 9, ["Pythonで", "ブログを作る"]),
        ("Step Functions から Glue の話", 12, ["Step", "Functions から", "Glue の話"]),
        ("Build a blog engine", 9, ["Build a", "blog", "engine"]),
        ("「引用」と（括弧）の話", 5, ["「引用」と", "（括弧）の", "話"]),
    ],
)
def test_titles_break_between_phrases(title: str, most: int, expected: list[str]) -> None:
    """As a reader would breathe."""
    assert lines_of(title, lambda text: wide(text, most), 9) == (expected, True)


@given(st.text(alphabet="今日は晴れ、。「」（）ーッャabc XY…😀か\u3099", max_size=60), st.integers(1, 20))
def test_nothing_of_a_title_is_lost(title: str, most: int) -> None:
    """But for spaces; and phrases keep to kinsoku."""
    lines, is_whole = lines_of(title, lambda text: wide(text, most), 99)
    assert is_whole
    assert "".join("".join(lines).split()) == "".join(title.split())
    for before, after in zip(phrases(title), phrases(title)[1:], strict=False):
        assert after[0] not in NOT_FIRST
        assert before[-1] not in NOT_LAST


def test_a_title_without_end_is_cut(japanese_font: fonts.Font) -> None:
    """What does not fit ends in an ellipsis that fits."""
    font = ImageFont.truetype(japanese_font.file, 48, japanese_font.face)
    lines, is_whole = lines_of("長い題名" * 500, lambda text: font.getlength(text) <= 1000, 5)
    assert not is_whole
    assert len(lines) == 5
    assert lines[-1].endswith("…")
    assert font.getlength(lines[-1]) <= 1000
