"""Settings as a programme file of the matching library (TOML), and from one.

The library knows no options in such a file. So they stand in comments at its top, which the
library passes over and this module reads.
"""

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.programme.writing import value_in_line
from mentorship.services.match_settings import limits
from mentorship.services.match_settings.entries import (
    CRITERION,
    PROTECTED_RULES,
    RULE,
    entries,
    standard_entries,
)
from mentorship.services.match_settings.settings import RunSettings
from mentorship.services.pairing import extra_points
from mentorship.services.pairing.library_adapter.programs import (
    columns,
    program_error,
    unreadable_answer,
)

MAX_FILE_BYTES = 64 * 1024
MAX_ENTRIES = 30
"""Rules, and criteria, of one programme."""
MAX_NAME_LENGTH = 60
OPTIONS = ("objective", "floor", "load_penalty", "waiting_points", "training_points", "seed")
OPTION_LINE = re.compile(rf"# ({'|'.join(OPTIONS)}) = (.{{1,40}})")
NONE = "none"
RESERVED_NAMES = {RULE: ("kept_apart", "same_person"), CRITERION: extra_points.NAMES}
"""Names that explanations of a run have for something else."""


def to_toml(settings: RunSettings) -> str:
    """Return the programme file; the options are comments."""
    return "\n".join((*_option_lines(settings), *_program_lines(settings.program))) + "\n"


def _option_lines(settings: RunSettings) -> Iterator[str]:
    document = settings.to_document()
    for name in OPTIONS:
        value = document[name]
        yield f"# {name} = {value_in_line(NONE if value is None else value)}"


def _program_lines(program: Mapping[str, Any]) -> Iterator[str]:
    yield f"title = {value_in_line(program['title'])}"
    for side in ("mentees", "mentors"):
        yield f"\n[{side}]"
        yield from _lines(program[side])
    for what in (RULE, CRITERION):
        for entry in program.get(what, ()):
            yield f"\n[[{what}]]"
            yield from _lines(entry)


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        yield f"{_key(name)} = {_value(value)}"


def _value(value: Any) -> str:
    """Return a value of an entry, which may be a table within the line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(name)} = {_value(item)}" for name, item in value.items())
        return f"{{ {inner} }}"
    return value_in_line(value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else value_in_line(name)


def from_toml(content: bytes) -> RunSettings:
    """Read a programme file.

    Raises
    ------
    UserFacingError
        The file cannot be used; says why.
    """
    if len(content) > MAX_FILE_BYTES:
        refuse(_("It is larger than %(maximum)s KB.", maximum=MAX_FILE_BYTES // 1024))
    program, options = _parse(content)
    refuse(program_error(program))
    refuse(_identification_problem(program))
    for what in (RULE, CRITERION):
        refuse(_entries_problem(program, what))
    refuse(_protection_problem(program))
    settings = RunSettings(program, **options)
    refuse(next((f"{field}: {problem}" for field, problem in limits.problems(settings)), ""))
    refuse(unreadable_answer(program))
    return settings


def refuse(problem: str) -> None:
    """Raise an error if there is a problem."""
    if problem:
        raise UserFacingError(
            _("This file cannot be used, and nothing is saved: %(problem)s", problem=problem)
        )


def _parse(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the programme, and the options in the comments at the top."""
    try:
        text = content.decode("utf-8-sig")
        options = dict(_options(text))
        return tomllib.loads(text), options
    except UnicodeDecodeError:
        refuse(_("It is no text file in UTF-8."))
    except (ValueError, RecursionError) as error:
        refuse(_("It is not TOML: %(error)s", error=error))
    raise AssertionError


def _options(text: str) -> Iterator[tuple[str, Any]]:
    comments = itertools.takewhile(lambda line: line.startswith("#"), text.splitlines())
    for match in filter(None, map(OPTION_LINE.fullmatch, comments)):
        value = tomllib.loads(f"value = {match[2]}")["value"]
        yield match[1], None if value == NONE else value


def _identification_problem(program: Mapping[str, Any]) -> str:
    """Return what would keep a run from telling people apart, or from knowing their capacity."""
    expected = {"mentees": ("id", None), "mentors": ("id", "capacity")}
    for side, (id_, capacity) in expected.items():
        entry = program[side]
        unknown = set(_texts(entry.get("changeable", []))).difference(columns())
        if (entry["id"], entry.get("capacity")) != (id_, capacity) or "name" in entry or unknown:
            return _("[%(side)s] must be as in a file that you download here.", side=side)
    return ""


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _entries_problem(program: Mapping[str, Any], what: str) -> str:
    own = entries(program, what)
    if len(own) > MAX_ENTRIES:
        return _("It has more than %(maximum)s entries of one kind.", maximum=MAX_ENTRIES)
    for name, entry in own.items():
        if len(name) > MAX_NAME_LENGTH or name in RESERVED_NAMES[what]:
            return _("An entry cannot be called “%(name)s”.", name=name[:MAX_NAME_LENGTH])
        compared = {entry[key] for key in ("column", "mentee", "mentor") if key in entry}
        for column in sorted(compared.difference(columns())):
            return _(
                "“%(name)s” compares the column “%(column)s”, which there is not. There are: "
                "%(columns)s.",
                name=name, column=column, columns=", ".join(columns()),
            )  # fmt: skip
    return ""


def _protection_problem(program: Mapping[str, Any]) -> str:
    """Return which rule is missing without which there are no pairs across communities."""
    own, standard = entries(program, RULE), standard_entries(RULE)
    for name in PROTECTED_RULES:
        without_title = {key: value for key, value in own.get(name, {}).items() if key != "title"}
        needed = {key: value for key, value in standard[name].items() if key != "title"}
        if without_title != needed:
            return _(
                "The rule “%(name)s” must be there as in a file that you download here. Nobody can "
                "switch it off: it keeps people from mentoring themselves, and every match across "
                "communities.",
                name=name,
            )
    return ""
