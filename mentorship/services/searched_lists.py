"""Lists of rows about people: filtered, searched by name and sorted, though names are sealed.

The database filters by what it can read. Only if a filter, the order or a search needs what people
wrote, the documents of the remaining rows are opened. What is remembered of them is which ids came
out, in which order: going through the pages of a sorted list opens them once.
"""

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol, TypeVar

from flask_babel import get_locale
from sqlalchemy import ColumnElement, Select, func, select

from mentorship.after_commit import AnySession
from mentorship.collation import collation_key
from mentorship.models import Profile
from mentorship.privacy.sealed_rows import open_documents
from mentorship.privacy.sealing import KEY_ID_BYTES, NONCE_BYTES
from mentorship.questions import Answers, blank_answers
from mentorship.runtime import current_runtime
from mentorship.services.name_search import name_matcher, people_who_sign_in_as

BY_NAME = "name"
"""The order that the database cannot make."""
HEADER_BYTES = 2 + KEY_ID_BYTES + NONCE_BYTES
"""The beginning of a document under one key, as a profile is: it ends with the nonce."""
MAX_REMEMBERED_LISTS = 64


class HasId(Protocol):
    """What a list shows of a row."""

    @property
    def id(self) -> int: ...


RowType = TypeVar("RowType", bound=HasId)
Condition = Callable[[str], ColumnElement[bool]]
AnswerCondition = Callable[[Answers, str], bool]


@dataclass(frozen=True)
class SearchedList:
    """A kind of rows, each about one person or two, and how they can be filtered and sorted.

    Attributes
    ----------
    ids : Select
        The query of all rows' ids.
    profiles : mapping
        `Profile`, or an alias of it for each person of a row, and the column with the id of
        their application.
    person_ids : sequence
        The columns with the ids of these people.
    conditions : mapping
        For each filter, what a code of it asks of a row.
    answer_conditions : mapping
        For each filter by answers, what a code of it asks of the answers of one of the people.
    state : column
        The column that says in which state a row is.
    orders : mapping
        The columns to sort by; the first order is the default. `BY_NAME` is always possible.
    """

    ids: Select[tuple[int]]
    profiles: Mapping[Any, Any]
    person_ids: Sequence[Any]
    state: Any
    conditions: Mapping[str, Condition]
    orders: Mapping[str, Sequence[Any]]
    answer_conditions: Mapping[str, AnswerCondition] = field(default_factory=dict)


@dataclass(frozen=True)
class Criteria:
    """Which rows of a list to show: a code for each filter in use, an order, and a name."""

    codes: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    name: str = field(default="", repr=False)


@dataclass(frozen=True)
class _OpenedRow:
    """A row's id, with the ids and the answers of its people."""

    id: int
    person_ids: Sequence[int]
    answers: Sequence[Answers] = field(repr=False)

    @property
    def names(self) -> list[str]:
        return [answers["name"] for answers in self.answers]


class _RememberedIds:
    """The ids that came out of opened documents lately, in this process; nothing but ids."""

    def __init__(self) -> None:
        self._ids: OrderedDict[Hashable, list[int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> list[int] | None:
        with self._lock:
            if key in self._ids:
                self._ids.move_to_end(key)
            return self._ids.get(key)

    def add(self, key: Hashable, ids: list[int]) -> None:
        with self._lock:
            self._ids[key] = ids
            while len(self._ids) > MAX_REMEMBERED_LISTS:
                self._ids.popitem(last=False)


_remembered = _RememberedIds()


def find(session: AnySession, searched: SearchedList, criteria: Criteria) -> list[int]:
    """Return the ids of the rows that match, in order."""
    orders = searched.orders
    query = filtered(searched, criteria.codes).order_by(
        *orders.get(criteria.order, next(iter(orders.values())))
    )
    if criteria.name:  # what somebody searched for is not remembered
        return _find_in_documents(session, searched, query, criteria)
    if criteria.order != BY_NAME and searched.answer_conditions.keys().isdisjoint(criteria.codes):
        return list(session.scalars(query))
    key = _state_of(session, searched, query, criteria)
    ids = _remembered.get(key)
    if ids is None:
        ids = _find_in_documents(session, searched, query, criteria)
        _remembered.add(key, ids)
    return ids


def filtered(searched: SearchedList, codes: Mapping[str, str]) -> Select[tuple[int]]:
    """Return the query of the ids that pass the filters which the database can apply."""
    conditions = searched.conditions
    return searched.ids.where(
        *(conditions[name](code) for name, code in codes.items() if name in conditions)
    )


def state_counts(
    session: AnySession, searched: SearchedList, codes: Mapping[str, str]
) -> Counter[str]:
    """Count the rows in each state that pass the filters other than the one by state."""
    others = {name: code for name, code in codes.items() if name != "state"}
    columns = (searched.state, func.count())
    by_state = filtered(searched, others).with_only_columns(*columns).group_by(searched.state)
    return Counter(dict(session.execute(by_state).tuples().all()))


def in_order(rows: Iterable[RowType], ids: Sequence[int]) -> list[RowType]:
    """Return rows in the order of their ids; a row that is gone meanwhile is left out."""
    by_id = {row.id: row for row in rows}
    return [by_id[id_] for id_ in ids if id_ in by_id]


def sealed_columns(*profiles: Any) -> list[Any]:
    """Return the columns that hold what people wrote, as `names_of` reads them."""
    return [column for item in profiles for column in (item.row_token, item.sealed)]


def names_of(session: AnySession, rows: Sequence[Any]) -> Iterator[tuple[str | None, ...]]:
    """Yield the names of each row's people, None for a name that cannot be read."""
    documents = _documents(session, rows)
    for row in rows:
        opened = [next(documents) for _person in row[::2]]
        yield tuple(item["stored_answers"]["name"] if item else None for item in opened)


def profile_names(session: AnySession, application_ids: Collection[int]) -> dict[int, str | None]:
    """Return the names of applications by id, read by one statement; None if one is damaged."""
    rows = session.execute(
        select(Profile.application_id, *sealed_columns(Profile)).where(
            Profile.application_id.in_(application_ids)
        )
    ).all()
    names = names_of(session, [row[1:] for row in rows])
    return {row[0]: name for row, (name,) in zip(rows, names, strict=True)}


def _documents(session: AnySession, rows: Sequence[Any]) -> Iterator[dict[str, Any] | None]:
    return open_documents(
        session, Profile, [(row[at], row[at + 1]) for row in rows for at in range(0, len(row), 2)]
    )


def _state_of(
    session: AnySession, searched: SearchedList, query: Select[tuple[int]], criteria: Criteria
) -> Hashable:
    """Return what the outcome depends on: which rows, sealed when, and what is asked of them.

    A document that is sealed anew has another nonce. Which areas a region has can change too.
    What is asked is part of the digest, so that what is remembered tells nothing of anybody.
    """
    headers = [func.substr(profile.sealed, 1, HEADER_BYTES) for profile in searched.profiles]
    digest = hashlib.sha256()
    for row in session.execute(_with_profiles(searched, query).add_columns(*headers)):
        digest.update(b"%d " % row[0])
        digest.update(b"".join(row[1:]))
    regions = str(current_runtime().programme.regions)
    asked = (criteria.order, tuple(sorted(criteria.codes.items())), str(get_locale()), regions)
    digest.update(repr(asked).encode())
    return id(searched), digest.digest()


def _find_in_documents(
    session: AnySession, searched: SearchedList, query: Select[tuple[int]], criteria: Criteria
) -> list[int]:
    rows = [
        row
        for row in _opened(session, searched, query)
        if _has_answers(searched, row, criteria.codes)
    ]
    if criteria.name:
        rows = _named(session, rows, criteria.name)
    if criteria.order == BY_NAME:
        locale = get_locale()
        rows.sort(key=lambda row: [collation_key(name, locale) for name in row.names])
    return [row.id for row in rows]


def _with_profiles(searched: SearchedList, query: Select[tuple[int]]) -> Select[tuple[int]]:
    for profile, application_id in searched.profiles.items():
        query = query.join(profile, profile.application_id == application_id)
    return query


def _opened(
    session: AnySession, searched: SearchedList, query: Select[tuple[int]]
) -> Iterator[_OpenedRow]:
    """Yield rows with the answers of their people; what cannot be read counts as unanswered."""
    columns = (*searched.person_ids, *sealed_columns(*searched.profiles))
    rows = session.execute(_with_profiles(searched, query).add_columns(*columns)).all()
    end = 1 + len(searched.person_ids)
    documents = _documents(session, [row[end:] for row in rows])
    blank = blank_answers()
    for row in rows:
        opened = [next(documents) for _person in searched.profiles]
        answers = [{**blank, **item["stored_answers"]} if item else blank for item in opened]
        yield _OpenedRow(row[0], row[1:end], answers)


def _has_answers(searched: SearchedList, row: _OpenedRow, codes: Mapping[str, str]) -> bool:
    return all(
        any(has_answer(answers, codes[name]) for answers in row.answers)
        for name, has_answer in searched.answer_conditions.items()
        if name in codes
    )


def _named(session: AnySession, rows: list[_OpenedRow], term: str) -> list[_OpenedRow]:
    is_found = name_matcher(term)
    people = people_who_sign_in_as(session, term)
    return [
        row
        for row in rows
        if not people.isdisjoint(row.person_ids) or any(map(is_found, row.names))
    ]
