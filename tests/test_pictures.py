"""Pictures on pages: sizes, smaller copies in WebP, and what happens to those that cannot be read."""

from __future__ import annotations

import io
import re
import struct
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image

from blogengine.build import build
from blogengine.config import Options
from blogengine.errors import SiteError
from blogengine.pictures import markup
from tests.conftest import CONFIG, NOW, MakeSite, write_files

PAGE = "+++\ntitle = 'A'\n+++\n"
TEMPLATES = {
    "templates/single.html": "{{ page.content | responsive_images }}",
    "templates/list.html": "{% for p in (page.paginate(page.pages, 1).pages if page.is_node else []) %}"
    "{{ p.content | responsive_images }}{% endfor %}",
}
ORIENTATION = 0x0112


def picture(
    width: int = 1000, height: int = 500, kind: str = "JPEG", mode: str = "RGB", turned: int = 1, **options: Any
) -> bytes:
    """A picture whose left half is red, the right one blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    exif = image.getexif()
    exif[ORIENTATION] = turned
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **({"exif": exif} if turned != 1 else {}), **options)
    return out.getvalue()


def moving(kind: str) -> bytes:
    """A picture of two frames."""
    frames = [Image.new("RGB", (900, 600), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that claims to be 60,000 pixels wide and high."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def copies(paths: set[str]) -> list[str]:
    return sorted(path for path in paths if re.search(r"\.\d+w\.[0-9a-f]{16}\.webp$", path))


def test_a_theme_may_load_the_first_picture_at_once(site: MakeSite) -> None:
    """Only the first picture of a text takes the `loading` of `first`; what the author wrote wins."""
    text = "![](/x.png)\n\n![](/x.png)\n"
    first = "{{ page.content | responsive_images(first='eager') }}"
    built = site({"content/a.md": PAGE + text, "static/x.png": picture(kind="PNG"), "templates/single.html": first})
    loading = re.findall(r'loading="(\w+)"', built.read("a/index.html"))
    assert loading == ["eager", "lazy"]


def test_a_picture_gets_size_lazy_loading_and_copies(site: MakeSite) -> None:
    """A static picture and one of a bundle get width, height and a srcset whose files exist in these widths."""
    built = site(
        {
            **TEMPLATES,
            "content/a/index.md": f"{PAGE}![own](own.png) ![static](/写真/b.jpg)",
            "content/a/own.png": picture(600, 300, "PNG"),
            "static/写真/b.jpg": picture(1000, 500),
        }
    )
    html = built.read("a/index.html")
    assert '<img width="600" height="300" loading="lazy" decoding="async" src="own.png"' in html
    assert '<img width="1000" height="500" loading="lazy"' in html
    urls = re.findall(r'(/[^"\s]+\.webp) (\d+)w', html)
    assert {unquote(url) for url, _ in urls} == {f"/{path}" for path in copies(built.paths)}
    assert [int(width) for _, width in urls] == [480, 600, 480, 800, 1000]
    assert len(copies(built.paths)) == 5
    for path in copies(built.paths):
        with Image.open(built.destination / path) as image:
            assert image.format == "WEBP"
            assert f".{image.width}w." in path
            assert image.height * 2 == image.width


def test_content_stays_what_hugo_prints(site: MakeSite) -> None:
    """Without the filter nothing is rewritten, and nothing drawn."""
    built = site({"content/a/index.md": f"{PAGE}![x](b.png)", "content/a/b.png": picture(kind="PNG")})
    assert built.read("a/index.html") == 'A|<p><img src="b.png" alt="x"></p>\n'
    assert not copies(built.paths)


@pytest.mark.parametrize("turned", [3, 6, 8])
def test_exif_orientation_is_respected(site: MakeSite, turned: int) -> None:
    """Size and copies are those of the picture as it is seen."""
    built = site({**TEMPLATES, "content/a.md": f"{PAGE}![x](/b.jpg)", "static/b.jpg": picture(turned=turned)})
    sideways = turned in (6, 8)
    assert ('width="500" height="1000"' if sideways else 'width="1000" height="500"') in built.read("a/index.html")
    with Image.open(built.destination / copies(built.paths)[0]) as image:
        first, last = (
            image.convert("RGB").getpixel((2, 2)),
            image.convert("RGB").getpixel((image.width - 3, image.height - 3)),
        )
    red_first = turned == 6
    assert (first[0] > 200) is red_first
    assert (last[2] > 200) is red_first


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_moving_pictures_keep_moving(site: MakeSite, kind: str) -> None:
    """An animation gets its size, and no copies that would stand still."""
    name = f"b.{kind.lower()}"
    built = site({**TEMPLATES, "content/a.md": f"{PAGE}![x](/{name})", f"static/{name}": moving(kind)})
    assert 'width="900" height="600"' in built.read("a/index.html")
    assert not copies(built.paths)
    assert (built.destination / name).read_bytes() == moving(kind)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("b.png", bomb(), "million"),
        ("b.png", b"", "no picture"),
        ("b.jpg", picture()[:3000], "damaged"),
        ("b.png", picture(kind="PNG")[:400], "damaged"),
        ("b.webp", b"<html>", "no picture"),
    ],
)
def test_an_unreadable_picture_stays_and_is_told_of(site: MakeSite, name: str, content: bytes, reason: str) -> None:
    """The warning names the file, once for all pages, and again in a build that makes nothing anew."""
    files = {f"content/{page}.md": f"{PAGE}![x](/{name})" for page in "ab"}
    built = site({**TEMPLATES, **files, f"static/{name}": content})
    again = site(TEMPLATES)
    assert again.report.written == 0
    for each in (built, again):
        (warning,) = each.report.warnings
        assert warning.path == f"static/{name}"
        assert reason in warning.message
        assert not copies(each.paths)
    assert f'<img loading="lazy" decoding="async" src="/{name}"' in built.read("a/index.html")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(site: MakeSite, mode: str) -> None:
    """Palettes, transparency and 16 bits a channel make no trouble."""
    image = Image.new(mode, (700, 350))
    out = io.BytesIO()
    image.save(out, "PNG")
    built = site({**TEMPLATES, "content/a.md": f"{PAGE}![x](/b.png)", "static/b.png": out.getvalue()})
    assert 'width="700" height="350"' in built.read("a/index.html")
    assert len(copies(built.paths)) == (0 if mode == "I;16" else 2)
    assert not built.report.warnings


def test_what_the_author_says_wins(site: MakeSite) -> None:
    """Attributes that are there stay; a width alone gives a height, and copies no wider than screens can show."""
    html = '<img src="/b.jpg" width="200" loading="eager"> <img src=/b.jpg height=50> <img src="/b.jpg" width="50%">'
    config = f"{CONFIG}[markup.goldmark.renderer]\nunsafe = true\n"
    built = site(
        {**TEMPLATES, "config.toml": config, "content/a.md": f"{PAGE}<p>{html}</p>", "static/b.jpg": picture()}
    )
    first, second, third = re.findall(r"<picture>.*?</picture>", built.read("a/index.html"))
    assert '<img height="100" decoding="async" src="/b.jpg" width="200" loading="eager">' in first
    assert 'sizes="200px"' in first
    assert re.findall(r"(\d+)w[,\"]", first) == ["400"]
    assert '<img width="100" loading="lazy" decoding="async" src=/b.jpg height=50>' in second
    assert 'height="' not in third


def test_only_files_of_the_site_are_touched(site: MakeSite) -> None:
    """Other hosts, data addresses, missing files, SVG and pictures in code are no pictures to resize."""
    body = (
        "![x](https://example.com/b.jpg) ![x](//example.com/b.jpg) ![x](data:image/png;base64,AAAA) ![x](/no.jpg)"
        " ![x](/c.svg) ![x](../../../../etc/passwd.png) ![x](http://[) ![x](#)\n\n`<img src=/b.jpg>`\n"
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    built = site({**TEMPLATES, "content/a.md": PAGE + body, "static/b.jpg": picture(), "static/c.svg": svg})
    assert "srcset" not in built.read("a/index.html")
    assert not copies(built.paths)


def test_a_base_path_is_part_of_the_addresses(site: MakeSite) -> None:
    """Below `/blog/`, pictures are found by their whole, rooted and relative addresses."""
    body = "![x](https://example.org/blog/b.jpg) ![x](/blog/b.jpg) ![x](../b.jpg)"
    config = CONFIG.replace("org/", "org/blog/")
    built = site({**TEMPLATES, "config.toml": config, "content/a.md": PAGE + body, "static/b.jpg": picture()})
    assert built.read("a/index.html").count("/blog/b.480w.") == 3
    assert len(copies(built.paths)) == 3


def test_copies_that_nobody_shows_are_removed(site: MakeSite) -> None:
    """A picture taken out of the text, or replaced, leaves no copies; those of other pages stay."""
    files = {f"content/{page}.md": f"{PAGE}![x](/{page}.jpg) ![x](/c.jpg)" for page in "ab"}
    pictures = {f"static/{name}.jpg": picture(400 + 10 * at) for at, name in enumerate("abc")}
    before = site({**TEMPLATES, **files, **pictures})
    assert [path[0] for path in copies(before.paths)] == ["a", "b", "c"]
    site({**TEMPLATES, "content/a.md": PAGE})
    assert [path[0] for path in copies(before.paths)] == ["b", "c"]
    after = site({**TEMPLATES, "static/c.jpg": picture(450)})
    assert copies(after.paths)[-1].startswith("c.450w")
    assert len(copies(after.paths)) == 2
    assert 'width="450"' in after.read("b/index.html")


def test_pictures_of_later_pagers_stay(site: MakeSite) -> None:
    """What only the second pager shows is not forgotten when another page changes."""
    files = {f"content/post/{page}.md": f"{PAGE}![x](/{page}.jpg)" for page in "abc"}
    pictures = {f"static/{name}.jpg": picture(400) for name in "abc"}
    template = {**TEMPLATES, "templates/single.html": "{{ page.title }}"}
    before = site({**template, **files, **pictures, "content/d.md": PAGE})
    assert len(copies(before.paths)) == 3
    site({**template, "content/d.md": f"{PAGE}x"})
    assert len(copies(before.paths)) == 3


def test_a_filter_in_a_shortcode_is_told_where_it_belongs(site: MakeSite) -> None:
    """What a shortcode prints is kept for later builds, which would not know of the copies."""
    shortcode = {"templates/shortcodes/x.html": "{{ '<img src=\"/b.jpg\">' | safe | responsive_images }}"}
    with pytest.raises(SiteError, match="nothing is printed"):
        site({**TEMPLATES, **shortcode, "content/a.md": PAGE + "{{< x >}}", "static/b.jpg": picture()})


def test_a_cache_spares_the_drawing(site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build into another place takes every copy from the cache folder; without one it draws the same bytes."""
    first = site({**TEMPLATES, "content/a.md": f"{PAGE}![x](/b.jpg)", "static/b.jpg": picture()})
    expected = {path: (first.destination / path).read_bytes() for path in first.paths}
    fresh = tmp_path / "fresh"
    build(first.source, Options(destination=fresh, cache_dir=tmp_path / "elsewhere"), now=NOW)
    assert {path: (fresh / path).read_bytes() for path in first.paths} == expected
    monkeypatch.setattr("blogengine.pictures.studio._drawn", None)
    monkeypatch.setattr("blogengine.pictures.studio.look_at", None)
    build(first.source, Options(destination=tmp_path / "other"), now=NOW + timedelta(days=1))
    assert {path: (tmp_path / "other" / path).read_bytes() for path in first.paths} == expected


@pytest.mark.parametrize(
    "settings",
    ["[cards]\naccent = 'red'", "[pictures]\nquality = 0", "[pictures]\nwidths = [0]", "[pictures]\nwidths = [99999]"],
)
def test_settings_that_cannot_be_meant_are_located(site: MakeSite, settings: str) -> None:
    """Before anything is drawn."""
    with pytest.raises(SiteError, match=r"config.toml:4:\d+: .* must be"):
        site({"config.toml": f"{CONFIG}{settings}\n"})


def test_a_picture_taller_than_webp_gets_its_size_only(site: MakeSite) -> None:
    """WebP ends at 16,383 pixels a side."""
    built = site({**TEMPLATES, "content/a.md": f"{PAGE}![x](/b.png)", "static/b.png": picture(20, 20000, "PNG")})
    assert 'width="20" height="20000"' in built.read("a/index.html")
    assert not copies(built.paths)


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_any_number_of_workers_draws_the_same(tmp_path: Path, start: Any) -> None:
    """Copies, pages and warnings are the same from one process and from several, each with a cache of its own."""
    pages = {f"content/p{at}.md": f"{PAGE}![x](/b{at % 5}.jpg) ![x](/no.png)" for at in range(70)}
    pictures = {f"static/b{at}.jpg": picture(300 + at, 100) for at in range(5)}
    write_files(tmp_path / "site", {"config.toml": CONFIG, **TEMPLATES, **pages, **pictures, "static/no.png": b"no"})
    found = []
    for jobs in (1, 3):
        options = Options(destination=tmp_path / f"out{jobs}", cache_dir=tmp_path / f"cache{jobs}")
        report = build(tmp_path / "site", options, now=NOW, jobs=jobs, start=start)
        folder = tmp_path / f"out{jobs}"
        files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        found.append((files, report.warnings, report.outputs))
    assert found[0] == found[1]
    assert len(copies(set(found[0][0]))) == 5


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<img",
        "<!-- <img src=a> -->",
        "<script>'<img src=a>'</script>",
        "<template><img src=a></template>",
        "<textarea>&lt;img src=a></textarea>",
        "a &amp; <b>\r\n日本語</b> &lt;img>",
    ],
)
def test_what_is_no_picture_stays(html: str) -> None:
    """Comments, scripts, templates and half tags are left as they are."""
    assert markup.rewritten(html, lambda _tag: "!") == html


def test_rewriting_finds_tags_behind_any_line_break() -> None:
    """Offsets are right after CRLF, lone CR, form feeds, Japanese and other planes of Unicode."""
    html = "a\r\n\f\u2028😀<IMG\nsrc=a/>\r日本<img src='b' alt='>'>\n<img src=c>x"
    assert markup.rewritten(html, lambda tag: f"[{tag.attributes['src']}]") == ("a\r\n\f\u2028😀[a/]\r日本[b]\n[c]x")
