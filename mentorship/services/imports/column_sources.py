"""The columns that answer one question, and what the cells of each are about."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from mentorship import vocabulary
from mentorship.errors import UserFacingError
from mentorship.models import Role
from mentorship.text_cleaning import clean_text, fold_text

ColumnEntry = str | list[str | dict[str, str]]
"""The columns of a question in a mapping before it is checked: a header, or several."""

CHOSEN_MARKS = frozenset(
    {
        *("true", "1", "1.0", "yes", "y", "x", "on", "checked", "selected", "chosen", "×"),
        *("si", "s", "verdadero", "marcado", "marcada", "seleccionado", "seleccionada"),
        *("✓", "✔", "✅", "☑", "☒", "●"),
    }
)
NOT_CHOSEN_MARKS = frozenset(
    {
        *("false", "0", "0.0", "no", "n", "off", "unchecked", "not checked", "unselected"),
        *("not selected", "falso", "no marcado", "sin marcar", "no seleccionado", "n/a", "na"),
        *("#n/a", "-", "--", "✗", "✘", "❌", "☐", "○"),
    }
)
HEADER_PARTS = re.compile(r"[\[\](){}/>:;=]| [-–—] |\?\.?")
MAX_MARK_CHARACTERS = 300


@dataclass(frozen=True)
class ColumnSource:
    """A column that answers a question, perhaps only a part of it.

    Attributes
    ----------
    column : str
        The header.
    day, part : str
        The weekday or the part of the day that all answers in the column are about.
    option : str
        The answer that a mark in the column stands for, in a sheet with a column for each box.
    role : str
        The role of the people who were asked; "" if everybody was.
    """

    column: str
    day: str = ""
    part: str = ""
    option: str = ""
    role: str = ""

    def answer_in(self, cell: str) -> str:
        """Return the answer that a cell gives: the option if the cell is a mark.

        >>> box = ColumnSource("Languages [Thai]", option="Thai")
        >>> [box.answer_in(cell) for cell in ("TRUE", "thai", "0", "", "a little")]
        ['Thai', 'Thai', '', '', 'a little']
        """
        text = clean_text(cell)
        if not (self.option or self.day or self.part) or len(text) > MAX_MARK_CHARACTERS:
            return text
        folded = fold_text(text)
        if self.option and (folded in CHOSEN_MARKS or folded in self._own_texts()):
            return self.option
        return "" if folded in NOT_CHOSEN_MARKS else text

    def coded_as(self, question: str) -> str:
        """Return by which question's answers the cells are understood."""
        if self.part:
            return "days"
        return "parts" if self.day else question

    def times(self, codes: list[str]) -> list[str]:
        """Return the codes of a cell as times of the week, if the column is about a day or part."""
        if self.part:
            return [f"{day}_{self.part}" for day in codes]
        return [f"{self.day}_{part}" for part in codes] if self.day else codes

    def as_entry(self) -> str | dict[str, str]:
        entry = {name: text for name, text in asdict(self).items() if text}
        return self.column if len(entry) == 1 else entry

    def _own_texts(self) -> set[str]:
        header = self.column[:MAX_MARK_CHARACTERS]
        parts = (header, self.option, *HEADER_PARTS.split(header))
        return {fold_text(part) for part in parts if part.strip()}


ALLOWED_VALUES: Mapping[str, frozenset[str]] = {
    "day": frozenset(vocabulary.DAYS),
    "part": frozenset(vocabulary.PARTS_OF_DAY),
    "role": frozenset(role.value for role in Role),
}
ENTRY_NAMES = frozenset(field.name for field in fields(ColumnSource))


def sources_of(question: str, entry: object) -> tuple[ColumnSource, ...]:
    """Check the entry of a question: a header, a table about a column, or a list of these."""
    items = entry if isinstance(entry, list) else [entry]
    sources = tuple(_source(question, item) for item in items)
    if not sources:
        raise UserFacingError(f"[columns] {question} names no column.")
    return sources


def _source(question: str, item: object) -> ColumnSource:
    values: Mapping[str, Any] = item if isinstance(item, dict) else {"column": item}
    if "column" not in values or not all(isinstance(text, str) for text in values.values()):
        raise UserFacingError(f"[columns] {question} is not the header of a column.")
    if problem := next(_problems(question, values), None):
        raise UserFacingError(f"[columns] {question}: {problem}.")
    return ColumnSource(**values)


def _problems(question: str, values: Mapping[str, str]) -> Iterator[str]:
    if unknown := sorted(values.keys() - ENTRY_NAMES):
        yield f"unknown entry {', '.join(unknown)}"
    for name, allowed in ALLOWED_VALUES.items():
        if values.get(name) and values[name] not in allowed:
            yield f"{name} is not one of {', '.join(sorted(allowed))}"
    about = [name for name in ("day", "part", "option") if values.get(name)]
    if len(about) > 1:
        yield f"a column has only one of {', '.join(about)}"
    if question != "availability" and {"day", "part"} & set(about):
        yield "only availability has a day or a part of the day"
