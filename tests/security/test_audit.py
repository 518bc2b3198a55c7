"""`make audit`: it can fail, and fails for nothing else than a vulnerability."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.security import audit
from tests.security.audit import audit as audited

ROOT = Path(__file__).parents[2]
FLAW = {"id": "GHSA-test", "summary": "made up", "affected": [{"package": {"ecosystem": "PyPI", "name": "jinja2"}}]}


class _Osv(BaseHTTPRequestHandler):
    """A list of vulnerabilities that has one, in every version of Jinja2."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        flaws = [FLAW] if asked["package"]["name"] == "jinja2" else []
        body = json.dumps({"vulns": flaws}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:
        pass


@pytest.fixture
def osv() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Osv) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def test_a_dependency_with_a_known_vulnerability_fails_the_audit(osv: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert audited("-s", "osv", "--osv-url", osv) == 1
    said = capsys.readouterr().out
    assert "audit: jinja2 " in said
    assert ": GHSA-test" in said
    assert "audit: 1 of " in said


def test_no_answer_is_no_finding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A machine without a network can test."""
    monkeypatch.setattr(audit, "PATIENCE", 8)
    assert audited("-s", "osv", "--osv-url", "http://127.0.0.1:9/", "--timeout", "1") == 0
    assert "nobody answered" in capsys.readouterr().out


def test_ci_audits_before_it_tests() -> None:
    steps = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    assert "make audit" in steps[: steps.index("exec make test")]
