"""The options of a rule kind or criterion kind: dataclass fields with a reader.

A reader takes a value of a programme file and returns what the kind works with. It raises
`ValueError` with a message that continues the option's name.
"""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, field, fields
from typing import Any, TypeVar

from matching.encoding.text import fold_text

T = TypeVar("T")
REQUIRED: Any = MISSING


def option(read: Callable[[object], object], default: Any = REQUIRED) -> Any:
    """Declare an option: a dataclass field with its reader, required unless it has a default."""
    return field(default=default, metadata={"read": read})


def read_options(kind: Callable[..., T], values: Mapping[str, object]) -> T:
    """Build a kind from the options of an entry.

    ``column = "x"`` stands for ``mentee = "x"`` and ``mentor = "x"``.

    Raises
    ------
    ValueError
        An option is unknown, missing or invalid.
    """
    values = _expand_column(values)
    options = {option_.name: option_ for option_ in fields(kind)}  # type: ignore[arg-type]
    refuse_unknown("option", values, [*options, "column", "any"])
    for name, option_ in options.items():
        if name not in values and option_.default is MISSING:
            raise ValueError(f"option {name!r} is missing")
    return kind(
        **{
            name: read_option(name, options[name].metadata["read"], value)
            for name, value in values.items()
        }
    )


def read_option(name: str, read: Callable[[object], T], value: object) -> T:
    """Read one option; an error message names it."""
    try:
        return read(value)
    except ValueError as error:
        raise ValueError(f"option {name!r} {error}") from None


def refuse_unknown(what: str, names: Collection[str], allowed: Collection[str]) -> None:
    """Raise `ValueError` for the first name that is not allowed, and list those that are."""
    for name in names:
        if name not in allowed:
            similar = difflib.get_close_matches(str(name), allowed, n=1)
            hint = f"; did you mean {similar[0]!r}?" if similar else ""
            raise ValueError(f"unknown {what} {name!r}{hint} (known: {', '.join(allowed)})")


def _expand_column(values: Mapping[str, object]) -> Mapping[str, object]:
    if "column" not in values:
        return values
    if "mentee" in values or "mentor" in values:
        raise ValueError("option 'column' stands for both sides; 'mentee' or 'mentor' is too much")
    others = {name: value for name, value in values.items() if name != "column"}
    return {"mentee": values["column"], "mentor": values["column"], **others}


def text(value: object) -> str:
    """Read a line of text, such as the name of a column."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"is {value!r}, not a text")
    return value.strip()


def texts(value: object) -> tuple[str, ...]:
    """Read one text or a list of texts."""
    return tuple(text(item) for item in (value if isinstance(value, list) else [value]))


def count(value: object) -> int:
    """Read a whole number from 1."""
    if whole(value) < 1:
        raise ValueError(f"is {value!r}, not a whole number from 1")
    return whole(value)


def whole(value: object) -> int:
    """Read a whole number."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10**9:
        raise ValueError(f"is {value!r}, not a whole number")
    return value


def number(value: object, maximum: float) -> float:
    """Read a number from 0 to a maximum."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"is {value!r}, not a number")
    if not 0 <= value <= maximum:
        raise ValueError(f"is {value!r}, not a number from 0 to {maximum:g}")
    return float(value)


def share(value: object) -> float:
    """Read a share from 0 to 1."""
    return number(value, maximum=1.0)


def positive(value: object) -> float:
    """Read a number above 0."""
    result = number(value, maximum=1e9)
    if result < 1e-9:
        raise ValueError(f"is {value!r}, not a number above 0")
    return result


def scale(value: object) -> tuple[str, ...]:
    """Read an ordinal scale: two or more different texts, lowest first."""
    if not isinstance(value, list) or len(value) < 2:
        raise ValueError(f"is {value!r}, not a list of two or more texts, lowest first")
    levels = texts(value)
    if len({fold_text(level) for level in levels}) < len(levels):
        raise ValueError("names a level twice")
    return levels


def differences(value: object) -> tuple[int, ...]:
    """Read a list of level differences; a negative one is downwards."""
    if not isinstance(value, list) or not value:
        raise ValueError(f"is {value!r}, not a list of numbers of steps")
    return tuple(whole(item) for item in value)


def shares_by_difference(value: object) -> tuple[tuple[int, float], ...]:
    """Read a share for each of some level differences, as in ``{"1" = 0.75, "2" = 1.0}``."""
    if not isinstance(value, dict) or not value:
        raise ValueError(f'is {value!r}, not a table such as {{"1" = 0.75, "2" = 1.0}}')
    return tuple((_difference_key(key), share(item)) for key, item in value.items())


def _difference_key(key: str) -> int:
    if not key.removeprefix("-").isdecimal():
        raise ValueError(f"gives a share for {key!r}, not for a number of steps")
    return int(key)
