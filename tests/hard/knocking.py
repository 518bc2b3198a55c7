"""Made-up requests to the live server: `python -m tests.hard.knocking --minutes 10`. It answers or refuses."""

from __future__ import annotations

import argparse
import base64
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

PATIENCE: Final = 10.0
"""Seconds in which a connection is answered or closed once all is said."""
PAUSE: Final = 0.1
"""Seconds after which nothing more is said."""
SECRET: Final = b"a secret beside the site"
FILES: Final[Mapping[str, str]] = {
    "config.toml": 'baseURL = "https://example.org/blog/"\ntitle = "Site"\n',
    "templates/single.html": "<html><body>{{ page.title }}{{ page.content }}</body></html>",
    "templates/list.html": "<html><body>{% for p in page.pages %}{{ p.title }}{% endfor %}</body></html>",
    "content/post/a.md": "+++\ntitle = 'A'\n+++\ntext\n",
    "static/a.bin": "x" * 1000,
    "secret.txt": SECRET.decode(),
}
PATHS: Final = (
    "/", "/blog/", "/blog/post/a/", "/blog/a.bin", "/.blogengine/live.js", "/.blogengine/live",
    "/blog/../secret.txt",
    "/blog/%2e%2e/secret.txt", "//blog//", "/blog/%00", "/blog/%", "/blog/%zz", "/blog/\xff", "/blog/日本", "*", "",
    "a",
    "http://evil.example/", "http://127.0.0.1/blog/", "/blog/" + "a/" * 4000, "/blog/?" + "q=" * 3000, "/blog/#x",
    "\\..\\x",
    "/blog/post/a", "/blog/post/a/index.html", "/blog/post", "/blog/%F0%9F%98%80", "/blog/CON", "/blog/a.bin/",
    "/blog/;/",
)  # fmt: skip
METHODS: Final = (
    "GET",
    "GET",
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "OPTIONS",
    "CONNECT",
    "TRACE",
    "PRI",
    "get",
    "G\0T",
    "",
    "日",
)
VERSIONS: Final = ("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "HTTP", "")
HEADERS: Final = (
    "Host: localhost", "Host: 127.0.0.1:1", "Host: evil.example", "Host:", "Host: [::1", "Host: a\0b", "Host: \xff",
    "Origin: null", "Origin: http://localhost", "Origin: http://[", "Content-Length: 10", "Content-Length: -1",
    "Content-Length: 99999999999999999999", "Content-Length: 1\r\nContent-Length: 2", "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked, gzip", "Expect: 100-continue", "Range: bytes=0-", "Range: bytes=5-1",
    "Range: bytes=-9999",
    "Range: bytes=0-1,5-6,2-3", "Range: bytes=" + "0-0," * 500, "Range: chars=1", "If-Range: x", "If-None-Match: *",
    "If-Modified-Since: yesterday", "Accept-Encoding: gzip, br", "Connection: close", "Connection: upgrade",
    "Upgrade: websocket", "Upgrade: h2c", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 0",
    "Sec-WebSocket-Key: x",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-Fetch-Site: cross-site", "Cookie: " + "a=b; " * 500,
    "X: " + "y" * 70000,
    " folded", "NoColon", ": no name", "A\0: b", "X-Forwarded-Host: evil.example",
)  # fmt: skip


class AmissError(AssertionError):
    """The server did what it must not do."""


class Server:
    """A live server in a process of its own."""

    def __init__(self, scratch: Path) -> None:
        for name, text in FILES.items():
            (file := scratch / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        self._log = scratch / "log.txt"
        command = [sys.executable, "-m", "blogengine", "serve", "-s", str(scratch / "site"), "--port", "0"]
        with self._log.open("wb") as log:
            environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
            self.process = subprocess.Popen(
                [*command, "--cacheDir", str(scratch / "cache")], stdout=log, stderr=log, env=environment
            )
        self.port = self._started()

    def _started(self) -> int:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if found := re.search(r"http://[^:\s]+:(\d+)", self.log):
                return int(found[1])
            time.sleep(0.05)
        raise RuntimeError(f"the server does not start: {self.log}")

    @property
    def log(self) -> str:
        """What it has said."""
        return self._log.read_text("utf-8", "replace")

    def answer(self, said: bytes, pause: float = PAUSE) -> bytes:
        """What it answers to bytes, and then to nothing more behind them."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            answer = b""
            try:
                connection.sendall(said)
                connection.settimeout(pause)
                with suppress(TimeoutError):
                    while chunk := connection.recv(65536):
                        answer += chunk
                    return answer
                connection.settimeout(PATIENCE)
                connection.shutdown(socket.SHUT_WR)  # only now: half of a connection is none to most servers
                while chunk := connection.recv(65536):
                    answer += chunk
            except TimeoutError as error:
                raise AmissError("no answer in time") from error
            except OSError:  # it has heard enough
                return answer
        return answer

    def check(self) -> None:
        """It lives, answers what is right, and has said nothing of a mistake of its own."""
        if self.process.poll() is not None:
            raise AmissError(f"the server ended with {self.process.returncode}: {self.log}")
        page = self.answer(b"GET /blog/post/a/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", PATIENCE)
        if not page.startswith(b"HTTP/1.1 200"):
            raise AmissError(f"a page is answered with {page[:100]!r}")
        if "Traceback" in self.log:
            raise AmissError(self.log)

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()


def request(random: Random) -> bytes:
    """A request, more or less."""
    if random.random() < 0.05:
        return random.randbytes(random.randrange(3000))
    if random.random() < 0.3:  # nearly as they are
        lines = [f"GET {random.choice(PATHS[:12])} HTTP/1.1", "Host: localhost", "Connection: close"]
        return ("\r\n".join((*lines, random.choice(HEADERS))) + "\r\n\r\n").encode()
    line = f"{random.choice(METHODS)} {random.choice(PATHS)} {random.choice(VERSIONS)}"
    headers = ["Host: localhost"] * (random.random() < 0.7) + random.sample(HEADERS, random.randrange(6))
    text = "\r\n".join((line, *headers)) + random.choice(("\r\n\r\n", "\r\n\r\n", "\n\n", "\r\n", ""))
    said = bytearray(
        text.encode("utf-8")
        + random.choice((b"", b"", b"5\r\nhello\r\n0\r\n\r\n", b"fffffffffffffffff\r\n", b"x" * 20))
    )
    if random.random() < 0.2 and said:
        said[random.randrange(len(said))] = random.randrange(256)
    return bytes(said)


def frames(random: Random) -> bytes:
    """The right words for a tab's socket, and then frames, more or less."""
    key = base64.b64encode(random.randbytes(16)).decode()
    said = (
        "GET /.blogengine/live?path=/blog/&page=x HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()
    for _ in range(random.randrange(5)):
        length = random.choice((0, 1, 125, 126, 127))
        body = random.randbytes(random.choice((0, 4, 10, 200)))
        said += bytes((random.choice((0x81, 0x82, 0x88, 0x89, 0x8A, 0x01, 0xF1, random.randrange(256))),
                       random.choice((0x80, 0)) | length)) + body  # fmt: skip
    return said


def run(seconds: float, seed: int, scratch: Path) -> Counter[str]:
    """Ask for so long; how often each status was the answer. Raises `AmissError`, the request as a note."""
    random, found, server = Random(seed), Counter[str](), Server(scratch)
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            said = frames(random) if random.random() < 0.2 else request(random)
            try:
                answer = server.answer(said)
                _judge(answer)
                if sum(found.values()) % 20 == 0:
                    server.check()
            except AmissError as error:
                error.add_note(f"seed {seed}: {said[:2000]!r}")
                raise
            found[answer[9:12].decode("ascii", "replace") or "nothing"] += 1
        server.check()
    finally:
        server.stop()
    return found


def _judge(answer: bytes) -> None:
    if SECRET in answer:
        raise AmissError("a file beside the site was answered")
    if answer.startswith(b"HTTP/1.1 5"):
        raise AmissError(f"a mistake of the server's own: {answer[:300]!r}")


def main() -> None:
    """Run, and say what was answered how often."""
    parser = argparse.ArgumentParser(prog="python -m tests.hard.knocking", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = run(given.minutes * 60, given.seed, Path(scratch))
    sys.stdout.writelines(f"{count:7,} {status}\n" for status, count in found.most_common())


if __name__ == "__main__":
    main()
