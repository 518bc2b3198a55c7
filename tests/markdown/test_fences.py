"""Code that is highlighted in advance."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from blogengine.markdown.convert import convert
from blogengine.markdown.fences import highlighted_fences
from blogengine.markdown.options import Markup

MARKUP = Markup()

TEXT = """# 題

```python
def f(x):
    return "文字列"  # <b>
```

~~~sh {linenos=true,hl_lines=[1]}
echo $HOME
~~~

````md
```
inner
```
````

```go
package main
"""


def test_blocks_are_those_that_a_conversion_asks_for() -> None:
    """Same digests, same HTML; a fence that nothing closes is not looked for."""
    ahead = highlighted_fences(TEXT, MARKUP)
    asked = {block.digest: block.html for block in convert(TEXT, MARKUP).blocks}
    assert len(ahead) == 3
    assert ahead.items() < asked.items()


@pytest.mark.parametrize("edit", [lambda text: text.replace("\n", "\r\n"), lambda text: f"+++\ntitle = 1\n+++\n{text}"])
def test_line_breaks_and_front_matter_make_no_difference(edit) -> None:
    assert highlighted_fences(edit(TEXT), MARKUP) == highlighted_fences(TEXT, MARKUP)


def test_a_conversion_is_the_same_with_them_and_without() -> None:
    """And takes them: what they say is what stands in the page."""
    ahead = highlighted_fences(TEXT, MARKUP)
    assert convert(TEXT, MARKUP, known=ahead) == convert(TEXT, MARKUP)
    forged = convert(TEXT, MARKUP, known=dict.fromkeys(ahead, "FORGED"))
    assert forged.html.count("FORGED") == len(ahead)


def test_nothing_is_highlighted_where_fences_are_not() -> None:
    off = replace(MARKUP, highlight=replace(MARKUP.highlight, code_fences=False))
    assert highlighted_fences(TEXT, off) == {}


@pytest.mark.parametrize("unit", ["```", "```\n", "~~~ x\n", "```py\na\n", "`" * 1000 + "\n", "\n"])
def test_takes_time_linear_in_the_text(unit: str) -> None:
    """A megabyte of unfinished fences is over at once."""
    assert isinstance(highlighted_fences(unit * (1_000_000 // len(unit)), MARKUP), dict)
