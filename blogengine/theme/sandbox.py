"""What templates may do: read what they are given and print. A theme from the web runs on its user's machine.

The rules are those of Jinja2's sandbox (no attribute that begins with "_", nothing of Python's own machinery), and
bounds on what a template can ask for at once, so that no build eats all memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from typing import Any, Final

from jinja2 import Environment, filters, sandbox
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

LARGEST: Final = 10_000_000
"""Characters or items that one operation may make."""
WIDEST: Final = 100_000
"""Columns that `center`, `indent` and a format may ask for."""
WIDENING: Final = frozenset({"center", "expandtabs", "ljust", "rjust", "zfill"})
"""Methods of texts that take a number of columns."""
MOST_BITS: Final = 64_000
"""Of a whole number that an operation may make."""
_UNSAFE: Final = frozenset(
    {"format", "format_map", "mro"}
    | sandbox.UNSAFE_FUNCTION_ATTRIBUTES
    | sandbox.UNSAFE_METHOD_ATTRIBUTES
    | sandbox.UNSAFE_GENERATOR_ATTRIBUTES
    | sandbox.UNSAFE_COROUTINE_ATTRIBUTES
    | sandbox.UNSAFE_ASYNC_GENERATOR_ATTRIBUTES
)
"""Names of attributes, without those that begin with "_", that Jinja2's sandbox refuses or wraps for some value."""


class Sandbox(SandboxedEnvironment):
    """An environment whose templates can read what they are given, and nothing else.

    `jinja2.exceptions.SecurityError` says what a template was refused.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.globals.pop("lipsum")  # made up by chance: no build would be like another
        self.globals["range"] = bounded_range
        self.filters.update(_BOUNDED)
        self.filters["format"] = _format

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a value has; names that no rule is about take Jinja2's short way, which a template mostly takes."""
        if attribute[:1] == "_" or attribute in _UNSAFE:
            return super().getattr(obj, attribute)
        return Environment.getattr(self, obj, attribute)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
        """Refuse, and say what."""
        raise SecurityError(f"a template may not read “{attribute}” of {type(obj).__name__}")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of an operation that can make a value without bounds."""
        _check(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a call gives; a text's own methods are bounded like the operations."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str):
            _check_method(owner, getattr(obj, "__name__", ""), args)
        return super().call(context, obj, *args, **kwargs)


def bounded_range(*arguments: int) -> range:
    """Numbers, as Python's `range`; at most 100,000 of them."""
    numbers = range(*arguments)
    if len(numbers) > WIDEST:
        raise SecurityError(f"range gives at most {WIDEST:,} numbers, not {len(numbers):,}")
    return numbers


def _check(operator: str, left: Any, right: Any) -> None:
    match operator, left, right:
        case "*", int(), str() | list() | tuple():
            _check(operator, right, left)
        case "*", Sized(), int() if not isinstance(left, int) and len(left) * right > LARGEST:
            raise SecurityError(f"a repetition gives at most {LARGEST:,} characters")
        case "*", int(), int() if left.bit_length() + right.bit_length() > MOST_BITS:
            raise SecurityError("the number is too large")
        case "**", int(), int() if left.bit_length() * max(right, 0) > MOST_BITS:
            raise SecurityError("the number is too large")
        case "%", str(), _:
            _check_format(left, right)


def _check_method(text: str, name: str, args: tuple[Any, ...]) -> None:
    if name in WIDENING and any(isinstance(each, int) and each > WIDEST for each in args):
        raise SecurityError(f"at most {WIDEST:,} columns")
    if name == "replace" and len(args) > 1 and all(isinstance(each, str) for each in args[:2]):
        places = text.count(args[0]) if args[0] else len(text) + 1
        if places * len(args[1]) > LARGEST:
            raise SecurityError(f"a replacement gives at most {LARGEST:,} characters")


def _check_format(text: str, values: Any) -> None:
    """Refuse widths without bounds: `%1000000000d`, or "*" with a number."""
    if isinstance(values, Mapping):
        values = tuple(values.values())
    given = values if isinstance(values, tuple) else (values,)
    digits = "".join(char if char.isdigit() else " " for char in text).split()
    widths = [int(run) for run in digits if len(run) < 20] + [WIDEST + 1 for run in digits if len(run) >= 20]
    if "%" in text and "*" in text:
        widths += [abs(value) for value in given if isinstance(value, int)]
    if any(width > WIDEST for width in widths):
        raise SecurityError(f"a format is at most {WIDEST:,} characters wide")


def _format(value: str, *args: Any, **kwargs: Any) -> str:
    """Jinja2's `format`, its widths bounded."""
    _check_format(str(value), args or kwargs)
    return filters.do_format(value, *args, **kwargs)


def _bounded(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A filter of Jinja2's whose first argument, a number of columns, is bounded."""

    def bounded(value: str, *args: Any, **kwargs: Any) -> Any:
        width = args[0] if args else kwargs.get(name, 0)
        if isinstance(width, int) and width > WIDEST:
            raise SecurityError(f"at most {WIDEST:,} columns")
        return function(value, *args, **kwargs)

    bounded.__name__, bounded.__doc__ = function.__name__, function.__doc__
    return bounded


_BOUNDED: Final = {"center": _bounded(filters.do_center, "width"), "indent": _bounded(filters.do_indent, "width")}
