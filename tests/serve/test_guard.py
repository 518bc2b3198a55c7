"""Only the author's own browser is answered, and only with the site."""

from __future__ import annotations

import socket

import pytest

from blogengine.serve.guard import is_loopback, refusal
from tests.serve.conftest import Running, Serve, fetch

OWN = {"host": "127.0.0.1:1313"}


@pytest.mark.parametrize("host", ["localhost:1313", "127.0.0.1", "127.8.9.1:80", "[::1]:1313", "LOCALHOST"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    """Every way to write the loopback address."""
    assert refusal({"host": host}, "127.0.0.1") is None


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:1313", "localhost.evil.example", "10.0.0.1", "", "[::1", "127.0.0.1.evil", "@"],
)
def test_foreign_hosts_are_refused(host: str) -> None:
    """A name that was made to lead here is not this machine's, and neither is another address."""
    assert refusal({"host": host}, "127.0.0.1") is not None


def test_a_server_for_the_network_answers_addresses_but_no_foreign_names() -> None:
    """An address cannot be rebound; a name can."""
    assert refusal({"host": "192.168.1.5:1313"}, "0.0.0.0") is None
    assert refusal({"host": "localhost"}, "0.0.0.0") is None
    assert refusal({"host": "blog.test:1313"}, "blog.test") is None
    assert refusal({"host": "evil.example"}, "0.0.0.0") is not None


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:1313", "http://127.0.0.1:8080", "null", "", "http://["]
)
def test_foreign_origins_are_refused(origin: str) -> None:
    """Another port is another site, too."""
    assert refusal({**OWN, "origin": origin}, "127.0.0.1") is not None


def test_the_own_origin_is_answered() -> None:
    """What the site's own pages ask for."""
    assert refusal({**OWN, "origin": "http://127.0.0.1:1313", "sec-fetch-site": "same-origin"}, "127.0.0.1") is None


def test_other_sites_may_link_here_but_not_use_what_is_here() -> None:
    """A link is followed by the author, a frame cannot be read; a script or picture could read drafts."""
    link = {**OWN, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert refusal(link, "127.0.0.1") is None
    assert refusal({**link, "sec-fetch-dest": "iframe"}, "127.0.0.1") is None
    assert refusal({**link, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}, "127.0.0.1") is not None


def test_only_loopback_is_loopback() -> None:
    """What leads to the warning that others can read along."""
    assert all(map(is_loopback, ("127.0.0.1", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "", "192.168.1.5", "example.org")))


def raw(running: Running, request: str) -> str:
    """What a request answers that no client would send."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer.decode("utf-8", "replace")


def test_no_path_leaves_the_site(serve: Serve) -> None:
    """Neither dots nor slashes, encoded once or twice, nor absolute paths reach a file that the site does not have."""
    running = serve({"static/secret/a.txt": "in the site", "beside.txt": "SECRET"})
    ways = ["../beside.txt", "..%2fbeside.txt", "%2e%2e/beside.txt", "%252e%252e/beside.txt", "secret/../../beside.txt",
            "..\\beside.txt", "/etc/passwd", "%2fetc%2fpasswd", "..;/beside.txt", "secret/%00", "%ff%fe", "con",
            f"{running.root}/beside.txt"]  # fmt: skip
    for way in ways:
        answer = raw(running, f"GET /blog/{way} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert answer.startswith(("HTTP/1.1 404", "HTTP/1.1 400")), way
        assert "SECRET" not in answer
        assert "root:" not in answer


def test_foreign_requests_are_refused_over_the_wire(serve: Serve) -> None:
    """Pages, the script and the socket alike; and nothing can be written."""
    running = serve()
    for path in ("blog/", ".blogengine/live.js"):
        url = f"http://127.0.0.1:{running.port}/{path}"
        assert fetch(url, headers={"host": "evil.example"}).status_code == 403
        assert fetch(url, headers={"origin": "https://evil.example"}).status_code == 403
        assert fetch(url).status_code == 200
        assert fetch(url, method="POST").status_code == 405
    upgrade = (
        "GET /.blogengine/live?path=/blog/ HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: {1}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    assert "403" in raw(running, upgrade.format(running.port, "https://evil.example")).split("\r\n")[0]


def test_nothing_listens_beyond_loopback(serve: Serve) -> None:
    """The port is not open on another address of this machine, here another one of loopback."""
    running = serve()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", running.port), timeout=5)
