"""Ctrl-C: at once, without a traceback, and nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blogengine.crew import cores
from tests.conftest import CONFIG, TEMPLATES, write_files

POSTS = 300
PART = "## H{0}\n\n**a** `b` [c](https://example.org/)\n\n```python\nfor x in range({0}): print(x)\n```"
BODY = "\n\n".join(map(PART.format, range(12)))
CODE = (
    "import signal, sys, blogengine.build, blogengine.cli; start = sys.argv.pop(1);"
    "signal.signal(signal.SIGINT, signal.default_int_handler);"  # a script's background would ignore it
    "blogengine.build.usual_start = lambda: start; blogengine.cli.main()"
)  # fmt: skip


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    posts = {f"content/post/{n}.md": f"+++\ntitle = '{n}'\ndate = 2024-01-01\n+++\n{BODY}\n" for n in range(POSTS)}
    write_files(root := tmp_path / "site", {"config.toml": CONFIG, **TEMPLATES, **posts})
    return root


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def started(root: Path, start: str, jobs: int) -> subprocess.Popen[str]:
    """A build in a process group of its own, as a shell starts it, once it renders."""
    command = [sys.executable, "-c", CODE, start, "build", "-s", str(root), "--jobs", str(jobs)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    end = time.monotonic() + 60
    while sum(len(list(each.rglob("*"))) for each in root.glob(".public.*.staging")) < 40:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.005)
    return process


def is_gone(group: int, within: float) -> bool:
    """Whether a process group ends; Python's own tracker of resources takes a moment to see that its parent has."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize(("start", "jobs"), [("fork", 1), ("fork", 2), ("spawn", 2)])
@pytest.mark.parametrize("whom", ["the group, as a terminal does", "the build alone, as kill -INT does"])
def test_ctrl_c_ends_a_build_at_once_and_loses_nothing(blog: Path, start: str, jobs: int, whom: str) -> None:
    """130, one word, no workers and no files left over; what was there stays, and the next build is as a clean one."""
    write_files(blog, {"public/mine.txt": "mine"})
    process = started(blog, start, jobs)
    (os.killpg if whom.startswith("the group") else os.kill)(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, out, errors.strip()) == (130, "", "Interrupted.")
    assert is_gone(process.pid, within=30)
    assert not list(blog.glob(".public.*.staging"))
    assert content(blog / "public") == {"mine.txt": b"mine"}


@pytest.mark.parametrize("start", ["fork", "spawn"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
@pytest.mark.parametrize("whom", ["the group, as a closed terminal does", "the build alone, as kill does"])
def test_a_cancelled_build_cleans_up(blog: Path, start: str, number: signal.Signals, whom: str) -> None:
    """Its exit code names the signal; no workers, no staging folder, and what was there stays."""
    write_files(blog, {"public/mine.txt": "mine"})
    process = started(blog, start, 2)
    (os.killpg if whom.startswith("the group") else os.kill)(process.pid, number)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors.strip()) == (128 + number, "", f"Ended by {number.name}.")
    assert is_gone(process.pid, within=60)
    assert not list(blog.glob(".public.*.staging"))
    assert content(blog / "public") == {"mine.txt": b"mine"}


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_no_worker_outlives_a_killed_build(blog: Path, start: str) -> None:
    """Also when the build could not end them; the next build takes away what was left lying."""
    process = started(blog, start, 2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=60)
    assert is_gone(process.pid, within=60)
    process.communicate()
    subprocess.run([sys.executable, "-m", "blogengine", "build", "-s", str(blog), "-q"], check=True)
    assert not list(blog.glob(".public.*.staging"))


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_a_build_ends_with_a_reason_when_a_worker_is_killed(blog: Path, start: str) -> None:
    """As by a system without memory: it waits for nobody, and says what may help."""
    process = started(blog, start, 2)
    os.kill(int(children_of(process.pid)[-1]), signal.SIGKILL)  # the first may be Python's tracker of resources
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "--jobs 1" in errors
    assert is_gone(process.pid, within=60)
    assert not list(blog.glob(".public.*.staging"))


HALF = (
    "import os, signal, sys, multiprocessing as m, multiprocessing.connection as c, blogengine.cli\n"
    "send = c.Connection._send\n"
    "def half(self, buf, *rest):\n"
    "    if m.parent_process() is None: return send(self, buf, *rest)\n"
    "    os.write(self.fileno(), bytes(buf)[: len(buf) // 2]); os.kill(os.getpid(), signal.SIGKILL)\n"
    "c.Connection._send = half; blogengine.cli.main()"
)


def test_a_build_ends_though_a_worker_was_killed_while_it_handed_something_over(blog: Path) -> None:
    """The pool of Python's own would wait for the other half for ever."""
    command = [sys.executable, "-c", HALF, "build", "-s", str(blog), "--jobs", "2"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1
    assert "--jobs 1" in ended.stderr


@pytest.mark.skipif(cores() < 2, reason="there are no workers on one core")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda number: number.name)
def test_no_worker_outlives_a_live_server(blog: Path, number: signal.Signals) -> None:
    """Whatever ends it, while it builds; what can be cleaned up is."""
    command = [sys.executable, "-m", "blogengine", "serve", "-s", str(blog), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        end = time.monotonic() + 60
        while not children_of(process.pid):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < end
            time.sleep(0.005)
        os.kill(process.pid, number)
        process.communicate(timeout=60)
    assert process.returncode == (-number if number == signal.SIGKILL else 128 + number)
    assert is_gone(process.pid, within=60)


def children_of(parent: int) -> list[str]:
    lists = Path(f"/proc/{parent}/task").glob("*/children")
    return [child for each in lists for child in each.read_text("ascii").split()]


def test_the_build_after_an_interrupt_equals_a_clean_one(blog: Path) -> None:
    """Also of an interrupted rebuild of everything: old files stay whole until then."""
    command = [sys.executable, "-m", "blogengine", "build", "-s", str(blog), "-q", "--jobs", "2"]
    subprocess.run(command, check=True)
    before = content(blog / "public")
    write_files(blog, {"templates/single.html": "{{ page.title }}!{{ page.content }}"})
    process = started(blog, "fork", 2)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    assert content(blog / "public") == before
    subprocess.run(command, check=True)
    clean = blog.parent / "clean"
    subprocess.run([*command, "-d", str(clean), "--cacheDir", str(blog.parent / "cache")], check=True)
    assert content(blog / "public") == content(clean)
