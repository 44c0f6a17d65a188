"""The mappings of earlier imports, saved for later sheets with the same headers."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import ImportMapping
from mentorship.runtime import current_runtime
from mentorship.services.imports.answer_labels import split_answers
from mentorship.services.imports.column_sources import sources_of
from mentorship.services.imports.mapping import Entries
from mentorship.services.imports.parsing.table import Table
from mentorship.text_cleaning import fold_text

MAX_SAVED_ANSWER_CHARACTERS = 200
MIN_ROWS_OF_SAVED_ANSWER = 3
"""An answer of fewer people may be somebody's own words, which would outlive their erasure."""


def saved_mapping(session: AnySession, table: Table) -> dict[str, Any] | None:
    """Return the mapping of the last import with the same headers."""
    saved = _mapping_for(session, table)
    return None if saved is None else saved.mapping


def save_mapping(session: AnySession, table: Table, entries: Entries) -> None:
    """Save a mapping for later sheets; it replaces an earlier one for the same headers."""
    reusable = {**entries, "answers": _reusable_answers(table, entries)}
    if "timestamp" in entries:
        # Not the order of the dates: the next sheet may come from another country's settings.
        reusable["timestamp"] = {name: entries["timestamp"][name] for name in ("column", "zone")}
    saved = _mapping_for(session, table)
    if saved is None:
        session.add(ImportMapping(headers_index=_headers_index(table), mapping=reusable))
    else:
        saved.mapping = reusable


def _reusable_answers(table: Table, entries: Entries) -> dict[str, dict[str, list[str]]]:
    """Return short answers with codes that several people gave; others may be about somebody."""
    counts = _row_counts(table)
    options = _options(entries)
    return {
        question: {
            text: codes
            for text, codes in answers.items()
            if codes
            and len(text) <= MAX_SAVED_ANSWER_CHARACTERS
            and (text in options or counts[fold_text(text)] >= MIN_ROWS_OF_SAVED_ANSWER)
        }
        for question, answers in entries.get("answers", {}).items()
    }


def _options(entries: Entries) -> set[str]:
    """Return the answers that are headers of columns: the survey's words, and nobody's own."""
    columns = entries.get("columns", {})
    sources = (source for name in columns for source in sources_of(name, columns[name]))
    return {source.option for source in sources if source.option}


def _row_counts(table: Table) -> Counter[str]:
    """Count the rows that hold an answer: a whole cell, or one of several in it."""
    return Counter(answer for _number, cells in table.records for answer in _answers_in(cells))


def _answers_in(cells: Iterable[str]) -> set[str]:
    return {fold_text(answer) for cell in cells for answer in (cell, *split_answers(cell))}


def _mapping_for(session: AnySession, table: Table) -> ImportMapping | None:
    return session.scalar(
        select(ImportMapping).where(ImportMapping.headers_index == _headers_index(table))
    )


def _headers_index(table: Table) -> bytes:
    return current_runtime().blind_index("\x1f".join(table.headers))
