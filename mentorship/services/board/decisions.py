"""Decide on the board, undo and redo. A decision is a draft: nobody is told before *Introduce*."""

from dataclasses import asdict

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    UNDECIDED,
    Board,
    BoardDecision,
    DecisionKind,
    MatchRun,
    Person,
    RunState,
    Suggestion,
    SuggestionState,
)
from mentorship.services.applications.locking import lock
from mentorship.services.audit import record
from mentorship.services.board import boards, decision_log, effects, suggested_pairs
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.pairs_apart import LETS_GO, with_pairs_apart
from mentorship.services.board.plans import Action, Plan, plan
from mentorship.services.board.undoing import plan_undo
from mentorship.services.pairing.pair_constraints import are_pinned, check_may_be_matched

STATE_AFTER = {
    DecisionKind.APPROVE: SuggestionState.APPROVED,
    DecisionKind.HOLD: SuggestionState.HELD,
    DecisionKind.REOPEN: SuggestionState.PENDING,
    DecisionKind.REJECT: SuggestionState.REJECTED,
    DecisionKind.PIN: SuggestionState.PENDING,
    DecisionKind.UNPIN: SuggestionState.PENDING,
    DecisionKind.SWAP: SuggestionState.APPROVED,
    DecisionKind.PAIR_BY_HAND: SuggestionState.APPROVED,
}
STATES_BEFORE = {
    DecisionKind.APPROVE: {SuggestionState.PENDING, SuggestionState.HELD},
    DecisionKind.HOLD: {SuggestionState.PENDING, SuggestionState.APPROVED},
    DecisionKind.REOPEN: {SuggestionState.APPROVED, SuggestionState.HELD},
    DecisionKind.REJECT: {
        SuggestionState.PENDING,
        SuggestionState.APPROVED,
        SuggestionState.HELD,
    },
    DecisionKind.PIN: {SuggestionState.PENDING},
    DecisionKind.UNPIN: {SuggestionState.PENDING},
}
"""The states in which a suggestion can be decided so; a pair in place of another needs none."""
PAIRS_CHANGED = ("banned", "pinned", "released", "added", "removed")
INSTEAD = frozenset({DecisionKind.SWAP, DecisionKind.PAIR_BY_HAND})
NOT_INSTEAD = (SuggestionState.APPROVED, SuggestionState.INTRODUCED)
PINNED_AFTER = {DecisionKind.PIN: True, DecisionKind.UNPIN: False}


class UnconfirmedError(UserFacingError):
    """What would follow is not what was shown; nothing was changed."""

    def __init__(self, planned: Plan) -> None:
        super().__init__(
            _("Something has changed since. Please look at what would follow now, and confirm it.")
        )
        self.plan = planned


class DecidedMeanwhileError(UserFacingError):
    """Somebody has decided about this pair before; nothing was changed."""

    def __init__(self, suggestion: Suggestion | None) -> None:
        super().__init__(_("These two have been decided about since you opened the page."))
        self.suggestion = suggestion


def preview(session: AnySession, run: MatchRun, board: Board, action: Action) -> Plan:
    """Return what a decision would lead to, and change nothing."""
    check_is_open(session, run)
    opened = boards.open_board(board)
    complete = with_pairs_apart(session, board, opened.state, action)
    return plan(opened, complete, boards.gone_since(session, run.round, opened.state))


def decide(
    session: AnySession,
    actor: Person | None,
    run: MatchRun,
    board: Board,
    action: Action,
    confirmed: str | None = None,
) -> BoardDecision:
    """Decide about a pair, and repair the rest.

    Parameters
    ----------
    confirmed
        The digest of the plan that the coordinator has seen. A decision that moves nobody needs
        none.

    Raises
    ------
    DecidedMeanwhileError, UnconfirmedError, UserFacingError
    """
    boards.lock_board(session, board)
    lock(session, action.mentee_id, action.mentor_id)
    check_is_open(session, run)
    suggestion = decision_log.suggestion_of(session, run, action.mentee_id, action.mentor_id)
    if not _can_be_decided(session, suggestion, action):
        raise DecidedMeanwhileError(suggestion)
    opened = boards.open_board(board)
    complete = with_pairs_apart(session, board, opened.state, action)
    planned = plan(opened, complete, boards.gone_since(session, run.round, opened.state))
    if planned.moves and planned.digest != confirmed:
        raise UnconfirmedError(planned)
    return _keep(session, actor, run, opened, planned, suggestion)


def check_is_open(session: AnySession, run: MatchRun) -> None:
    """Refuse decisions while matching runs, and about a run that a newer one has replaced."""
    states = {later.state for later in boards.later_runs(session, run)}
    if RunState.DONE in states:
        raise UserFacingError(_("A newer matching run has replaced this one."))
    if states:
        raise UserFacingError(
            _("Matching is running. Please wait until it is done, then go on with its result.")
        )


def undo(session: AnySession, actor: Person, decision: BoardDecision) -> Plan:
    """Take a decision back; the rest follows. Return who moved by it."""
    board, run, suggestion = _lock_decision(session, decision)
    check_is_open(session, run)
    lock(session, suggestion.mentee_id, suggestion.mentor_id)
    session.refresh(suggestion)
    decision_log.check_can_be_undone(session, decision, suggestion)
    opened = boards.open_board(board)
    gone = boards.gone_since(session, run.round, opened.state)
    planned = plan_undo(session, opened, decision, gone)
    suggested_pairs.follow(session, run, planned.state, planned.moves)
    boards.save(board, planned.state)
    decision_log.mark_undone(decision, board)
    session.flush()
    effects.take_back(session, decision, suggestion, decision_log.standing(session, board))
    _restore_suggestion(session, planned, decision, suggestion)
    record(session, actor, "undo match decision", suggestion)
    return planned


def _restore_suggestion(
    session: AnySession, planned: Plan, decision: BoardDecision, suggestion: Suggestion
) -> None:
    """Have a suggestion be as it was before a decision; unless the pair has moved since."""
    before = SuggestionState(decision.effect["state_before"])
    if not planned.state.is_current(suggestion.mentee_id, suggestion.mentor_id):
        suggestion.state = SuggestionState.MOVED
    else:
        suggestion.state = before if before in UNDECIDED else SuggestionState.PENDING
    earlier = decision_log.latest_about(session, decision.board, suggestion)
    suggestion.decided_by = earlier.decided_by if earlier else None
    suggestion.decided_at = earlier.decided_at if earlier else None


def redo(session: AnySession, actor: Person, decision: BoardDecision) -> BoardDecision:
    """Decide again what was undone, with what follows from it now."""
    board, run, suggestion = _lock_decision(session, decision)
    if decision.undone_at is None:
        raise UserFacingError(_("This decision stands already."))
    action = decision_log.action_of(suggestion, decision)
    planned = preview(session, run, board, action)
    again = decide(session, actor, run, board, action, planned.digest)
    again.decided_at = decision.decided_at
    session.delete(decision)
    return again


def _lock_decision(
    session: AnySession, decision: BoardDecision
) -> tuple[Board, MatchRun, Suggestion]:
    """Lock the board of a decision, and read the decision as others left it."""
    board = session.get(Board, decision.board_id)
    if board is None:
        raise UserFacingError(boards.discarded())
    boards.lock_board(session, board)
    decision_log.read_anew(session, decision)
    suggestion = session.get_one(Suggestion, decision.suggestion_id)
    return board, board.run_input.match_run, suggestion


def _can_be_decided(session: AnySession, suggestion: Suggestion | None, action: Action) -> bool:
    """Return whether a decision would change anything: of two alike, the second would not."""
    if action.kind in INSTEAD:
        return suggestion is None or suggestion.state not in NOT_INSTEAD
    if suggestion is None or suggestion.state not in STATES_BEFORE[action.kind]:
        return False
    is_pinned = are_pinned(session, action.mentee_id, action.mentor_id)
    return is_pinned is not PINNED_AFTER.get(action.kind)


def _keep(
    session: AnySession,
    actor: Person | None,
    run: MatchRun,
    opened: OpenBoard,
    planned: Plan,
    suggestion: Suggestion | None,
) -> BoardDecision:
    """Store a decision with everything that follows from it.

    A pair in place of another has no suggestion before.
    """
    action, board = planned.action, opened.board
    state_before = suggestion.state if suggestion else SuggestionState.MOVED
    suggested_pairs.follow(session, run, planned.state, planned.moves)
    if suggestion is None:
        suggestion = decision_log.suggestion_of(session, run, action.mentee_id, action.mentor_id)
    assert suggestion is not None  # noqa: S101
    if STATE_AFTER[action.kind] is SuggestionState.APPROVED:
        check_may_be_matched(session, suggestion)
    if action.kind not in LETS_GO or planned.state.is_current(action.mentee_id, action.mentor_id):
        suggestion.state = STATE_AFTER[action.kind]
    suggestion.decided_by, suggestion.decided_at = actor.id if actor else None, now()
    made = effects.make(session, actor, suggestion, action)
    boards.save(board, planned.state)
    if action.kind not in PINNED_AFTER:  # recorded where the pin is made
        record(session, actor, action.kind.value, suggestion)
    effect = {
        **asdict(action),
        **made,
        "state_before": state_before,
        "apart": sorted(action.apart),
        "position": opened.state.position(action.mentee_id, action.mentor_id),
        "standing": sorted(decision_log.versions_standing(session, board)),
        **{name: getattr(planned, name) for name in PAIRS_CHANGED},
        "moves": planned.moves,
        "solver_before": asdict(opened.state.solver),
    }
    return decision_log.add(session, actor, board, suggestion, action.kind, effect)
