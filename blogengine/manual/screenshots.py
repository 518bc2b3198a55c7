"""`python -m blogengine.manual.screenshots`: pictures of this repository's own site, light and dark, for the manual.

Needs Chromium and Playwright. The site is served from a copy, in which one post then gets a mistake.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "content" / "manual" / "tour"
COPIED = ("config.toml", "content", "themes")
ADDRESS = re.compile(r"http://\S+")
DESK, PHONE = (1280, 800), (390, 800)
QUALITY = 80


class Shot(msgspec.Struct, frozen=True):
    """A picture of a page."""

    name: str
    path: str
    """Below the site's address."""
    size: tuple[int, int] = DESK
    """Width and height of the window in CSS pixels."""
    awaited: str = "main"
    """What has to be on the page."""


SHOTS = (
    Shot("home", ""),
    Shot("post", "post/formulas-tables-code/", awaited="article math"),
    Shot("japanese", "post/writing-in-japanese/", PHONE),
    Shot("search", "search/?q=日本語", awaited="main mark"),
)
MISTAKE = Shot("mistake", "post/welcome/", (1280, 420))
SCHEMES = ("light", "dark")


def take_screenshots(folder: Path) -> None:
    """Take every picture, and write it as WebP; raises when a page does not show what is awaited of it."""
    folder.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as copy, sync_playwright() as playwright:
        site = Path(copy) / "site"
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else _copy_file)(source, site / name)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with _served(site) as address:
            for scheme in SCHEMES:
                for shot in SHOTS:
                    _take(browser, address, shot, scheme, folder)
            _take_mistake(browser, address, site, folder)
        browser.close()


def _copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The address of the site while it is served."""
    command = [sys.executable, "-m", "blogengine", "serve", "--source", str(site), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        try:
            yield next(found[0] for line in server.stdout if (found := ADDRESS.search(line)))
        finally:
            server.terminate()


@contextmanager
def _opened(browser: Browser, address: str, shot: Shot, scheme: str) -> Iterator[Page]:
    width, height = shot.size
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(address + shot.path)
    page.wait_for_selector(shot.awaited)
    page.wait_for_load_state("networkidle")
    yield page
    page.close()


def _take(browser: Browser, address: str, shot: Shot, scheme: str, folder: Path) -> None:
    with _opened(browser, address, shot, scheme) as page:
        _write(page.screenshot(), folder / f"{shot.name}-{scheme}.webp")


def _take_mistake(browser: Browser, address: str, site: Path, folder: Path) -> None:
    """What lies over an open page when its text gets a mistake; it is dark by day, too."""
    post = site / "content" / "post" / "welcome.md"
    with _opened(browser, address, MISTAKE, "light") as page:
        post.write_text(post.read_text("utf-8") + '\n{{< figur src="bridge.svg" >}}\n', "utf-8")
        page.wait_for_selector("blogengine-overlay", state="attached")
        page.wait_for_timeout(500)  # it comes in slowly
        _write(page.screenshot(), folder / f"{MISTAKE.name}.webp")


def _write(png: bytes, file: Path) -> None:
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    take_screenshots(FOLDER)
