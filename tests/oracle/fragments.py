"""Blocks that the text of a made-up page consists of."""

from __future__ import annotations

Body = tuple[str, ...]
"""The blocks of a page's text."""

FRAGMENTS: tuple[str, ...] = (
    "Some words, stamp-aaa, and **strong** ones.\n",
    "日本語の文章です。二つ目の文もあります。\n",
    "## A heading\n\nBelow the heading.\n",
    "## 見出し `code`\n",
    "### A heading\n",
    "<!--more-->\n",
    "```python {hl_lines=[1]}\nprint('stamp-aaa')\n```\n",
    "```\nplain < code\n```\n",
    "A footnote[^1].\n\n[^1]: With *text*.\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "- [ ] to do\n- one\n  - two\n",
    "> [!NOTE]\n> An alert.\n",
    "Term\n: Meaning :smile:\n",
    "<b>raw</b> & 'quoted' -- dashes...\n",
    "![Picture](cover.png)\n",
    "![Elsewhere](/photo.png) ![Theme's](/theme.png) <img src=/photo.png width=12>\n",
    "[A page](/post/hello) and [another](about.md) and [the web](https://example.com/?a=b&c=d).\n",
    "[Beside](guide.md#a-heading) [gone](/gone)\n",
    "{{< note >}}inner *text*{{< /note >}}\n",
    "{{% note %}}\n## From a note\n{{% /note %}}\n",
    "{{< about >}}\n",
    "{{< gallery >}} {{< staff >}}\n",
    "{{< latest >}}\n",
    '[To a page]({{< relref "post/hello" >}})\n',
    '[To a page]({{< ref "/docs/guide#a-heading" >}})\n',
    '{{< figure src="cover.png" caption="A *picture*" >}}\n',
    '{{< highlight python "linenos=table" >}}\nx = 1\n{{< /highlight >}}\n',
    "{{</* note */>}}\n",
    "A paragraph long enough that an automatic summary is cut before it ends, with many plain words in one line.\n",
)
"""Each is read by something: the table of contents, the summary, hooks, shortcodes, counts, feeds."""
