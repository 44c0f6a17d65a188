"""The options of a kind of rule or criterion: dataclass fields that know how to be read.

A reader takes what a programme file says and gives what the kind works with; it raises
`ValueError` with the end of a sentence that begins with the option's name.
"""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, field, fields
from typing import Any, TypeVar

from matching.encoding.text import same_text

K = TypeVar("K")
REQUIRED: Any = MISSING


def option(read: Callable[[object], object], default: Any = REQUIRED) -> Any:
    """Declare an option: a dataclass field with its reader, required unless it has a default."""
    return field(default=default, metadata={"read": read})


def read_options(kind: Callable[..., K], given: Mapping[str, object]) -> K:
    """Build a kind from the options that an entry gives.

    ``column = "x"`` stands for ``mentee = "x"`` and ``mentor = "x"``.
    """
    given = _spread_column(given)
    declared = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    refuse_unknown("option", given, [*declared, "column"])
    for name, one in declared.items():
        if name not in given and one.default is MISSING:
            raise ValueError(f"option {name!r} is missing")
    return kind(
        **{name: read_option(name, declared[name].metadata["read"], given[name]) for name in given}
    )


def read_option(name: str, read: Callable[[object], K], value: object) -> K:
    """Read one option, naming it if it cannot be read."""
    try:
        return read(value)
    except ValueError as error:
        raise ValueError(f"option {name!r} {error}") from None


def refuse_unknown(what: str, given: Collection[str], known: Collection[str]) -> None:
    """Refuse the first name that is not known, listing those that are."""
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"unknown {what} {name!r}{hint} (known: {', '.join(known)})")


def _spread_column(given: Mapping[str, object]) -> Mapping[str, object]:
    if "column" not in given:
        return given
    if "mentee" in given or "mentor" in given:
        raise ValueError("option 'column' stands for both sides; 'mentee' or 'mentor' is too much")
    rest = {name: value for name, value in given.items() if name != "column"}
    return {"mentee": given["column"], "mentor": given["column"], **rest}


def text(value: object) -> str:
    """Read a line of text, such as the name of a column."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"is {value!r}, not a text")
    return value.strip()


def texts(value: object) -> tuple[str, ...]:
    """Read one text or a list of them."""
    return tuple(text(one) for one in (value if isinstance(value, list) else [value]))


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


def number(value: object, most: float) -> float:
    """Read a number from 0 to ``most``."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"is {value!r}, not a number")
    if not 0 <= value <= most:
        raise ValueError(f"is {value!r}, not a number from 0 to {most:g}")
    return float(value)


def share(value: object) -> float:
    """Read a share from 0 to 1."""
    return number(value, most=1.0)


def positive(value: object) -> float:
    """Read a number above 0."""
    read = number(value, most=1e9)
    if read < 1e-9:
        raise ValueError(f"is {value!r}, not a number above 0")
    return read


def scale(value: object) -> tuple[str, ...]:
    """Read an ordered scale: two or more different texts, lowest first."""
    if not isinstance(value, list) or len(value) < 2:
        raise ValueError(f"is {value!r}, not a list of two or more texts, lowest first")
    words = texts(value)
    if len({same_text(word) for word in words}) < len(words):
        raise ValueError("names a place twice")
    return words


def steps(value: object) -> tuple[int, ...]:
    """Read numbers of steps, negative ones downwards."""
    if not isinstance(value, list) or not value:
        raise ValueError(f"is {value!r}, not a list of numbers of steps")
    return tuple(whole(one) for one in value)


def shares_by_steps(value: object) -> tuple[tuple[int, float], ...]:
    """Read a share from 0 to 1 for each number of steps, as in ``{"1" = 0.75, "2" = 1.0}``."""
    if not isinstance(value, dict) or not value:
        raise ValueError(f'is {value!r}, not a table such as {{"1" = 0.75, "2" = 1.0}}')
    return tuple((_steps_key(key), share(one)) for key, one in value.items())


def _steps_key(key: str) -> int:
    if not key.removeprefix("-").isdecimal():
        raise ValueError(f"gives a share for {key!r}, not for a number of steps")
    return int(key)
