"""People without a suggestion in a match run: what their page shows, in a few queries."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    MatchRun,
    Message,
    Person,
    Role,
    Suggestion,
    SuggestionState,
    Thread,
    Unmatched,
)
from mentorship.questions import match_columns
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.messages.readers import is_readable_by
from mentorship.services.pairing import unmatched_questions
from mentorship.services.pairing.answer_digests import digest
from mentorship.services.pairing.unmatched_groups import Group, Reason, group_of

UNREADABLE: Group = ("unreadable",)
LIVE = (
    SuggestionState.PENDING,
    SuggestionState.APPROVED,
    SuggestionState.HELD,
    SuggestionState.INTRODUCED,
)


@dataclass(frozen=True)
class Closest:
    """Somebody of the other side, and what stands between."""

    application: Application
    rules: Sequence[str]
    is_free: bool
    is_below_floor: bool
    is_led_to: bool


@dataclass(frozen=True)
class Asked:
    """When a question was sent; if the person has written since, the thread to read it in."""

    at: datetime
    answered_in: int | None


@dataclass(frozen=True)
class UnmatchedPerson:
    """One person without a suggestion, as the page shows them."""

    unmatched: Unmatched
    question: str
    closest: Sequence[Closest]
    asked: Asked | None
    has_suggestion: bool
    has_changed: bool

    @property
    def application(self) -> Application:
        return self.unmatched.application

    @property
    def takes_part(self) -> bool:
        return self.application.state in TAKES_PART


@dataclass(frozen=True)
class ReasonGroup:
    """People with one reason; ``size`` counts those on other pages too, None if it is unknown."""

    group: Group
    size: int | None
    people: Sequence[UnmatchedPerson]


def unmatched_in(run: MatchRun, role: Role) -> Select[tuple[Unmatched]]:
    """Return the query of the people in one role without a suggestion, with their profiles."""
    return (
        select(Unmatched)
        .join(Unmatched.application)
        .where(Unmatched.match_run_id == run.id, Application.role == role)
        .order_by(Unmatched.id)
        .options(
            contains_eager(Unmatched.application).joinedload(Application.profile),
            contains_eager(Unmatched.application).joinedload(Application.person),
        )
    )


def unmatched_with_id(session: AnySession, unmatched_id: int) -> Unmatched | None:
    return session.get(Unmatched, unmatched_id)


def counts(session: AnySession, run: MatchRun) -> Counter[Role]:
    """Count the people in each role without a suggestion."""
    counted = (
        select(Application.role, func.count())
        .select_from(Unmatched)
        .join(Unmatched.application)
        .where(Unmatched.match_run_id == run.id)
        .group_by(Application.role)
    )
    return Counter(dict(session.execute(counted).tuples().all()))


def position(session: AnySession, unmatched: Unmatched) -> int:
    """Return how many people come before one in the list of their role."""
    run, role = unmatched.match_run, unmatched.application.role
    before = unmatched_in(run, role).where(Unmatched.id < unmatched.id).order_by(None)
    return session.scalar(before.with_only_columns(func.count(Unmatched.id))) or 0


def groups(
    session: AnySession, reader: Person, rows: Sequence[Unmatched], *, is_all: bool
) -> list[ReasonGroup]:
    """Group the people of a page by their reason; ``is_all`` if there is no other page."""
    by_group: dict[Group, list[UnmatchedPerson]] = defaultdict(list)
    for row, person in zip(rows, people(session, reader, rows), strict=True):
        by_group[group_of(row.reason) if row.can_be_read() else UNREADABLE].append(person)
    return [
        ReasonGroup(group, len(members) if is_all else _stored_size(members[0].unmatched), members)
        for group, members in by_group.items()
    ]


def _stored_size(unmatched: Unmatched) -> int | None:
    """Return how many the run found in a group; older runs have not counted them."""
    return unmatched.reason.get("group_size") if unmatched.can_be_read() else None


def people(
    session: AnySession, reader: Person, rows: Sequence[Unmatched]
) -> Iterator[UnmatchedPerson]:
    """Yield what the page shows of each person, read together for all of them."""
    reasons = [row.reason if row.can_be_read() else {} for row in rows]
    others = _applications_by_id(session, reasons)
    messages = _messages_by_id(session, reasons)
    answers = _latest_answers(session, reader, rows)
    suggested = _with_suggestion(session, rows)
    for row, reason in zip(rows, reasons, strict=True):
        application = row.application
        is_readable = bool(reason) and application.is_readable
        id_ = unmatched_questions.message_id(reason, reason.get("change", []))
        yield UnmatchedPerson(
            unmatched=row,
            question=unmatched_questions.question(reason) if is_readable else "",
            closest=_closest(reason, others),
            asked=_asked(messages.get(id_), answers.get(application.person_id)),
            has_suggestion=application.id in suggested,
            has_changed=is_readable and _has_changed(reason, application),
        )


def _closest(reason: Reason, others: Mapping[int, Application]) -> list[Closest]:
    """Return who comes closest, of those who are still there; older runs name nobody."""
    return [
        Closest(
            others[other["id"]],
            other["rules"],
            is_free=other["is_free"],
            is_below_floor=other["is_below_floor"],
            is_led_to=other["id"] == reason["change_with"],
        )
        for other in reason.get("closest", [])
        if other["id"] in others
    ]


def _asked(message: Message | None, answer: tuple[int, datetime] | None) -> Asked | None:
    if message is None:
        return None
    has_answered = answer is not None and answer[1] > message.created_at
    return Asked(message.created_at, answer[0] if has_answered and answer else None)


def _has_changed(reason: Reason, application: Application) -> bool:
    """Return whether an answer is not what the run has read; older runs do not know."""
    before = reason.get("answers")
    return before is not None and before != digest(match_columns(application.profile.answers))


def _applications_by_id(session: AnySession, reasons: Collection[Reason]) -> dict[int, Application]:
    ids = {other["id"] for reason in reasons for other in reason.get("closest", [])}
    found = select(Application).where(Application.id.in_(ids))
    rows = session.scalars(found.options(joinedload(Application.profile)))
    return {application.id: application for application in rows}


def _messages_by_id(session: AnySession, reasons: Collection[Reason]) -> dict[int | None, Message]:
    """Return the messages that asked something; one that was taken back is not there."""
    asked = (reason.get(unmatched_questions.ASKED) for reason in reasons)
    ids = {entry["message"] for entry in asked if entry is not None}
    return {item.id: item for item in session.scalars(select(Message).where(Message.id.in_(ids)))}


def _latest_answers(
    session: AnySession, reader: Person, rows: Collection[Unmatched]
) -> dict[int, tuple[int, datetime]]:
    """Return by person the thread in which they have last written to the coordinators, and when."""
    latest = func.max(Message.created_at)
    written = (
        select(Thread.person_id, Thread.id, latest)
        .join(Message, Message.thread_id == Thread.id)
        .where(Thread.person_id.in_({row.application.person_id for row in rows}))
        .where(Thread.concern_id.is_(None), Message.by_coordinator.is_(False))
        .where(is_readable_by(reader))
        .group_by(Thread.person_id, Thread.id)
    )
    return {person: (thread, at) for person, thread, at in session.execute(written)}


def _with_suggestion(session: AnySession, rows: Collection[Unmatched]) -> set[int]:
    """Return which applications have a suggestion by now, from this run or a newer one."""
    ids = {row.application_id for row in rows}
    run = max((row.match_run_id for row in rows), default=0)
    live = select(Suggestion.mentee_id, Suggestion.mentor_id).where(
        Suggestion.match_run_id >= run,
        Suggestion.state.in_(LIVE),
        or_(Suggestion.mentee_id.in_(ids), Suggestion.mentor_id.in_(ids)),
    )
    return ids & {id_ for pair in session.execute(live).tuples() for id_ in pair}
