"""What a page's files are called; the expectations are what Hugo 0.168 prints."""

from __future__ import annotations

from tests.conftest import MakeSite

PAGE = "---\ntitle: R\nresources:\n- src: a.txt\n  name: Alpha\n- src: b*.txt\n  title: 'B :counter'\n---\n"


def test_a_resource_with_only_a_name_keeps_its_files_name_as_title(site: MakeSite) -> None:
    """`name` gives the name alone, `title` the title alone."""
    shown = "{% for each in page.resources %}{{ each.name }}|{{ each.title }};{% endfor %}"
    files = {f"content/res/{name}.txt": "x" for name in ("a", "b1", "b2", "c")}
    built = site({"templates/single.html": shown, "templates/list.html": "", "content/res/index.md": PAGE} | files)
    assert built.read("res/index.html") == "Alpha|a.txt;b1.txt|B 1;b2.txt|B 2;c.txt|c.txt;"
