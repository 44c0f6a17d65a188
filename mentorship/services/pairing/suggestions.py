"""Introduce the two people of a suggestion to each other."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    DRAFTS,
    UNDECIDED,
    Application,
    MatchRun,
    Pair,
    Person,
    Round,
    Suggestion,
    SuggestionState,
)
from mentorship.services import caseload
from mentorship.services.applications.locking import lock
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.applications.submission import live_pairs
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.pairing.exclusion_review import PairOfIds
from mentorship.services.pairing.pair_constraints import (
    check_may_be_matched,
    remove_pins_between,
)

KEPT_BY_RUNS = ("state", "decided_by", "decided_at", "flagged_by", "has_note", "note")


def suggestion_with_id(session: AnySession, suggestion_id: int) -> Suggestion | None:
    """Return a suggestion with its people, its run and its pair, read by one statement."""
    run = joinedload(Suggestion.match_run).joinedload(MatchRun.round)
    options = [*with_both_people(), run, joinedload(Suggestion.pair)]
    return session.get(Suggestion, suggestion_id, options=options)


def with_both_people() -> list[ORMOption]:
    """Return the options with which a statement reads both people of suggestions, too."""
    sides = joinedload(Suggestion.mentee), joinedload(Suggestion.mentor)
    return [
        side.joinedload(part)
        for side in sides
        for part in (Application.person, Application.profile)
    ]


def suggestions_of(session: AnySession, run: MatchRun) -> list[Suggestion]:
    """Return a run's suggestions, the highest score first."""
    of_run = select(Suggestion).where(Suggestion.match_run_id == run.id)
    return list(session.scalars(of_run.order_by(Suggestion.rank)))


def pending_about(session: AnySession, application: Application) -> list[Suggestion]:
    """Return the undecided suggestions for one person, the best of them first.

    There are none for somebody who takes no part, such as on the waitlist.
    """
    if application.state not in TAKES_PART:
        return []
    is_about = or_(Suggestion.mentee_id == application.id, Suggestion.mentor_id == application.id)
    pending = select(Suggestion).where(is_about, Suggestion.state == SuggestionState.PENDING)
    return list(session.scalars(pending.order_by(Suggestion.rank)))


def introduce(session: AnySession, actor: Person | None, suggestion: Suggestion) -> Pair:
    """Introduce the two to each other."""
    lock(session, suggestion.mentee_id, suggestion.mentor_id)
    session.refresh(suggestion)
    is_kept = suggestion.state in DRAFTS
    _mark_introduced(session, actor, suggestion)
    check_may_be_matched(session, suggestion, is_kept=is_kept)
    _check_capacity(session, suggestion)
    mentee, mentor = suggestion.mentee, suggestion.mentor
    caseload.look_after(actor, mentee, mentor)
    pair = Pair(
        suggestion=suggestion,
        mentee=mentee,
        mentor=mentor,
        coordinator_id=caseload.coordinator_of_pair(actor, mentee, mentor),
    )
    session.add(pair)
    remove_pins_between(session, suggestion.mentee_id, suggestion.mentor_id)
    record(session, actor, "introduce", pair)
    for application in (pair.mentee, pair.mentor):
        queue.notify(session, application.person)
    return pair


def supersede(session: AnySession, round_: Round) -> dict[PairOfIds, dict[str, Any]]:
    """Mark a round's suggestions as replaced by a newer run; whoever is introduced stays so.

    Return what coordinators decided, noted and flagged, by (mentee id, mentor id): it holds for the
    same pair in the newer run.
    """
    runs = select(MatchRun.id).where(MatchRun.round_id == round_.id)
    undecided = Suggestion.match_run_id.in_(runs), Suggestion.state.in_(UNDECIDED)
    fresh = select(Suggestion).where(*undecided).execution_options(populate_existing=True)
    kept = {
        (item.mentee_id, item.mentor_id): {name: getattr(item, name) for name in KEPT_BY_RUNS}
        for item in session.scalars(fresh)
        if item.can_be_read()
    }
    superseded = update(Suggestion).where(*undecided).values(state=SuggestionState.SUPERSEDED)
    session.execute(superseded)
    return kept


def pending_count(session: AnySession, run: MatchRun) -> int:
    """Count the undecided suggestions of a run."""
    pending = select(func.count(Suggestion.id)).where(
        Suggestion.match_run_id == run.id, Suggestion.state == SuggestionState.PENDING
    )
    return session.scalar(pending) or 0


def others_suggested(session: AnySession, suggestion: Suggestion) -> list[Application]:
    """Return the other mentees whom the same run suggests for this mentor."""
    if suggestion.mentor.capacity == 1:
        return []
    others = (
        select(Application)
        .join(Suggestion, Suggestion.mentee_id == Application.id)
        .where(
            Suggestion.match_run_id == suggestion.match_run_id,
            Suggestion.mentor_id == suggestion.mentor_id,
            Suggestion.id != suggestion.id,
        )
        .order_by(Suggestion.rank)
    )
    return list(session.scalars(others.options(joinedload(Application.profile))))


def _mark_introduced(session: AnySession, actor: Person | None, suggestion: Suggestion) -> None:
    # A run that stores its result may supersede it at once: the UPDATE itself checks the state.
    updated_id = session.scalar(
        update(Suggestion)
        .where(Suggestion.id == suggestion.id, Suggestion.state.in_(UNDECIDED))
        .values(
            state=SuggestionState.INTRODUCED,
            decided_by=actor.id if actor else None,
            decided_at=now(),
        )
        .returning(Suggestion.id)
    )
    if updated_id is None:
        raise UserFacingError(_("This suggested match has already been decided."))
    session.refresh(suggestion)


def _check_capacity(session: AnySession, suggestion: Suggestion) -> None:
    for application in (suggestion.mentee, suggestion.mentor):
        if len(live_pairs(session, application)) >= application.capacity:
            raise UserFacingError(_("One of the two has been introduced to somebody already."))
