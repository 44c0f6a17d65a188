"""Pairs that must not be suggested (bans, exclusions) and pairs that must (pins)."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import (
    DRAFTS,
    Application,
    Ban,
    MatchRun,
    Pair,
    PairState,
    Person,
    Pin,
    Profile,
    Role,
    Round,
    Suggestion,
    SuggestionState,
    sign_in_indexes,
)
from mentorship.privacy.sealed_rows import open_documents
from mentorship.services.applications.locking import lock
from mentorship.services.applications.readiness import TAKES_PART, are_ready
from mentorship.services.audit import record
from mentorship.services.pairing.exclusion_review import PairOfIds, excluded_people
from mentorship.services.pairing.person_constraints import banned_by_constraints


def ban(session: AnySession, mentee_id: int, mentor_id: int, **why: str) -> Ban:
    """Never suggest these two people to each other again; pins between them are removed.

    ``why`` are fields of the ban. Of two who are banned already, those that are given are replaced.
    """
    remove_pins_between(session, mentee_id, mentor_id)
    return set_ban(session, mentee_id, mentor_id, lifted=False, **why)


def set_ban(session: AnySession, mentee_id: int, mentor_id: int, **fields: Any) -> Ban:
    """Return the ban of a pair, made if there is none, with these fields."""
    banned = ban_of(session, mentee_id, mentor_id)
    if banned is None:
        mentee, mentor = (session.get_one(Application, id_) for id_ in (mentee_id, mentor_id))
        banned = Ban(mentee=mentee, mentor=mentor)
        session.add(banned)
    banned.change_document(fields)
    return banned


def is_lifted(banned: Ban) -> bool:
    """Return whether two may be suggested to each other again; one that is unreadable stands."""
    return banned.can_be_read() and banned.lifted


def ban_of(session: AnySession, mentee_id: int, mentor_id: int) -> Ban | None:
    return session.scalar(select(Ban).where(_is_pair(Ban, mentee_id, mentor_id)))


def remove_pins_between(session: AnySession, mentee_id: int, mentor_id: int) -> None:
    """Remove the pins between two people, in whichever roles and rounds, as a ban holds."""
    people = select(Application.person_id).where(Application.id.in_((mentee_id, mentor_id)))
    theirs = select(Application.id).where(Application.person_id.in_(people))
    session.execute(delete(Pin).where(Pin.mentee_id.in_(theirs), Pin.mentor_id.in_(theirs)))


def keep_bans_after_erasure(session: AnySession, person: Person) -> None:
    """Have everybody who is banned from a person recognise them if they sign up again.

    The bans themselves are erased with the person. What is kept is in the others' sealed profiles.
    """
    own = set(session.scalars(select(Application.id).where(Application.person_id == person.id)))
    bans = select(Ban).where(or_(Ban.mentee_id.in_(own), Ban.mentor_id.in_(own)))
    others = {
        id_
        for item in session.scalars(bans.execution_options(populate_existing=True))
        if not is_lifted(item)
        for id_ in (item.mentee_id, item.mentor_id)
    }
    profiles = select(Profile).where(Profile.application_id.in_(others - own))
    for profile in session.scalars(profiles.execution_options(populate_existing=True)):
        indexes = {person.sign_in_index, *person.former_indexes()}
        names = {index.hex() for index in indexes}
        profile.banned_names = sorted({*profile.banned_names, *names})


def check_may_be_matched(
    session: AnySession, suggestion: Suggestion, *, is_kept: bool = False
) -> None:
    """Refuse a suggestion if one of the two does not take part, or they must not be matched.

    ``is_kept``: a coordinator has approved it before, so constraints given since do not matter.
    """
    both = [suggestion.mentee, suggestion.mentor]
    if not suggestion.is_readable:
        raise UserFacingError(_("What one of the two wrote cannot be read."))
    if any(application.state not in TAKES_PART for application in both):
        raise UserFacingError(_("One of the two no longer takes part."))
    if not are_ready(session, both):
        raise UserFacingError(
            _(
                "One of the two has not passed every screening step, or not done all the "
                "training, that is required."
            )
        )
    if separated_pairs(session, both):
        raise UserFacingError(
            _(
                "These two must not be matched: one of them asked for it, or said no. If you are "
                "not sure who is meant, see “Who must not be matched with whom” in the round."
            )
        )
    if not is_kept and banned_by_constraints(session, both):
        raise UserFacingError(
            _(
                "A limit for matching of one of the two rules this match out. You find it on their "
                "page, and can remove it there."
            )
        )


def check_may_still_be_introduced(session: AnySession, pair: Pair) -> None:
    """Refuse a yes if one of the two has excluded the other since they were introduced.

    What is said is the same to both: nobody learns that they were excluded.
    """
    if excluded_people(session, [pair.mentee, pair.mentor]):
        raise UserFacingError(
            _("Something has changed since this introduction. Please ask a coordinator.")
        )


def pin(session: AnySession, actor: Person | None, suggestion: Suggestion) -> None:
    """Have the next match runs suggest this pair again."""
    lock(session, suggestion.mentee_id, suggestion.mentor_id)
    session.refresh(suggestion)
    if suggestion.state is not SuggestionState.PENDING:
        raise UserFacingError(
            _("You can keep only a suggested match that waits for your decision.")
        )
    check_may_be_matched(session, suggestion)
    if not is_pinned(session, suggestion):
        session.add(Pin(mentee_id=suggestion.mentee_id, mentor_id=suggestion.mentor_id))
        record(session, actor, "pin", suggestion)


def unpin(session: AnySession, actor: Person | None, suggestion: Suggestion) -> None:
    lock(session, suggestion.mentee_id, suggestion.mentor_id)
    existing = _pin_of(session, suggestion)
    if existing is not None:
        session.delete(existing)
        record(session, actor, "unpin", suggestion)


def is_pinned(session: AnySession, suggestion: Suggestion) -> bool:
    return are_pinned(session, suggestion.mentee_id, suggestion.mentor_id)


def are_pinned(session: AnySession, mentee_id: int, mentor_id: int) -> bool:
    return session.scalar(select(Pin.id).where(_is_pair(Pin, mentee_id, mentor_id))) is not None


def pinned_in(round_: Round) -> Select[tuple[Suggestion]]:
    """Return the query of the newest suggestion for each pin of a round, with both profiles."""
    newest_ids = (
        select(func.max(Suggestion.id))
        .join(Pin, _is_pair(Pin, Suggestion.mentee_id, Suggestion.mentor_id))
        .join(MatchRun, MatchRun.id == Suggestion.match_run_id)
        .where(MatchRun.round_id == round_.id)
        .group_by(Suggestion.mentee_id, Suggestion.mentor_id)
    )
    return (
        select(Suggestion)
        .where(Suggestion.id.in_(newest_ids))
        .order_by(Suggestion.id)
        .options(
            joinedload(Suggestion.mentee).joinedload(Application.profile),
            joinedload(Suggestion.mentor).joinedload(Application.profile),
        )
    )


def pinned_pairs(
    session: AnySession, round_: Round, pool: Iterable[Application], banned: Iterable[PairOfIds]
) -> list[PairOfIds]:
    """Return the pairs of a pool that a run must suggest, as (mentee id, mentor id).

    What coordinators have approved or put on hold stays, unless something new keeps them apart.
    """
    ids, apart = {application.id for application in pool}, set(banned)
    pins = session.execute(select(Pin.mentee_id, Pin.mentor_id).order_by(Pin.id)).tuples()
    drafts = session.execute(
        select(Suggestion.mentee_id, Suggestion.mentor_id)
        .join(Suggestion.match_run)
        .where(MatchRun.round_id == round_.id, Suggestion.state.in_(DRAFTS))
        .order_by(Suggestion.id)
    ).tuples()
    kept = [*pins, *(pair for pair in drafts if pair not in apart)]
    return [(mentee, mentor) for mentee, mentor in dict.fromkeys(kept) if {mentee, mentor} <= ids]


def banned_pairs(session: AnySession, pool: Sequence[Application]) -> list[PairOfIds]:
    """Return the pairs of a pool that no match run may suggest, as (mentee id, mentor id)."""
    return sorted(separated_pairs(session, pool) | banned_by_constraints(session, pool))


def separated_pairs(session: AnySession, pool: Sequence[Application]) -> set[PairOfIds]:
    """Return pairs that were rejected, declined or introduced before, or that one side excludes.

    A ban is between two people: it holds whichever of them is the mentor.
    """
    by_person: dict[int, list[Application]] = {}
    for application in pool:
        by_person.setdefault(application.person_id, []).append(application)
    return {
        pair
        for first, second in (
            _banned_people(session, by_person)
            | _returned_people(session, pool)
            | excluded_people(session, pool)
        )
        for pair in _pairs_between(by_person.get(first, []), by_person.get(second, []))
    }


def _banned_people(session: AnySession, people: Collection[int]) -> set[PairOfIds]:
    """Return pairs of person ids that are banned, or were introduced already in any roles.

    At least those between some people.

    After a coordinator has lifted the ban of two whose introduction or match has ended, it is as if
    they had not been introduced.
    """
    bans = session.execute(_by_person(people, Ban, Ban.row_token, Ban.sealed)).all()
    sealed_rows = [(token, sealed) for *_people, token, sealed in bans]
    documents = open_documents(session, Ban, sealed_rows) if sealed_rows else ()
    banned: set[PairOfIds] = set()
    lifted: set[PairOfIds] = set()
    for (mentee, mentor, *_document), document in zip(bans, documents, strict=True):
        (lifted if document and document.get("lifted") else banned).add((mentee, mentor))
    introduced = session.execute(_by_person(people, Pair, Pair.state))
    return banned | {
        (mentee, mentor)
        for mentee, mentor, state in introduced
        if state is not PairState.CLOSED or lifted.isdisjoint({(mentee, mentor), (mentor, mentee)})
    }


def _by_person(
    people: Collection[int], table: type[Ban] | type[Pair], *columns: Any
) -> Select[Any]:
    """Return the query of the two people of each row about some mentees, with columns of it."""
    mentee, mentor = aliased(Application), aliased(Application)
    return (
        select(mentee.person_id, mentor.person_id, *columns)
        .select_from(table)
        .join(mentee, mentee.id == table.mentee_id)
        .join(mentor, mentor.id == table.mentor_id)
        .where(mentee.person_id.in_(people))
    )


def _returned_people(session: AnySession, pool: Sequence[Application]) -> set[PairOfIds]:
    """Return pairs of person ids of which the second was erased, banned from the first."""
    profiles = session.execute(
        select(Application.person_id, Profile)
        .join(Application.profile)
        .where(Application.person_id.in_({item.person_id for item in pool}))
    )
    banned = [
        (person_id, name)
        for person_id, profile in profiles
        if profile.can_be_read()
        for name in profile.banned_names
    ]
    person_of = _person_of_name(pool) if banned else {}
    return {(person_id, person_of[name]) for person_id, name in banned if name in person_of}


def _person_of_name(pool: Sequence[Application]) -> dict[str, int]:
    """Return the ids of people by the indexes of their names that a ban may hold."""
    return {
        index.hex(): item.person_id
        for item in pool
        for index in sign_in_indexes(item.person.sign_in_name) | item.person.former_indexes()
    }


def _pairs_between(first: list[Application], second: list[Application]) -> Iterable[PairOfIds]:
    for mentees, mentors in ((first, second), (second, first)):
        for mentee in mentees:
            for mentor in mentors:
                if mentee.role is Role.MENTEE and mentor.role is Role.MENTOR:
                    yield mentee.id, mentor.id


def _pin_of(session: AnySession, suggestion: Suggestion) -> Pin | None:
    return session.scalar(
        select(Pin).where(_is_pair(Pin, suggestion.mentee_id, suggestion.mentor_id))
    )


def _is_pair(table: type[Ban] | type[Pin], mentee_id: Any, mentor_id: Any) -> ColumnElement[bool]:
    return and_(table.mentee_id == mentee_id, table.mentor_id == mentor_id)
