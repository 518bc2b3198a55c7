"""What a page's files are called; the expectations are what Hugo 0.168 prints."""

from __future__ import annotations

from pathlib import Path

import msgspec

from blogengine.config import Options, load_config
from blogengine.content import ResourceFile, read_content
from blogengine.graph import assemble
from blogengine.outputs import resource_paths
from tests.conftest import NOW, MakeSite
from tests.timing import grows_linearly

PAGE = "---\ntitle: R\nresources:\n- src: a.txt\n  name: Alpha\n- src: b*.txt\n  title: 'B :counter'\n---\n"


def test_a_resource_with_only_a_name_keeps_its_files_name_as_title(site: MakeSite) -> None:
    """`name` gives the name alone, `title` the title alone."""
    shown = "{% for each in page.resources %}{{ each.name }}|{{ each.title }};{% endfor %}"
    files = {f"content/res/{name}.txt": "x" for name in ("a", "b1", "b2", "c")}
    built = site({"templates/single.html": shown, "templates/list.html": "", "content/res/index.md": PAGE} | files)
    assert built.read("res/index.html") == "Alpha|a.txt;b1.txt|B 1;b2.txt|B 2;c.txt|c.txt;"


def test_a_bundle_of_many_files_is_planned_in_proportion_to_them(site: MakeSite) -> None:
    """Also where two languages share them."""
    languages = 'baseURL = "https://e.org/"\n[languages.en]\n[languages.ja]\n'
    made = site({"config.toml": languages, "content/b/index.en.md": PAGE, "content/b/index.ja.md": PAGE})
    config = load_config(made.source, Options())
    sites = assemble(config, read_content(config), NOW)
    page = next(each for each in sites[0].pages.values() if each.id == "/b")

    def planned(size: int) -> None:
        files = tuple(ResourceFile(name=f"f{n}.txt", file=Path(f"f{n}.txt"), language="en") for n in range(size))
        having = [
            msgspec.structs.replace(each, pages={page.id: msgspec.structs.replace(page, resources=files)})
            for each in sites
        ]
        assert len(resource_paths(having[1].pages[page.id], having)) == size

    assert grows_linearly(planned, 8000)
