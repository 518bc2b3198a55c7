"""What tests of the theme in a browser share: this repository's own site and one with every setting, served."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from blogengine.build import build
from blogengine.config import Options
from tests.conftest import NOW, write_files

REPOSITORY = Path(__file__).parents[2]
BASE = "/blogengine/"

SETTINGS = """
baseURL = "https://example.org/blogengine/"
title = "全部"
languageCode = "ja"
defaultContentLanguage = "ja"
hasCJKLanguage = true
[markup.goldmark.renderer]
unsafe = true
[params]
author = "筆者"
headerImage = "img/banner.svg"
math = true
share = true
support = true
buyMeACoffee = "someone"
showToc = true
showLicense = true
license = "CC BY 4.0"
recentNote = "個人の見解です。"
[params.giscus]
repo = "someone/blog"
repoId = "R_1"
category = "Comments"
categoryId = "C_1"
[params.analytics]
name = "Counter"
src = "https://counter.example/script.js"
data = { domain = "example.org" }
[[params.social]]
name = "GitHub"
url = "https://github.com/someone"
"""
TEXT = """+++
title = "すべてを使う記事"
date = 2025-01-01
tags = ["日々"]
+++
脚注[^1]と<span class="marker_pink">**強調**</span>。

## 図

```mermaid
graph TD; A-->B
```

![絵](picture.png)

> 引用

$$\\sum_{i=1}^{n} a_i + \\sum_{i=1}^{n} b_i + \\sum_{i=1}^{n} c_i + \\sum_{i=1}^{n} d_i + \\sum_{i=1}^{n} e_i$$

| VeryLongHeadingOfAColumn | VeryLongHeadingOfAColumn | VeryLongHeadingOfAColumn |
|---|---|---|
| 1 | 2 | 3 |

```
plain code that is much wider than any phone can show on a single line of its screen, so it scrolls
```

[^1]: 脚注の*文*。
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(site: Path, root: Path, base: str = BASE) -> Iterator[str]:
    """Where a site is served, under its path."""
    root.mkdir(exist_ok=True)
    (root / (base.strip("/") or "site")).symlink_to(site)
    root = root if base.strip("/") else site
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def own(own_site_output: Path) -> Path:
    """This repository's own site, built."""
    return own_site_output


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in Japanese that uses every setting of the theme, built."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("full")
    picture = BytesIO()
    Image.new("RGB", (900, 500), "teal").save(picture, "PNG")
    files = {"content/post/all/index.md": TEXT, "content/post/all/picture.png": picture.getvalue()}
    write_files(source, {"config.toml": SETTINGS, **files})
    build(source, Options(destination=out, theme="prologue"), now=NOW)
    return out


@pytest.fixture(scope="session")
def own_address(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where this repository's own site is served."""
    with served(own, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="session")
def full_address(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site with every setting is served."""
    with served(full, tmp_path_factory.mktemp("served")) as address:
        yield address
