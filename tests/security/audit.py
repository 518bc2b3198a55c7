"""Looks for known vulnerabilities in what is installed: `python -m tests.security.audit`.

Fails for a dependency that has one. Where nobody answers, it says so and fails nothing: no answer is no finding.
"""

from __future__ import annotations

import json
import subprocess
import sys

PATIENCE = 120
"""Seconds."""


def audit(*options: str) -> int:
    """Ask, and say what was answered; 1 when something is vulnerable, else 0. `options` are those of pip-audit."""
    command = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(
            [*command, *options], capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
        dependencies = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        sys.stdout.write("audit: nobody answered, so nothing is known\n")
        return 0
    vulnerable = [each for each in dependencies if each.get("vulns")]
    for each in vulnerable:
        for found in each["vulns"]:
            fixed = ", ".join(found["fix_versions"]) or "none"
            sys.stdout.write(f"audit: {each['name']} {each['version']}: {found['id']} (fixed in: {fixed})\n")
    unknown = sum("skip_reason" in each for each in dependencies)
    asked = len(dependencies) - unknown
    sys.stdout.write(f"audit: {len(vulnerable)} of {asked} packages are vulnerable; of {unknown} nothing is known\n")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(audit())
