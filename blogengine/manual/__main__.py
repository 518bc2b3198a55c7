"""`python -m blogengine.manual`: write the reference pages into `content/manual/`, in every language of the manual."""

from __future__ import annotations

import shutil
from pathlib import Path

from blogengine.manual import reference_pages
from blogengine.manual.performance import PICTURE

FOLDER = Path(__file__).parents[2] / "content" / "manual"


def write_pages(folder: Path) -> None:
    """Write every reference page into a folder; pages that are as they should be are left alone."""
    for name, text in reference_pages().items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
    shutil.copyfile(PICTURE, folder / "performance" / PICTURE.name)


if __name__ == "__main__":
    write_pages(FOLDER)
