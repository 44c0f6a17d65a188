"""Introduce everybody who is approved, in one transaction; call an introduction back."""

import hashlib
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import (
    Concern,
    DecisionKind,
    MatchRun,
    Pair,
    PairState,
    Person,
    Suggestion,
    SuggestionState,
)
from mentorship.services.applications.locking import lock_pair, lock_people
from mentorship.services.audit import record
from mentorship.services.board import boards
from mentorship.services.board.decisions import check_is_open, decide
from mentorship.services.board.plans import Action
from mentorship.services.match_support import due_items
from mentorship.services.pairing import suggestions


class CannotBeIntroducedError(UserFacingError):
    """Some of the pairs cannot be introduced, each with the reason; nobody was introduced."""

    def __init__(self, reasons: dict[int, str]) -> None:
        super().__init__(
            _("Nobody has been introduced: something has changed for some of these pairs.")
        )
        self.reasons = reasons


def approved(session: AnySession, run: MatchRun) -> list[Suggestion]:
    """Return the suggestions of a run that wait to be introduced, with both people."""
    of_run = select(Suggestion).where(
        Suggestion.match_run_id == run.id, Suggestion.state == SuggestionState.APPROVED
    )
    with_people = of_run.order_by(Suggestion.rank, Suggestion.id).options(
        *suggestions.with_both_people()
    )
    return list(session.scalars(with_people.execution_options(populate_existing=True)))


def digest_of(pairs: Sequence[Suggestion]) -> str:
    """Return what tells one set of pairs from another: what is confirmed is what was shown."""
    ids = ",".join(str(suggestion.id) for suggestion in sorted(pairs, key=lambda item: item.id))
    return hashlib.sha256(ids.encode()).hexdigest()[:16]


def introduce_approved(
    session: AnySession, actor: Person, run: MatchRun, confirmed: str
) -> list[Pair]:
    """Introduce all approved pairs of a run, or nobody.

    Parameters
    ----------
    confirmed
        The digest of the pairs that the coordinator has seen.

    Raises
    ------
    CannotBeIntroducedError
        Names the suggestions that cannot be introduced, by id.
    UserFacingError
        There are others now than were shown.
    """
    boards.lock_boards_of(session, [run.round_id])
    pairs = approved(session, run)
    lock_people(session, {id_ for item in pairs for id_ in _people_of(item)})
    check_is_open(session, run)
    pairs = approved(session, run)
    if digest_of(pairs) != confirmed:
        raise UserFacingError(
            _("The approved matches have changed since. Please look at them again.")
        )
    introduced, reasons = [], {}
    for suggestion in pairs:
        try:
            introduced.append(suggestions.introduce(session, actor, suggestion))
        except UserFacingError as error:
            reasons[suggestion.id] = str(error)
    if reasons:
        raise CannotBeIntroducedError(reasons)
    due_items.refresh(session, *introduced)
    return introduced


def approve_and_introduce(
    session: AnySession, actor: Person | None, suggestion: Suggestion
) -> Pair:
    """Introduce two people without a review; their board keeps them together."""
    run = suggestion.match_run
    if board := boards.board_of(session, run):
        approve = Action(DecisionKind.APPROVE, suggestion.mentee_id, suggestion.mentor_id)
        decide(session, actor, run, board, approve)
    pair = suggestions.introduce(session, actor, suggestion)
    due_items.refresh(session, pair)
    return pair


def _people_of(suggestion: Suggestion) -> tuple[int, int]:
    return suggestion.mentee.person_id, suggestion.mentor.person_id


def is_unanswered(pair: Pair) -> bool:
    """Return whether two people are introduced, and neither has said yes or no."""
    has_yes = pair.mentee_agreed_at is not None or pair.mentor_agreed_at is not None
    return pair.state is PairState.INTRODUCED and not has_yes


def call_back(session: AnySession, actor: Person, pair: Pair) -> Suggestion:
    """Take an introduction back, as long as nobody has answered; it is a draft again.

    Raises
    ------
    UserFacingError
        One of the two has said yes, it has ended, or one of them has written about it.
    """
    boards.lock_boards_of(session, [pair.mentee.round_id])
    lock_pair(session, pair)
    if not is_unanswered(pair):
        raise UserFacingError(_("One of the two has answered, so it cannot be called back."))
    if session.scalar(select(Concern.id).where(Concern.pair_id == pair.id).limit(1)):
        raise UserFacingError(
            _("One of the two has written to you about this introduction. Answer that first.")
        )
    suggestion = pair.suggestion
    record(session, actor, "call back introduction", suggestion)
    session.delete(pair)
    session.flush()
    suggestion.state = SuggestionState.HELD
    return suggestion
