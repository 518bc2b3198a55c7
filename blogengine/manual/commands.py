"""The command line as its parser has it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click
import msgspec

from blogengine.cli import blogengine
from blogengine.manual.entries import one_line


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A command of the command line."""

    name: str
    """With its group: "new post"."""
    usage: str
    doc: str
    """Its paragraphs, parted by empty lines."""
    options: tuple[tuple[str, str], ...]
    """How each option is written, and what it does with its default; those that every command has are left out."""


def commands() -> tuple[Command, ...]:
    """Every command, groups in their place, in the order of `blogengine --help`."""
    return tuple(_below(blogengine, "blogengine"))


def _below(group: click.Group, path: str) -> Iterator[Command]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _below(command, f"{path} {name}")
        else:
            yield _described(command, f"{path} {name}")


def _described(command: click.Command, path: str) -> Command:
    context = click.Context(command, info_name=path)
    options = [each for each in command.params if isinstance(each, click.Option)]
    records = [(_written(option), _help(option, context)) for option in options if not option.hidden]
    usage = " ".join(command.collect_usage_pieces(context))
    return Command(
        name=path.removeprefix("blogengine "),
        usage=f"{path} {usage}",
        doc=_paragraphs(command.help or ""),
        options=tuple(records),
    )


def _written(option: click.Option) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    return names if option.is_flag else f"{names} {_value(option)}"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return option.metavar or {"integer range": "NUMBER", "float range": "NUMBER"}.get(
        option.type.name, option.type.name.upper()
    )


def _help(option: click.Option, context: click.Context) -> str:
    """What an option does; its default as help shows it."""
    text = one_line(option.help)
    extra = option.get_help_extra(context)
    return f"{text} Default: {extra['default'].strip('()')}." if "default" in extra and text else text


def _paragraphs(text: str) -> str:
    """Paragraphs as Markdown; what click is told to leave as it is, by a backspace above it, is a block."""
    return "\n\n".join(_paragraph(each) for each in inspect.cleandoc(text).split("\n\n"))


def _paragraph(text: str) -> str:
    return f"```text\n{text[1:].strip()}\n```" if text.startswith("\b") else one_line(text)
