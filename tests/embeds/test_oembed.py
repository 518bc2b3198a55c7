"""Addresses of talks alone on a line: looked up once, kept in a file that the author commits."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import BuiltSite, MakeSite

LINK = "https://speakerdeck.com/someone/a-talk"
ANSWER = (
    '{"html": "<iframe src=\\"//speakerdeck.com/player/abc123\\"></iframe>", "title": "発表 \\"A\\"", "ratio": 1.5}'
)
POST = f'+++\ntitle = "A"\n+++\nBefore.\n\n{LINK}\n'
TEMPLATES = {
    "templates/single.html": "{{ page.content | embeds }}",
    "templates/list.html": "",
    "templates/partials/embed.html": "[{{ embed.title }} {{ embed.ratio }} {{ embed.frame }}]",
}


class Service:
    """SpeakerDeck's oEmbed, on this machine."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status, self.answer = 200, ANSWER
        self.address = ""

    def config(self, more: str = "") -> str:
        """A site's configuration that asks it."""
        return f'baseURL = "https://own.example/"\n[embeds]\nendpoint = "{self.address}"\n{more}'


@pytest.fixture
def service() -> Iterator[Service]:
    """A service that answers."""
    service = Service()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.asked.append(parse_qs(urlsplit(self.path).query)["url"][0])
            self.send_response(service.status)
            self.end_headers()
            self.wfile.write(service.answer.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_port}/oembed.json"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield service
    server.shutdown()
    thread.join()
    server.server_close()


def page(built: BuiltSite) -> str:
    """The post."""
    return built.read("a/index.html")


def test_a_talk_is_looked_up_once_and_kept(site: MakeSite, service: Service) -> None:
    """The next build, even from nothing, asks nobody; the file says what the service said."""
    files = {"config.toml": service.config(), "content/a.md": POST, **TEMPLATES}
    built = site(files)
    assert service.asked == [LINK]
    assert "[発表 &#34;A&#34; 1.5 https://speakerdeck.com/player/abc123]" in page(built)
    kept = (built.source / "data/embeds.toml").read_text("utf-8")
    assert kept.startswith("# ")
    assert f'["{LINK}"]\nid = "abc123"\n' in kept
    service.answer = "nothing"
    site({**files, "content/b.md": POST})
    assert service.asked == [LINK]


def test_a_new_entry_stands_in_its_place_and_leaves_the_others(site: MakeSite, service: Service) -> None:
    """Entries are in the order of their links; comments and the author's own entries stay."""
    before = '# mine\n["https://speakerdeck.com/zoe/talk"]\nid = "z"\ntitle = "Z"\n'
    built = site({"config.toml": service.config(), "content/a.md": POST, "data/embeds.toml": before, **TEMPLATES})
    kept = (built.source / "data/embeds.toml").read_text("utf-8")
    assert kept.startswith(f'# mine\n["{LINK}"]\n')
    assert kept.endswith(before.removeprefix("# mine\n"))


@pytest.mark.parametrize(
    ("status", "answer", "why"),
    [
        (404, "", "the service answers 404"),
        (200, "nothing", "the answer is no oEmbed"),
        (200, '{"html": "<b>"}', "the answer names no player"),
        (200, '{"html": "' + "x" * 300_000 + '"}', "far too long"),
    ],
)
def test_a_talk_that_cannot_be_looked_up_stays_a_link(
    site: MakeSite, service: Service, status: int, answer: str, why: str
) -> None:
    """One warning names the file, the link and the reason; the next build tries again, and the page follows."""
    service.status, service.answer = status, answer
    files = {"config.toml": service.config(), "content/a.md": POST, **TEMPLATES}
    built = site(files)
    (warning,) = [each for each in built.report.warnings if LINK in each.message]
    assert why in warning.message
    assert (warning.path, bool(warning.hint)) == ("content/a.md", True)
    assert f'<a href="{LINK}">' in page(built)
    assert not (built.source / "data").exists()
    service.status, service.answer = 200, ANSWER
    assert "[発表" in page(site(files))


def test_nobody_is_asked_where_the_network_is_not_to_be_used(site: MakeSite, service: Service) -> None:
    """With `resolve = false`, without such an address, or offline: a link, and at most one warning."""
    config = service.config("resolve = false\n")
    built = site({"config.toml": config, "content/a.md": POST, **TEMPLATES})
    assert ["resolve is false" in warning.message for warning in built.report.warnings] == [True]
    assert service.asked == []
    offline = service.config().replace(service.address, "http://127.0.0.1:9/")
    built = site({"config.toml": offline, "content/a.md": POST + f"\n{LINK}-2\n", **TEMPLATES})
    assert ["cannot be reached" in warning.message for warning in built.report.warnings] == [True, True]


def test_a_wrong_entry_is_named(site: MakeSite, service: Service) -> None:
    """An entry without a title is said to be wrong, and its talk is not looked up."""
    wrong = f'["{LINK}"]\nid = 3\n'
    built = site({"config.toml": service.config(), "content/a.md": POST, "data/embeds.toml": wrong, **TEMPLATES})
    assert ["needs an id and a title" in warning.message for warning in built.report.warnings] == [True]
    assert service.asked == []
