"""What `make audit` runs: an audit of the dependencies that can fail."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

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


def test_a_dependency_with_a_known_vulnerability_fails_the_audit(osv: str) -> None:
    command = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off"]
    audit = subprocess.run([*command, "-s", "osv", "--osv-url", osv], capture_output=True, text=True, check=False)
    assert audit.returncode == 1, audit.stderr
    assert "Found 1 known vulnerability in 1 package" in audit.stderr
    assert "jinja2" in audit.stdout


def test_ci_audits_before_it_tests() -> None:
    steps = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    assert "make audit" in steps[: steps.index("exec make test")]
