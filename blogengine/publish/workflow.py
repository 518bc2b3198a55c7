"""A workflow of GitHub Actions that publishes a site to GitHub Pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from blogengine.errors import Problem, SiteError

FILE: Final = ".github/workflows/pages.yml"
WORKFLOW: Final = """\
# Publishes the site to GitHub Pages: choose "GitHub Actions" at Settings > Pages > Source, once.
name: Pages

on:
  push:
    branches: ["{branch}"]
  schedule:
    - cron: "{minute} 20 * * *" # posts with a date to come appear at 5 in the morning in Japan
  workflow_dispatch:

permissions:
  contents: read
  pages: write
  id-token: write

concurrency:
  group: pages
  cancel-in-progress: false # a deployment that has begun is finished

jobs:
  publish:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      # The repository's variable BLOGENGINE, if it is set, says where to get the engine: git+https://…, a wheel.
      - run: python -m pip install "${{{{ vars.BLOGENGINE || 'blogengine>={version}' }}}}"
      - uses: actions/cache@v4
        with:
          path: .cache/blogengine
          key: blogengine-${{{{ github.run_id }}}}
          restore-keys: blogengine-
      - run: blogengine check --format github
      - run: blogengine build --destination "${{{{ runner.temp }}}}/site" --cacheDir .cache/blogengine
      - uses: actions/configure-pages@v5
      - uses: actions/upload-pages-artifact@v3
        with:
          path: ${{{{ runner.temp }}}}/site
      - id: deployment
        uses: actions/deploy-pages@v4
"""


def new_workflow(root: Path, version: str, *, branch: str = "main") -> Path:
    """Write the workflow below the top of a repository; raises `SiteError` if there is one already."""
    file = root / FILE
    if file.exists():
        raise SiteError(Problem(message="there is one already", path=FILE, hint="Delete it first to have a new one."))
    file.parent.mkdir(parents=True, exist_ok=True)
    # a minute of its own for each repository: GitHub runs late what all ask for at full hours
    minute = 7 + sum(root.name.encode()) % 46
    file.write_text(WORKFLOW.format(branch=branch, version=version, minute=minute), encoding="utf-8")
    return file
