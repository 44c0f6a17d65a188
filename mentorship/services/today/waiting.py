"""Queues: what waits of one kind, how much there is, and what is oldest in it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.models import ErasedPair, Person
from mentorship.services.training.module_languages import LanguageText

MAX_ITEMS_SHOWN = 3
"""The oldest of each queue; its link leads to all."""


class QueueKind(enum.StrEnum):
    """What waits, in the order in which equally old queues are shown."""

    CONCERNS = "concerns"
    MESSAGES = "messages"
    RECOVERIES = "recoveries"
    DISCUSSIONS = "discussions"
    MERGES = "merges"
    APPLICATIONS = "applications"
    SUGGESTIONS = "suggestions"
    FLAGS = "flags"
    DUE = "due"
    ERASED_PAIRS = "erased_pairs"
    IMPORTS = "imports"
    RESOURCE_SUGGESTIONS = "resource_suggestions"
    RESOURCES = "resources"
    EVENTS = "events"
    TRAINING_TEXTS = "training_texts"


@dataclass(frozen=True)
class NamedPerson:
    """Somebody with an application to open; the name is None if it cannot be read."""

    application_id: int
    name: str | None = field(repr=False)


@dataclass(frozen=True)
class WaitingItem:
    """One thing that waits: the id of its row, since when, and who it is about.

    ``about`` is the name of a round or of a resource, or the title of an event or of a module.

    ``rule`` is the code of the rule or the flag for which it waits, if it does.
    """

    id: int
    since: datetime
    people: Sequence[NamedPerson] = ()
    about: str = ""
    count: int = 1
    is_urgent: bool = False
    rule: str = ""
    to_acknowledge: ErasedPair | None = None
    """What is done once the reader says so."""
    text_to_check: LanguageText | None = None


@dataclass(frozen=True)
class Queue:
    """The oldest items of a kind, and how many there are in all."""

    kind: QueueKind
    count: int
    items: Sequence[WaitingItem]

    @property
    def since(self) -> datetime:
        return min((item.since for item in self.items), default=now())  # rows vanish meanwhile

    @property
    def is_urgent(self) -> bool:
        return self.kind is QueueKind.CONCERNS or any(item.is_urgent for item in self.items)


def looked_after_by(column: Any, reader: Person, *, own: bool) -> Sequence[ColumnElement[bool]]:
    return [or_(column.is_(None), column == reader.id)] if own else []


def first_rows(
    session: AnySession, query: Select[Any], limit: int = MAX_ITEMS_SHOWN
) -> tuple[int, Sequence[Any]]:
    """Return how many rows a query has, and the first few of them."""
    rows = session.execute(query.add_columns(func.count().over()).limit(limit)).all()
    return (rows[0][-1] if rows else 0), [row[:-1] for row in rows]
