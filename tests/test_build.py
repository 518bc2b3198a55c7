"""The pipeline end to end: all or nothing, held-back pages nowhere, collisions named, the same bytes anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blogengine import crew
from blogengine.build import build
from blogengine.config import Options
from blogengine.errors import SiteError
from tests.conftest import NOW, MakeSite, write_files
from tests.timing import no_hang

ROOT = Path(__file__).parents[1]


def post(title: str, extra: str = "", body: str = "Text.") -> str:
    """A post's file."""
    return f'+++\ntitle = "{title}"\ndate = 2024-01-01\n{extra}+++\n{body}\n'


def test_a_failing_page_writes_nothing_and_keeps_the_previous_site(site: MakeSite) -> None:
    """One bad shortcode: an error at its place, and the old output byte for byte."""
    built = site({"content/post/a.md": post("A")})
    before = {path: (built.destination / path).read_bytes() for path in built.paths}
    with pytest.raises(SiteError) as caught:
        site({"content/post/b.md": post("B", body='x\n{{< ref "/post/aa" >}}'), "content/post/a.md": post("Changed")})
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.column) == ("content/post/b.md", 6, 1)
    assert "/post/a" in (problem.hint or "")
    assert {path: (built.destination / path).read_bytes() for path in built.paths} == before


def test_all_problems_of_a_stage_are_shown_together(site: MakeSite) -> None:
    """Two pages with two mistakes give two problems."""
    with pytest.raises(SiteError) as caught:
        site(
            {
                "content/a.md": post("A", body="{{< highlight go >}}"),
                "content/b.md": post("B", body='{{< ref "nowhere" >}}'),
            }
        )
    assert {problem.path for problem in caught.value.problems} == {"content/a.md", "content/b.md"}


UNKNOWN = {
    "content/a.md": post("A", body="x {{< fgure a=1 >}}inner{{< /fgure >}} {{< nope >}}"),
    "content/b.md": post("B", body="{{< nope >}}"),
}


def test_an_unknown_shortcode_is_warned_of_at_each_call_and_its_inner_text_stays(site: MakeSite) -> None:
    """In every build, also in one that has nothing to do; the page is written."""
    built = site(UNKNOWN)
    told = [(each.path, each.line, each.column) for each in built.report.warnings]
    assert told == [("content/a.md", 5, 3), ("content/a.md", 5, 40), ("content/b.md", 5, 1)]
    assert "x inner " in built.read("a/index.html")
    assert site(UNKNOWN).report.warnings == built.report.warnings


def test_a_strict_build_takes_warnings_for_errors_and_writes_nothing(site: MakeSite, tmp_path: Path) -> None:
    """All of them at once, also where nothing has changed since a build that was not strict."""
    built = site(UNKNOWN)
    for destination in (built.destination, tmp_path / "strict"):
        with pytest.raises(SiteError) as caught:
            build(built.source, Options(destination=destination), now=NOW, strict=True)
        assert caught.value.problems == built.report.warnings
    assert not (tmp_path / "strict").exists()


SHOWN = {"templates/single.html": "{{ page.title }}", "templates/list.html": "{{ page.kind }}"}
BOTH = (
    ({"post/a.md": 'slug = "x"', "post/b.md": 'slug = "x"'}, "post/x/", "post/b.md"),
    ({"post/a.md": 'url = "/x/"\nweight = 1', "post/b.md": 'url = "/x/"\nweight = 2'}, "x/", "post/b.md"),
    ({"post/a.md": 'url = "/"'}, "", "post/a.md"),
    ({"post/a.md": 'url = "/post/"', "post/_index.md": ""}, "post/", "post/a.md"),
    ({"post/a.md": 'url = "/tags/t/"\ntags = ["t"]'}, "tags/t/", "term"),
    ({"post/a.md": 'url = "/tags/"\ntags = ["t"]'}, "tags/", "taxonomy"),
    ({"post/a.md": 'aliases = ["/post/b/"]', "post/b.md": ""}, "post/b/", "post/b.md"),
    ({"post/a.md": "", "post/a/index.md": ""}, "post/a/", "post/a/index.md"),
    ({"post/a.md": 'url = "/post/b/index.html"', "post/b.md": ""}, "post/b/", "post/b.md"),
)
"""Front matter of files, the address that two pages have, and what stands there: the title, or the kind."""


@pytest.mark.parametrize(("files", "address", "stands"), BOTH)
def test_of_two_pages_on_one_address_one_stands(
    site: MakeSite, files: dict[str, str], address: str, stands: str
) -> None:
    """The one that Hugo writes last; a warning names both, once for each file, also in the next build."""
    posts = {f"content/{name}": post(name, f"{more}\n") for name, more in files.items()}
    built = site({**posts, **SHOWN, "templates/home.html": "home"})
    assert built.read(f"{address}index.html") == stands
    assert [each.code for each in built.report.warnings] in (["duplicate-url"], ["duplicate-page"])
    assert "stands" in built.report.warnings[0].message
    again = build(built.source, Options(destination=built.destination), now=NOW)
    assert again.warnings == built.report.warnings


def test_a_tag_without_letters_has_no_page_and_is_told_once_where_it_is_written(site: MakeSite) -> None:
    """Hugo would put it over the list of all tags; the list stands, and the tag is named with its file."""
    posts = {"content/a.md": post("A", 'tags = ["t", "🪶"]\n'), "content/b.md": post("B", 'tags = ["🪶"]\n')}
    built = site({**posts, **SHOWN})
    assert built.read("tags/index.html") == "taxonomy"
    (warning,) = built.report.warnings
    assert (warning.code, warning.path) == ("duplicate-url", "content/a.md")
    assert "“🪶” in tags" in warning.message


def test_of_two_aliases_the_page_that_hugo_writes_last_has_it(site: MakeSite) -> None:
    """The last by place, whatever its weight and date; each of the others is told at its own file."""
    old = 'aliases = ["/old/"]\n'
    weights = {"0": 1, "a": 9, "b": 5}
    posts = {f"content/post/{name}.md": post(name, f"weight = {weight}\n{old}") for name, weight in weights.items()}
    built = site({**posts, **SHOWN})
    assert "url=https://example.org/post/b/" in built.read("old/index.html")
    assert [each.path for each in built.report.warnings] == ["content/post/a.md", "content/post/0.md"]


def test_a_page_named_404_takes_the_place_of_the_sites_own(site: MakeSite) -> None:
    """As in Hugo since 0.123; without `url = "/404.html"` there is none, which is told."""
    files = {**SHOWN, "templates/404.html": "not found"}
    built = site({"content/404.md": post("Own"), **files})
    assert (built.read("404/index.html"), built.exists("404.html")) == ("Own", False)
    assert [(each.code, each.path) for each in built.report.warnings] == [("duplicate-url", "content/404.md")]
    built = site({"content/404.md": post("Own", 'url = "/404.html"\n'), **files})
    assert (built.read("404.html"), built.report.warnings) == ("Own", ())


def test_a_home_page_in_the_format_robots_stands_for_the_sites_own(site: MakeSite) -> None:
    """`home = ["HTML", "Robots"]` beside `enableRobotsTXT`."""
    config = 'baseURL = "https://e.org/"\nenableRobotsTXT = true\n[outputs]\nhome = ["HTML", "Robots"]\n'
    own = {"templates/home.html": "home", "templates/home.robots.txt": "home's", "templates/robots.txt": "site's"}
    built = site({"config.toml": config, **own})
    assert built.read("robots.txt") == "home's"
    assert [each.code for each in built.report.warnings] == ["duplicate-url"]


@pytest.mark.parametrize("name", ["b.md", "a/index.md", "A.md"])
def test_a_page_comes_back_when_the_one_in_its_place_has_gone(site: MakeSite, name: str) -> None:
    """And goes when it comes: each build is as a clean one."""
    more = 'slug = "a"\n' if name == "b.md" else ""
    built = site({"content/post/a.md": post("first"), f"content/post/{name}": post("second", more), **SHOWN})
    other = built.source / "content/post" / name
    seen = [built.read("post/a/index.html")]
    for step in range(2):
        if step:
            write_files(built.source, {f"content/post/{name}": post("second", more)})
        else:
            other.unlink()
        build(built.source, Options(destination=built.destination), now=NOW)
        seen.append(built.read("post/a/index.html"))
    assert seen == ["second", "first", "second"]


def test_a_page_stands_where_a_pager_would(site: MakeSite) -> None:
    """`url = "/post/page/2/"` is the address of the section's second pager; the third is there, and all is told."""
    files = {f"content/post/{number}.md": post(str(number)) for number in range(25)}
    built = site(
        {
            **files,
            "content/x.md": post("X", 'url = "/post/page/2/"\n'),
            "templates/single.html": "{{ page.title }}",
            "templates/list.html": "{{ page.paginator.number if page.kind == 'section' else '' }}",
        }
    )
    assert [built.read(f"post/page/{number}/index.html") for number in (2, 3)] == ["X", "3"]
    assert [(each.code, "content/x.md stands" in each.message) for each in built.report.warnings] == [
        ("duplicate-url", True)
    ]
    for edited in ("", "more"):
        write_files(built.source, {"content/x.md": post("X" + edited, 'url = "/post/page/2/"\n')})
        again = build(built.source, Options(destination=built.destination), now=NOW)
        assert again.warnings == built.report.warnings
        assert built.read("post/page/2/index.html") == "X" + edited


def test_a_static_file_under_a_page_is_left_out_with_a_warning(site: MakeSite) -> None:
    """The page stands; the warning names both."""
    built = site({"content/post/a.md": post("A"), "static/post/a/index.html": "static"})
    assert "A|" in built.read("post/a/index.html")
    assert any("static/post/a/index.html" in warning.message for warning in built.report.warnings)


def test_held_back_pages_are_in_no_output(site: MakeSite) -> None:
    """A draft's words are in no file: no page, list, feed or sitemap."""
    built = site(
        {
            "content/post/out.md": post("Out", 'tags = ["t"]\n'),
            "content/post/d.md": post("Hidden-draft", 'draft = true\ntags = ["secret-tag"]\n'),
            "content/post/f.md": post("Hidden-future", "publishDate = 2999-01-01\n"),
            "content/post/e.md": post("Hidden-expired", "expiryDate = 2025-01-01\n"),
        }
    )
    everything = "".join(built.read(path) for path in built.paths) + "".join(built.paths)
    assert "Hidden" not in everything
    assert "secret-tag" not in everything
    assert {held.reason for held in built.report.held_back} == {"draft", "future", "expired"}


def test_data_files_menus_and_params_reach_templates(site: MakeSite) -> None:
    """`site.data`, `site.menus` and parameters in the author's spelling."""
    built = site(
        {
            "config.toml": (
                'baseURL = "https://e.org/b/"\n[params]\nshowToc = true\n[[menus.main]]\nname="H"\nurl="/"\n'
            ),
            "data/people/staff.toml": 'name = "花子"\n',
            "data/rows.csv": "a,b\n1,2\n",
            "content/a.md": post("A", 'Colour = "red"\n'),
            "templates/single.html": (
                "{{ site.data.people.staff.name }}|{{ site.data.rows[1][1] }}|{{ site.params.showToc }}|"
                "{{ site.params.nothing is none }}|{{ page.params.colour }}|{{ site.menus.main[0].url }}"
            ),
            "templates/list.html": "",
        }
    )
    assert built.read("a/index.html") == "花子|2|True|True|red|/b/"


def test_names_in_either_unicode_form_give_one_url(site: MakeSite) -> None:
    """A decomposed file name (macOS) gets the composed URL."""
    built = site({"content/post/か\u3099.md": post("G")})
    assert built.exists("post/が/index.html")


def test_render_hooks_print_their_elements(site: MakeSite) -> None:
    """`_markup/render-link.html` and `render-codeblock-mermaid.html` replace the default."""
    built = site(
        {
            "content/a.md": post("A", body='[*x*](/y "T")\n\n```mermaid\na-->b\n```\n\n```go\nx\n```'),
            "templates/single.html": "{{ page.content }}",
            "templates/list.html": "",
            "templates/_markup/render-link.html": '<a class="h" href="{{ destination }}">{{ text }}</a>',
            "templates/_markup/render-codeblock-mermaid.html": '<pre class="mermaid">{{ inner }}</pre>',
        }
    )
    page = built.read("a/index.html")
    assert '<a class="h" href="/y"><em>x</em></a>' in page
    assert '<pre class="mermaid">a--&gt;b' in page
    assert "highlight" in page


@pytest.mark.parametrize("call", ["{{< details >}}", "{{< highlight go >}}", "{{% box %}}"])
def test_a_shortcode_that_needs_its_end_is_located(site: MakeSite, call: str) -> None:
    """A call whose template prints the inner text but that is never closed names itself and what closes it."""
    with pytest.raises(SiteError, match="never closed") as caught:
        site(
            {
                "content/a.md": post("A", body=f"text\n\n{call}\n\nmore"),
                "templates/shortcodes/box.html": "[{{ shortcode.inner }}]",
            }
        )
    problem = caught.value.problems[0]
    assert (problem.path, problem.line) == ("content/a.md", 7)
    assert "/" in (problem.hint or "")


def test_a_page_that_prints_itself_is_an_error(site: MakeSite) -> None:
    """A shortcode that asks for its own page's content is named, not an endless loop."""
    with pytest.raises(SiteError, match=r"itself|own"):
        site(
            {
                "content/a.md": post("A", body="{{< again >}}"),
                "templates/single.html": "{{ page.content }}",
                "templates/list.html": "",
                "templates/shortcodes/again.html": "{{ page.content }}",
            }
        )


def test_the_same_bytes_for_any_hash_seed_time_zone_and_folder(tmp_path: Path) -> None:
    """Nothing of the machine gets into the output."""
    outputs = []
    for number, (seed, zone) in enumerate((("1", "Asia/Tokyo"), ("2", "America/New_York"))):
        source = tmp_path / f"place{number}" / "site"
        files = {f"content/post/{name}.md": post(name, f'tags = ["{name}", "all"]\n') for name in "abcdé"}
        config = 'baseURL = "https://e.org/"\ntheme = "prologue"\ntitle = "T"\n'
        write_files(source, {"config.toml": config, **files})
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C" if number else "C.UTF-8"}
        command = [sys.executable, "-m", "blogengine", "build", "-s", str(source), "--clock", "2026-01-01"]
        subprocess.run(command, check=True, env=environment, cwd=ROOT, capture_output=True)
        public = source / "public"
        outputs.append({p.relative_to(public): p.read_bytes() for p in public.rglob("*") if p.is_file()})
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        (
            '{{< speakerdeck id="abc" ratio="1.5" title="講演" >}}',
            'src="https://speakerdeck.com/player/abc" title="講演"',
        ),
        ("{{< gist spf13 7896402 >}}", "https://gist.github.com/spf13/7896402.js"),
        ("{{< instagram CxO >}}", 'href="https://www.instagram.com/p/CxO"'),
        ('{{< x user="u" id="12" >}}', "https://twitter.com/u/status/12"),
        ("{{< tweet 12 >}}", "https://twitter.com/i/status/12"),
        ('{{< qr text="https://gohugo.io" />}}', 'width="132" height="132"'),
    ],
)
def test_embeds_print_what_they_embed(site: MakeSite, call: str, printed: str) -> None:
    """Embedded shortcodes beyond those that the comparison with Hugo covers."""
    assert printed in site({"content/a.md": post("A", body=call)}).read("a/index.html")


def test_an_embed_without_its_id_is_located(site: MakeSite) -> None:
    """The error is at the call, in the shortcode's own words."""
    with pytest.raises(SiteError, match="wants a talk's id") as caught:
        site({"content/a.md": post("A", body="{{< speakerdeck >}}")})
    assert caught.value.problems[0].line == 5


def test_a_static_file_where_a_page_needs_a_folder_is_left_out(site: MakeSite) -> None:
    """`static/about` and the page `/about/` cannot both be: the page stands, and a warning names both."""
    built = site({"content/about.md": "text", "static/about": "file"})
    assert built.exists("about/index.html")
    assert [w.message for w in built.report.warnings if "static" in w.message] == [
        "about cannot be both a file and the folder of about/index.html: content/about.md stands, "
        "static/about is left out"
    ]


def test_a_page_that_is_a_file_where_another_needs_a_folder_is_an_error(site: MakeSite) -> None:
    """Two pages of which one is a file and the other is below it: both are named, and nothing is written."""
    with pytest.raises(SiteError, match=r"x\.html cannot be both a file and the folder of x\.html/y/index\.html"):
        site({"content/a.md": "+++\nurl = '/x.html'\n+++\n", "content/b.md": "+++\nurl = '/x.html/y/'\n+++\n"})


@pytest.mark.parametrize("destination", ["/", "~", ".", "..", "content", "content/post/out", "static/x", "templates"])
def test_a_destination_among_what_the_site_is_made_of_is_refused(
    site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, destination: str
) -> None:
    """Nothing is written over the author's files, a home folder or the whole disk."""
    source = site({"content/a.md": "x"}).source
    monkeypatch.setenv("HOME", str(tmp_path))
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    place = Path(destination).expanduser() if destination[0] in "/~" else (source / destination).resolve()
    with pytest.raises(SiteError, match="cannot be written to"):
        build(source, Options(destination=place), now=NOW)
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before


def test_a_title_of_a_megabyte_is_a_title(site: MakeSite) -> None:
    """Sorting it takes no time that grows with its square."""
    with no_hang():
        built = site(
            {"content/post/a.md": f"+++\ntitle = '{'a b ' * 250_000}'\n+++\n", "content/post/b.md": "+++\n+++\n"}
        )
    assert "a b a b" in built.read("post/a/index.html")


def test_where_no_processes_can_be_started_one_does_it(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Some containers have no place for locks."""

    def opened(_crew: crew.Crew) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(crew, "WORTHWHILE", 1)
    monkeypatch.setattr(crew.Crew, "_opened", opened)
    built = site({"content/post/a.md": post("A"), "content/post/b.md": post("B")})
    assert built.exists("post/a/index.html")
    options = Options(destination=tmp_path / "two", cache_dir=tmp_path / "cache")
    assert build(tmp_path / "site", options, now=NOW, jobs=2).pages == 2
