"""The command line: what it prints, and how it exits."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from socket import gethostname

import pytest

from blogengine.cli import run as command_line
from tests.conftest import CONFIG, TEMPLATES, write_files


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    command = [sys.executable, "-m", "blogengine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=60)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A small site with a draft, a future and an expired page."""
    write_files(
        tmp_path,
        {
            "config.toml": CONFIG,
            **TEMPLATES,
            "content/post/out.md": "+++\ntitle = 'Out'\ndate = 2020-01-01\n+++\n",
            "content/post/draft.md": "+++\ntitle = 'Draft'\ndraft = true\n+++\n",
            "content/post/future.md": "+++\ntitle = 'Future'\ndate = 2999-01-01\n+++\n",
            "content/post/expired.md": "+++\ntitle = 'Expired'\ndate = 2020-01-01\nexpiryDate = 2020-02-01\n+++\n",
        },
    )
    return tmp_path


def test_build_reports_what_it_did_and_what_is_held_back(blog: Path) -> None:
    """The summary counts pages and files, and says until when a page is held back."""
    result = run("build", "-s", blog)
    assert result.returncode == 0, result.stderr
    assert "Built 1 page" in result.stdout
    assert "Held back: 1 draft, 1 future page, 1 expired page" in result.stdout
    assert "post/future.md until 2999-01-01 00:00+00:00" in result.stdout
    assert (blog / "public/post/out/index.html").is_file()
    assert not (blog / "public/post/draft").exists()


def test_hugos_short_flags_work(blog: Path, tmp_path: Path) -> None:
    """`-D -F -E -d -b` are what they are for Hugo."""
    result = run("build", "-s", blog, "-D", "-F", "-E", "-d", tmp_path / "x", "-b", "https://h.example/sub/")
    assert result.returncode == 0, result.stderr
    assert "Built 4 pages" in result.stdout
    assert "https://h.example/sub/post/draft/" in (tmp_path / "x/sitemap.xml").read_text()


def test_a_mistake_is_shown_with_its_place_and_exit_code_1(blog: Path) -> None:
    """File, line, the line itself and no traceback; several mistakes are shown together."""
    write_files(
        blog,
        {
            "content/post/a.md": "+++\ntitle = 'A'\ndate = 2023-02-30\n+++\n",
            "content/post/b.md": "+++\ntitle = 'B\n+++\n",
        },
    )
    result = run("build", "-s", blog)
    assert result.returncode == 1
    assert "content/post/a.md:3" in result.stderr
    assert "content/post/b.md:2" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (blog / "public").exists()


def test_a_wrong_call_exits_with_2(blog: Path) -> None:
    """An unknown flag and an unknown command are usage errors."""
    assert run("build", "--nonsense").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("build", "-s", blog, "--clock", "yesterday").returncode == 2


def test_a_folder_without_a_site_says_what_to_do(tmp_path: Path) -> None:
    """No configuration: exit 1 and the command that makes a site."""
    result = run("build", cwd=tmp_path)
    assert result.returncode == 1
    assert "blogengine new site" in result.stderr


def test_list_prints_hugos_columns(blog: Path) -> None:
    """`list drafts` has only drafts; `list all` everything."""
    rows = list(csv.DictReader(io.StringIO(run("list", "drafts", "-s", blog).stdout)))
    assert [(row["path"], row["draft"]) for row in rows] == [("content/post/draft.md", "true")]
    assert len(list(csv.DictReader(io.StringIO(run("list", "all", "-s", blog).stdout)))) == 4
    assert [row["path"] for row in csv.DictReader(io.StringIO(run("list", "future", "-s", blog).stdout))] == [
        "content/post/future.md"
    ]


def test_the_clock_can_be_set(blog: Path) -> None:
    """`--clock` builds as of another moment."""
    assert "Built 2 pages" in run("build", "-s", blog, "--clock", "2999-06-01").stdout


def test_config_prints_the_configuration_in_force(blog: Path) -> None:
    """The output is TOML with the site's values and the defaults."""
    import tomllib

    result = run("config", "-s", blog)
    assert result.returncode == 0, result.stderr
    values = {key.lower(): value for key, value in tomllib.loads(result.stdout).items()}
    assert values["title"] == "Site"
    assert values["summarylength"] == 70


def test_a_new_site_builds_and_a_new_post_is_a_draft(tmp_path: Path) -> None:
    """`new site` then `build` works; `new post` takes the site's archetype and never overwrites."""
    assert run("new", "site", tmp_path / "blog").returncode == 0
    assert run("build", "-s", tmp_path / "blog").returncode == 0
    assert (tmp_path / "blog/public/post/hello-world/index.html").is_file()
    created = run("new", "post", "-s", tmp_path / "blog", "日本語の 記事")
    assert created.returncode == 0, created.stderr
    text = (tmp_path / "blog/content/post/日本語の 記事.md").read_text(encoding="utf-8")
    assert 'title = "日本語の 記事"' in text
    assert "draft = true" in text
    again = run("new", "post", "-s", tmp_path / "blog", "日本語の 記事")
    assert again.returncode == 1
    assert "exists already" in again.stderr
    assert run("new", "site", tmp_path / "blog").returncode == 1


def test_list_prints_what_hugo_lists(blog: Path, hugo: Path) -> None:
    """For every listing, the same pages in the same columns; Hugo adds sections and has another order."""
    (blog / "content/post/both.md").write_text("+++\ndraft = true\nexpiryDate = 2020-02-01\n+++\n")
    for listing in ("all", "drafts", "future", "expired", "published"):
        theirs = subprocess.run([hugo, "list", listing, "-s", blog], capture_output=True, text=True, check=True)
        ours = run("list", listing, "-s", blog)
        assert _pages(ours.stdout) == _pages(theirs.stdout), listing


def _pages(listed: str) -> list[dict[str, str]]:
    rows = [row for row in csv.DictReader(io.StringIO(listed)) if row["kind"] == "page"]
    return sorted(rows, key=lambda row: row["path"])


def test_quiet_prints_nothing_and_verbose_names_every_page(blog: Path) -> None:
    """`-q` leaves errors only; `-v` names drafts and expired pages too."""
    quiet = run("build", "-q", "-s", blog)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    verbose = run("build", "-v", "-s", blog).stdout
    assert "post/draft.md (draft)" in verbose
    assert "post/expired.md (expired)" in verbose
    assert "(draft)" not in run("build", "-s", blog).stdout


def test_a_configuration_file_is_looked_for_in_the_sites_folder(
    blog: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`--config` goes with `--source`, as for Hugo."""
    (blog / "other.toml").write_text('baseURL = "https://other.example/"\n')
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    result = run("build", "-s", blog, "--config", "other.toml", cwd=elsewhere)
    assert result.returncode == 0, result.stderr
    assert "https://other.example/" in (blog / "public/sitemap.xml").read_text()


@pytest.mark.parametrize("syntax", ["toml", "yaml", "json"])
def test_a_new_site_builds_in_every_format(tmp_path: Path, syntax: str) -> None:
    """Configuration, first post and archetype are in the format asked for; a quote in a name is escaped."""
    assert run("new", "site", "blog", "--format", syntax, cwd=tmp_path).returncode == 0
    created = run("new", "post", "-s", "blog", 'say "hi"', cwd=tmp_path)
    assert created.returncode == 0, created.stderr
    result = run("build", "-s", "blog", "-D", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "Built 2 pages" in result.stdout
    assert (tmp_path / "blog" / f"config.{syntax}").is_file()
    assert (tmp_path / "blog/public/post/say-hi/index.html").is_file()


def test_force_keeps_what_exists(tmp_path: Path) -> None:
    """`new site --force` adds what is missing and touches nothing else."""
    (tmp_path / "config.toml").write_text("title = 'Mine'\n")
    assert run("new", "site", tmp_path).returncode == 1
    assert run("new", "site", tmp_path, "--force").returncode == 0
    assert (tmp_path / "config.toml").read_text() == "title = 'Mine'\n"
    assert (tmp_path / "content/post/hello-world.md").is_file()


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("blogengine.build.build", fail)


@pytest.mark.parametrize("command", ["list all", "check --format json", "config", "version"])
def test_a_reader_that_has_gone_is_no_traceback(blog: Path, command: str) -> None:
    """As in `blogengine list all | head`: nothing is said, and the exit code is 1."""
    reader, writer = os.pipe()
    os.close(reader)
    site = [] if command == "version" else ["-s", str(blog)]
    call = (sys.executable, "-m", "blogengine", *command.split(), *site)
    done = subprocess.run(call, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr.decode()) == (1, "")


def test_an_interrupt_exits_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is no failure to explain: a word, and no traceback."""
    _failing(monkeypatch, KeyboardInterrupt())
    assert command_line(["build"]) == 130
    assert capsys.readouterr().err.strip() == "Interrupted."


def test_a_bug_is_one_line_and_a_traceback_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unexpected exception names itself and `--debug`, which shows where it was raised."""
    _failing(monkeypatch, KeyError("x\ny"))
    assert command_line(["build"]) == 1
    assert capsys.readouterr().err == "blogengine failed: KeyError: 'x\\ny' (--debug shows where)\n"
    assert command_line(["build", "--debug"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_what_the_machine_refuses_is_said_in_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk is told with its file."""
    _failing(monkeypatch, OSError(errno.ENOSPC, "No space left on device", "/out/a.html"))
    assert command_line(["build"]) == 1
    assert "No space left on device: /out/a.html" in capsys.readouterr().err


def _on_a_terminal(*arguments: str | Path, **variables: str) -> str:
    """What a command prints where a person watches, with the progress bar at once."""
    ours, theirs = pty.openpty()
    code = "import blogengine.cli.building as b; b.PATIENCE = 0; from blogengine.cli import main; main()"
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", **variables}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown = b""
    with os.fdopen(ours, "rb", buffering=0) as terminal, suppress(OSError):  # Linux ends a terminal with EIO
        while chunk := terminal.read(4096):
            shown += chunk
    process.wait(timeout=60)
    return shown.decode()


def test_a_person_sees_a_progress_bar_and_a_log_does_not(blog: Path) -> None:
    """The bar appears on a terminal only, and the summary stays after it."""
    shown = _on_a_terminal("build", "-s", blog)
    assert "rendering" in shown
    assert "Built 1 page" in shown
    assert "rendering" not in _on_a_terminal("build", "-q", "-s", blog)
    assert "rendering" not in run("build", "-s", blog).stderr


def test_colours_are_for_terminals_and_can_be_refused(tmp_path: Path) -> None:
    """An error is coloured on a terminal, but not with NO_COLOR, and not in a file."""
    assert "\x1b[" in _on_a_terminal("build", "-s", tmp_path)
    assert "\x1b[" not in _on_a_terminal("build", "-s", tmp_path, NO_COLOR="1")
    assert "\x1b[" not in run("build", "-s", tmp_path).stderr


def test_the_command_line_starts_without_the_engine() -> None:
    """Help and versions import none of the heavy libraries, which is what keeps them instant."""
    heavy = ("jinja2", "mistune", "pygments", "rich", "yaml", "PIL", "blogengine.config", "blogengine.build")
    code = f"import sys, blogengine.cli; print(*(name for name in {heavy!r} if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_progress_counts_outputs_and_needs_a_terminal_that_can_move_its_cursor(blog: Path) -> None:
    """“3/12” beside the bar; a dumb terminal gets no bar and no colour."""
    shown = _on_a_terminal("build", "-s", blog)
    assert re.search(r"rendering .*\d+/\d+", shown)
    assert "\x1b" not in _on_a_terminal("build", "-s", blog, TERM="dumb")


def test_places_are_links_where_a_terminal_knows_them(blog: Path) -> None:
    """To the file of a mistake and to the destination; not elsewhere, not in a pipe, not without colours."""
    link = "\x1b]8;;file://"
    write_files(blog, {"content/post/bad.md": "+++\ndraft = 'x'\n+++\n"})
    shown = _on_a_terminal("build", "-s", blog, TERM_PROGRAM="WezTerm")
    assert f"{link}{gethostname()}{blog.as_posix()}/content/post/bad.md" in shown
    assert link not in _on_a_terminal("build", "-s", blog, TERM_PROGRAM="")
    assert link not in _on_a_terminal("build", "-s", blog, TERM_PROGRAM="WezTerm", NO_COLOR="1")
    assert link in _on_a_terminal("build", "-s", blog, FORCE_HYPERLINK="1")
    assert link not in run("build", "-s", blog).stderr
    (blog / "content/post/bad.md").unlink()
    assert f"{blog.as_posix()}/public" in _on_a_terminal("build", "-s", blog, FORCE_HYPERLINK="1")


def test_programs_read_json(blog: Path) -> None:
    """A build's report, the list of pages, findings, and the mistakes that stop them: on standard output."""
    report = json.loads(run("build", "-s", blog, "--json").stdout)
    assert report["pages"] == 1
    assert {held["reason"] for held in report["held_back"]} == {"draft", "future", "expired"}
    listed = json.loads(run("list", "all", "-s", blog, "--json").stdout)
    assert [page["title"] for page in listed] == ["Draft", "Expired", "Future", "Out"]
    assert run("check", "-s", blog, "--json").stdout == run("check", "-s", blog, "--format", "json").stdout
    write_files(blog, {"content/post/bad.md": "+++\ndraft = \n+++\n"})
    for command in (("build",), ("list", "all"), ("explain", "/"), ("doctor",)):
        failed = run(*command, "-s", blog, "--json")
        assert failed.returncode == (0 if command == ("explain", "/") else 1), failed
        assert failed.stderr == ""
        assert json.loads(failed.stdout)
    (error,) = json.loads(run("build", "-s", blog, "--json").stdout)["errors"]
    assert (error["path"], error["line"]) == ("content/post/bad.md", 2)


def test_of_hundreds_of_warnings_of_one_code_ten_are_shown(blog: Path) -> None:
    """The rest is counted, so that another kind of warning is seen; `--verbose` shows all."""
    twins = {f"content/p{n}{end}": "+++\ntitle = 'x'\n+++\n" for n in range(30) for end in (".md", "/index.md")}
    write_files(blog, {**twins, "content/a.md": "+++\naliases = ['/p1/']\n+++\n"})
    told = run("build", "-s", blog)
    assert told.stderr.count("would make the same page") == 10
    assert "and 20 more warnings of the code duplicate-page" in told.stderr
    assert "an alias of content/a.md is left out" in told.stderr
    assert run("build", "-v", "-s", blog).stderr.count("would make the same page") == 30


def test_the_summary_counts_warnings_and_names_the_folder_from_here(blog: Path) -> None:
    """Warnings have scrolled away by then; an address that everybody knows needs no thirty characters."""
    write_files(blog, {"config.toml": CONFIG + "titel = 'x'\n"})
    shown = run("build", cwd=blog).stdout
    assert "Warned of 1 thing, above" in shown
    assert shown.splitlines()[0].endswith(" s to public")
