"""Random documents as an author might write them: paragraphs, lists in lists, quotations, code, tables."""

from __future__ import annotations

from random import Random
from textwrap import indent

INLINE = (
    'word 日本語 の テスト 。 *em* **bold** `code` [link](/u) ![img](/i.png) "quoted" it\'s http://a.b/c (paren) ... --'
    " ~~del~~ a_b_c <br> &amp; x[^1] **「強調」** **Go言語**で foo@bar.com #hash 1.5 3*4*5 $x$ C++ \\*esc\\* 😀 [ref]"
    " [ref][r] <https://x.y> ***both*** _under_ __strong__ 2024-01-01 ! ？ ``a`b``"
)
MARKERS = ("- ", "* ", "+ ", "1. ", "2) ", "10. ", "-   ", "- [ ] ", "- [x] ")
HTML = ("<div>\n{0}\n</div>", "<!-- c -->", "<details>\n\n{0}\n\n</details>", "<p>{0}</p>", "<b>x</b> {0}")
NOTES = '\n\n[^1]: note *n*\n\n[ref]: /r "t"\n[r]: <u v>\n'


def document(random: Random) -> str:
    """A document of one to six blocks, with what its references refer to."""
    blocks = [_block(random, 0) for _ in range(random.randint(1, 6))]
    return "p\n\n" + random.choice(("\n", "\n\n", "\n\n")).join(blocks) + NOTES


def _line(random: Random) -> str:
    return " ".join(random.choices(INLINE.split(), k=random.randint(1, 7)))


def _paragraph(random: Random) -> str:
    ends = ("", "", "", "  ", "\\")
    return "\n".join(_line(random) + random.choice(ends) for _ in range(random.randint(1, 3)))


def _block(random: Random, depth: int) -> str:
    kinds = (_paragraph, _paragraph, _heading, _code, _table, _definitions, _html, _rule)
    if depth > 3 or random.random() < 0.6:
        return random.choice(kinds)(random)
    return random.choice((_quotation, _list, _list))(random, depth + 1)


def _heading(random: Random) -> str:
    end = random.choice(("", "", " #", f" {{#id{random.randint(1, 99)}}}", " {.c}"))
    return f"{'#' * random.randint(1, 4)} {_line(random)}{end}"


def _code(random: Random) -> str:
    if random.random() < 0.4:
        return indent(_paragraph(random), "    ")
    return f"{random.choice(('```', '```go', '```text {linenos=true}'))}\n{_paragraph(random)}\n```"


def _table(random: Random) -> str:
    first, second = random.choice(("---", "-", "--")), random.choice((":-:", "--:", ":--", "-"))
    ends = (" |", "", " | x |")
    rows = [f"| {_line(random)} | {_line(random)}{random.choice(ends)}" for _ in range(random.randint(0, 3))]
    return "\n".join((f"| {_line(random)} | b |", f"|{first}|{second}|", *rows))


def _definitions(random: Random) -> str:
    return f"{_line(random)}\n: {_line(random)}\n{random.choice(('', chr(10)))}: {_line(random)}"


def _html(random: Random) -> str:
    return random.choice(HTML).format(_line(random))


def _rule(random: Random) -> str:
    return random.choice(("---", "***", "* * *", "___"))


def _quotation(random: Random, depth: int) -> str:
    lines = _block(random, depth).split("\n")
    return "\n".join(random.choice(("> ", "> ", ">")) + line for line in lines)


def _list(random: Random, depth: int) -> str:
    marker = random.choice(MARKERS)
    width = len(marker.split("[")[0])
    items = [_item(random, depth, marker, width) for _ in range(random.randint(1, 4))]
    return random.choice(("\n", "\n", "\n\n")).join(items)


def _item(random: Random, depth: int, marker: str, width: int) -> str:
    text = _line(random) if random.random() < 0.6 else _block(random, depth)
    if random.random() < 0.3:
        text += random.choice(("\n", "\n\n")) + _block(random, depth)
    return marker + indent(text, " " * width)[width:]
