"""The script in the browser: a page that was patched equals one that was loaded."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from blogengine.serve.pages import BROWSER

if TYPE_CHECKING:
    from playwright.sync_api import Page

BLOCKS = ("p", "ul", "li", "div", "blockquote", "h2", "pre", "section", "details", "table")
CHECK = """([before, after]) => {
  document.documentElement.innerHTML = before;
  const page = new Page();
  const nodes = page.patch(after);
  const wanted = parsed(after);
  const isSame = document.documentElement.isEqualNode(wanted);
  const isKnown = page.patch(after).length === 0;  // nothing is left to do, neither to the page nor to its source
  return [isSame, isKnown, nodes.length > 0 || before === after, document.documentElement.outerHTML];
}"""


def node(dice: random.Random, depth: int) -> str:
    """Some HTML."""
    if depth == 0 or dice.random() < 0.3:
        return dice.choice(
            ("text ", "日本語", "<br>", "<!-- note -->", "<img alt='x'>", f"<b>{dice.randrange(4)}</b>", "&amp;")
        )
    name = dice.choice(BLOCKS)
    name_of = f' id="n{dice.randrange(6)}"' if dice.random() < 0.2 else ""
    kind = f' class="c{dice.randrange(3)}"' if dice.random() < 0.4 else ""
    return f"<{name}{name_of}{kind}>{nodes(dice, depth - 1)}</{name}>"


def nodes(dice: random.Random, depth: int) -> str:
    """A few siblings."""
    return "".join(node(dice, depth) for _ in range(dice.randrange(6)))


def page_of(dice: random.Random) -> str:
    """A whole page."""
    head = f"<title>{dice.randrange(3)}</title>" + "".join(f'<meta name="{dice.choice("abc")}">' for _ in range(2))
    return f"<head>{head}</head><body class='b{dice.randrange(2)}'>{nodes(dice, 4)}</body>"


def edited(dice: random.Random, html: str) -> str:
    """The page with a part taken out and another put in at places that make sense, as an edit does it."""
    parts = html.split("><")
    at = dice.randrange(1, len(parts)) if len(parts) > 1 else 0
    return "><".join([*parts[:at], f"p>{dice.randrange(9)}</p", *parts[at + dice.randrange(3) :]])


def prepare(tab: Page) -> None:
    """An empty page with the script's parts, without a server."""
    tab.goto("about:blank")
    parts = "\n".join((BROWSER / name).read_text(encoding="utf-8") for name in ("compare.js", "page.js"))
    tab.evaluate(f"() => {{ {parts}\nwindow.Page = Page; window.parsed = parsed; window.pairs = pairs; }}")


def test_a_patched_page_equals_a_loaded_one(tab: Page) -> None:
    """For random pages and random edits of them."""
    prepare(tab)
    dice = random.Random(1)
    for _ in range(400):
        before = page_of(dice)
        after = edited(dice, before) if dice.random() < 0.7 else page_of(dice)
        is_same, is_known, is_told, html = tab.evaluate(CHECK, [before, after])
        assert is_same, f"{before}\n{after}\n{html}"
        assert is_known
        assert is_told


def test_equal_siblings_are_kept_wherever_others_come_and_go(tab: Page) -> None:
    """What stays in order is the same node afterwards."""
    prepare(tab)
    kept = tab.evaluate("""() => {
      const html = (names) => `<body>${names.split('').map((name) => `<p>${name}</p>`).join('')}</body>`;
      document.documentElement.innerHTML = html('abcdef');
      const page = new Page();
      const old = new Map([...document.querySelectorAll('p')].map((node) => [node.textContent, node]));
      page.patch(html('xabycdzf'));
      return [...document.querySelectorAll('p')].filter((node) => old.get(node.textContent) === node).length;
    }""")
    assert kept == 5


def test_a_huge_page_is_patched_in_a_moment(tab: Page) -> None:
    """Ten thousand blocks, one of them edited: the author does not wait for the comparison."""
    prepare(tab)
    spent = tab.evaluate("""() => {
      const block = (edit) => (_, at) => `<p>block ${at === 5000 ? edit : at}</p>`;
      const html = (edit) => `<body>${Array.from({ length: 10000 }, block(edit)).join('')}</body>`;
      document.documentElement.innerHTML = html('before');
      const page = new Page();
      const began = performance.now();
      const nodes = page.patch(html('after'));
      return [performance.now() - began, nodes.length];
    }""")
    assert spent[1] == 1
    assert spent[0] < 1000


def test_what_scripts_took_away_is_not_missed(tab: Page) -> None:
    """A new block finds its place when its neighbour is gone, and one inside of what is gone is left out."""
    prepare(tab)
    html = tab.evaluate("""() => {
      document.documentElement.innerHTML = '<body><p>a</p><p>b</p><div><p>c</p></div></body>';
      const page = new Page();
      document.querySelectorAll('p')[1].remove();
      document.querySelector('div').remove();
      page.patch('<body><p>a</p><p>b</p><p>new</p><div><p>c</p><p>d</p></div></body>');
      return document.body.innerHTML;
    }""")
    assert html == "<p>a</p><p>new</p>"
