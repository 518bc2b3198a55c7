"""The dialect put together: mistune's `Markdown` with our parsers, tables, footnotes and tasks."""

from __future__ import annotations

import re
from typing import Final

import mistune
from mistune.core import BlockState

from blogengine.markdown.blocks import BlockParser
from blogengine.markdown.inlines import InlineParser
from blogengine.markdown.options import Markup
from blogengine.markdown.plain import heading_text
from blogengine.markdown.tokens import Token

TASK: Final = re.compile(r"\[([\sxX])\]\s*")


class Dialect(mistune.Markdown):
    """Markdown as goldmark reads it; `tokens` gives the tree that a renderer takes."""

    def __init__(self, markup: Markup, *, japanese: bool) -> None:
        super().__init__(block=BlockParser(markup.goldmark), inline=InlineParser(markup, japanese=japanese))
        self.options = markup.goldmark

    def tokens(self, text: str) -> tuple[list[Token], BlockState]:
        """The document's tokens, inline ones included, and the state that a renderer wants."""
        state = self.block.state_cls()
        result, _ = self.parse(text, state)
        if isinstance(result, str):
            raise TypeError("there is a renderer")
        return result, state

    def render_state(self, state: BlockState) -> list[Token]:
        """Read the inline text of all blocks, in order; footnotes end the document."""
        notes: list[Token] = state.env["footnotes"]
        state.env["footnote_labels"] = {note["attrs"]["label"] for note in notes}
        references: dict[str, list[int]] = {}
        state.env["footnote_references"] = references
        self._fill(state.tokens, state)
        self._fill_footnotes(state)
        if references:
            state.tokens.append(_footnotes(notes, references))
        return state.tokens

    def _fill(self, tokens: list[Token], state: BlockState) -> None:
        for token in tokens:
            kind = token["type"]
            if "text" in token:
                self._fill_text(token, state)
            elif "children" in token:
                if kind == "list_item" and self.options.extensions.task_list:
                    _take_task(token["children"])
                self._fill(token["children"], state)
            elif kind == "footnote_place":
                self._fill_footnotes(state)

    def _fill_footnotes(self, state: BlockState) -> None:
        """Read the footnotes' text once, even where the first is inside of another."""
        if not state.env.get("footnotes_filled"):
            state.env["footnotes_filled"] = True
            self._fill(state.env["footnotes"], state)

    def _fill_text(self, token: Token, state: BlockState) -> None:
        task = token.pop("task", None)
        text = token.pop("text")
        children = self.inline(text, state.env)
        if token["type"] == "table_cell" and "\\|" in text:
            _unescape_pipes(children)
        if task is not None:
            children.insert(0, {"type": "task_list_checkbox", "attrs": {"checked": task}})
        token["children"] = children
        self._place(token, children)
        if token["type"] in {"heading", "def_list_head"}:
            token["attrs"]["plain"] = heading_text(children).rpartition("\n")[2]

    def _place(self, token: Token, children: list[Token]) -> None:
        """Take an image that stands alone, and passthrough blocks, out of their paragraph."""
        if token["type"] not in {"paragraph", "block_text"}:
            return
        if any(child["type"] == "passthrough" and child["attrs"]["block"] for child in children):
            token["children"] = _parts(children)
            token["children"][-1]["attrs"] |= token["attrs"]
            token["children"][-1]["attrs"].pop("last", None)
            token["type"], token["attrs"] = "paragraphs", {}
        elif not self.options.parser.wrap_stand_alone_image_within_paragraph and len(children) == 1:
            image = children[0]
            if image["type"] == "image":
                image["attrs"] |= {"is_block": True, **token["attrs"]}
                image["attrs"].pop("last", None)
                token["type"], token["attrs"] = "paragraphs", {}


def _parts(children: list[Token]) -> list[Token]:
    """Paragraphs of what is between passthrough blocks, and those."""
    parts: list[Token] = []
    for child in children:
        if child["type"] == "passthrough" and child["attrs"]["block"]:
            parts.append(child)
        elif parts and parts[-1]["type"] == "paragraph":
            parts[-1]["children"].append(child)
        else:
            parts.append({"type": "paragraph", "children": [child], "attrs": {}})
    return parts


def _take_task(blocks: list[Token]) -> None:
    """Move the box that an item begins with from its text to `task`."""
    first = blocks[0] if blocks else None
    if first is None or first["type"] not in {"paragraph", "block_text", "heading"}:
        return
    found = TASK.match(first["text"])
    if found:
        first["text"] = first["text"][found.end() :]
        first["task"] = found[1] in "xX"


def _unescape_pipes(tokens: list[Token]) -> None:
    """A pipe in code in a cell is escaped for the table only."""
    for token in tokens:
        if token["type"] == "codespan":
            token["raw"] = token["raw"].replace("\\|", "|")
        _unescape_pipes(token.get("children", []))


def _footnotes(notes: list[Token], references: dict[str, list[int]]) -> Token:
    """The list of the footnotes that are referred to, each with links back."""
    by_label: dict[str, Token] = {}
    for note in notes:
        by_label.setdefault(note["attrs"]["label"], note)
    items = []
    for label, numbers in references.items():
        note = by_label[label]
        note["attrs"] = {"number": numbers[0]}
        back = {"type": "footnote_back", "attrs": {"number": numbers[0], "count": len(numbers)}}
        children = note["children"]
        if children and children[-1]["type"] == "paragraph":
            children[-1]["children"].append(back)
        else:
            children.append(back)
        items.append(note)
    return {"type": "footnotes", "children": items}
