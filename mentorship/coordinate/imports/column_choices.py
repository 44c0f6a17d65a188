"""The choices of a coordinator who says which columns belong to one question, and what of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.services.imports.column_groups import option_text
from mentorship.services.imports.column_sources import (
    HEADER_PARTS,
    ColumnEntry,
    ColumnSource,
    sources_of,
)
from mentorship.services.imports.guess_columns import guess_groups
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.vocabulary import DAYS, PARTS_OF_DAY

NOT_INCLUDED = "not_included"
AS_WRITTEN = "as_written"
OPTION = "option"
ROLE_SEPARATOR = "."
GROUP_PREFIX = "group."


@dataclass(frozen=True)
class ColumnsTogether:
    """Columns that a question can have together, by their places in the table."""

    places: tuple[int, ...]

    @property
    def value(self) -> str:
        """Return the value of the choice in a form."""
        return GROUP_PREFIX + ROLE_SEPARATOR.join(map(str, self.places))

    def label(self, table: Table) -> str:
        return ngettext(
            "%(num)s column: %(first)s", "%(num)s columns together: %(first)s …",
            len(self.places),
            first=shortened(table.headers[self.places[0]]),
        )  # fmt: skip


Groups = tuple[dict[str, ColumnsTogether], dict[int, ColumnSource]]
"""The groups to choose from, by value, and what each column in them is about, by place."""


def columns_together(table: Table, entries: Mapping[str, ColumnEntry]) -> Groups:
    """Return the groups to choose from, and what each column in them is about.

    The groups of ``entries``, chosen earlier or guessed, come before those that headers suggest.
    """
    chosen = [sources_of(question, entry) for question, entry in entries.items()]
    groups = [sources for sources in chosen if not is_plain(sources)] + guess_groups(table)
    together: dict[str, ColumnsTogether] = {}
    sources_by_place: dict[int, ColumnSource] = {}
    for sources in groups:
        group = ColumnsTogether(tuple(place_of(table, source) for source in sources))
        together.setdefault(group.value, group)
        for place, source in zip(group.places, sources, strict=True):
            sources_by_place.setdefault(place, source)
    return together, sources_by_place


def is_plain(sources: Sequence[ColumnSource]) -> bool:
    """Return whether a question has one column, about nothing in particular."""
    return len(sources) == 1 and sources[0] == ColumnSource(sources[0].column)


def place_of(table: Table, source: ColumnSource) -> int:
    return table.find_columns(source.column)[0]


def choice_of(table: Table, question: str, entry: ColumnEntry) -> str:
    """Return the value of the choice that an entry of a mapping stands for."""
    sources = sources_of(question, entry)
    places = tuple(place_of(table, source) for source in sources)
    return str(places[0]) if is_plain(sources) else ColumnsTogether(places).value


def places_of(choice: str) -> list[int]:
    """Return the places of the columns of a choice.

    >>> places_of("group.3.4"), places_of("7"), places_of("")
    ([3, 4], [7], [])
    """
    return [
        int(place) for place in choice.removeprefix(GROUP_PREFIX).split(ROLE_SEPARATOR) if place
    ]


def meaning_choices(source: ColumnSource) -> dict[str, str]:
    """Return what a column can be about: values of a form field, each with a label."""
    option = shortened(source.option or option_in(source.column))
    meanings = {
        AS_WRITTEN: _("Answers, as they are written"),
        OPTION: _("A mark there means “%(option)s”", option=option),
        **{f"day-{day}": _("Parts of the day: %(day)s", day=label) for day, label in DAYS.items()},
        **{f"part-{part}": _("Days: %(part)s", part=label) for part, label in PARTS_OF_DAY.items()},
    }
    by_role = {
        "": "%s",
        "mentor": _("%(meaning)s (mentors only)", meaning="%s"),
        "mentee": _("%(meaning)s (mentees only)", meaning="%s"),
    }
    return {NOT_INCLUDED: _("Nothing: it does not belong here")} | {
        (f"{role}{ROLE_SEPARATOR}" if role else "") + value: sentence.replace("%s", label)
        for role, sentence in by_role.items()
        for value, label in meanings.items()
        if not role or value in (AS_WRITTEN, OPTION) or role == source.role
    }


def meaning_of(source: ColumnSource) -> str:
    """Return the value of the choice that a source stands for."""
    value = AS_WRITTEN
    if source.day or source.part:
        value = f"day-{source.day}" if source.day else f"part-{source.part}"
    elif source.option:
        value = OPTION
    return f"{source.role}{ROLE_SEPARATOR}{value}" if source.role else value


def source_with_meaning(source: ColumnSource, meaning: str) -> ColumnSource | None:
    """Return a source with the meaning that a coordinator chose, None if it does not belong."""
    if meaning == NOT_INCLUDED:
        return None
    role, _separator, value = meaning.rpartition(ROLE_SEPARATOR)
    plain = ColumnSource(source.column, role=role)
    kind, _dash, code = value.partition("-")
    if kind in ("day", "part"):
        return replace(plain, **{kind: code})
    if value == OPTION:
        return replace(plain, option=source.option or option_in(source.column))
    return plain


def option_in(header: str) -> str:
    """Return the last part of a header, which is the option if it names one.

    >>> option_in("Languages [Thai]"), option_in("Which languages? - Thai")
    ('Thai', 'Thai')
    """
    parts = [part for part in HEADER_PARTS.split(header) if part.strip()]
    return option_text(parts[-1]) if parts else header
