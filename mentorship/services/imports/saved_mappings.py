"""The mappings of earlier imports, saved for later sheets with the same headers."""

from typing import Any

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import ImportMapping
from mentorship.runtime import current_runtime
from mentorship.services.imports.mapping import Entries
from mentorship.services.imports.parsing.table import Table

MAX_SAVED_ANSWER_CHARACTERS = 200


def saved_mapping(session: AnySession, table: Table) -> dict[str, Any] | None:
    """Return the mapping of the last import with the same headers."""
    saved = _mapping_for(session, table)
    return None if saved is None else saved.mapping


def save_mapping(session: AnySession, table: Table, entries: Entries) -> None:
    """Save a mapping for later sheets; it replaces an earlier one for the same headers."""
    reusable = {**entries, "answers": _reusable_answers(entries)}
    saved = _mapping_for(session, table)
    if saved is None:
        session.add(ImportMapping(headers_index=_headers_index(table), mapping=reusable))
    else:
        saved.mapping = reusable


def _reusable_answers(entries: Entries) -> dict[str, dict[str, list[str]]]:
    """Return short answers with codes; long ones and those left out may be about somebody."""
    return {
        question: {
            text: codes
            for text, codes in answers.items()
            if codes and len(text) <= MAX_SAVED_ANSWER_CHARACTERS
        }
        for question, answers in entries.get("answers", {}).items()
    }


def _mapping_for(session: AnySession, table: Table) -> ImportMapping | None:
    return session.scalar(
        select(ImportMapping).where(ImportMapping.headers_index == _headers_index(table))
    )


def _headers_index(table: Table) -> bytes:
    return current_runtime().blind_index("\x1f".join(table.headers))
