"""What a decision would do to a board: computed before it is kept, and shown."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _

from mentorship.errors import UserFacingError
from mentorship.models import DecisionKind
from mentorship.services.board.boards import OpenBoard
from mentorship.services.board.state import BoardState, Move
from mentorship.services.pairing.library_adapter.optimizer import ImpossibleError, Optimizer
from mentorship.services.pairing.library_adapter.solver_state import UNMATCHED, Position
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART, SAME_PERSON

PROTECTED_RULES = frozenset({"cross_community", "oneself", KEPT_APART, SAME_PERSON})
"""Rules that nobody can override, whatever the reason."""


@dataclass(frozen=True)
class Action:
    """What a coordinator wants to decide about a pair of applications.

    ``reason`` is why it is rejected, ``about`` the role of whom that limits, and ``apart`` are the
    pairs that it keeps apart beside this one, by position, if it is rejected; of a pair that is let
    go, itself, if a limit of one of the two rules it out. ``keeps_pin``: it stays, undecided.
    """

    kind: DecisionKind
    mentee_id: int
    mentor_id: int
    reason: str = field(default="", repr=False)
    about: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    apart: frozenset[Position] = field(default=frozenset(), repr=False)
    keeps_pin: bool = False


@dataclass(frozen=True)
class Plan:
    """What would follow: the state after it, who moves, and what the round gains or loses.

    By position, ``banned``, ``pinned`` and ``added`` are the pairs that it keeps apart, keeps
    together and allows in addition; ``released`` and ``removed`` those that it no longer keeps
    together and no longer allows in addition.
    """

    action: Action
    state: BoardState = field(repr=False)
    moves: list[Move] = field(repr=False)
    people: int
    points: float
    banned: list[Position] = field(default_factory=list, repr=False)
    pinned: list[Position] = field(default_factory=list, repr=False)
    released: list[Position] = field(default_factory=list, repr=False)
    added: list[Position] = field(default_factory=list, repr=False)
    removed: list[Position] = field(default_factory=list, repr=False)

    @property
    def digest(self) -> str:
        """Return what tells two plans apart: a decision is kept as it was shown, or not at all."""
        shown = [self.action.kind, self.action.mentee_id, self.action.mentor_id, self.moves]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def plan(opened: OpenBoard, action: Action, gone: list[int]) -> Plan:
    """Return what a decision leads to; ``gone`` are the people who left since the run.

    Raises
    ------
    UserFacingError
        It is not possible; the sentence says why.
    """
    try:
        position = opened.state.position(action.mentee_id, action.mentor_id)
    except KeyError:
        raise UserFacingError(_("One of the two is not in this matching run.")) from None
    present = without_gone(opened.state, opened.optimizer, gone)
    try:
        changed = _CHANGES[action.kind](present, position, action)
    except ImpossibleError:
        raise UserFacingError(
            _("This is not possible with what you have approved or put on hold. Undo that first.")
        ) from None
    after = without_reciprocal_pairs(opened.state, changed)
    return compare(opened, after, action, gone)


def without_gone(state: BoardState, optimizer: Optimizer, gone: list[int]) -> Optimizer:
    """Return the optimum without people who left; an introduction of theirs has ended already."""
    pairs = {pair for application_id in gone for pair in state.positions_of(application_id)}
    return optimizer.without_pins(pairs).without_added(pairs).without_pairs(pairs)


def _keep(optimizer: Optimizer, position: Position, action: Action) -> Optimizer:
    _check_is_current(optimizer, position)
    return optimizer.with_pins([position])


def _let_go(optimizer: Optimizer, position: Position, action: Action) -> Optimizer:
    _check_is_current(optimizer, position)
    if action.keeps_pin:
        return optimizer
    return optimizer.without_pins([position]).without_pairs(action.apart)


def _reject(optimizer: Optimizer, position: Position, action: Action) -> Optimizer:
    _check_is_current(optimizer, position)
    free = optimizer.without_pins([position]).without_added([position])
    return free.without_pairs((action.apart | {position}) - free.pinned)


def _pair_instead(optimizer: Optimizer, position: Position, action: Action) -> Optimizer:
    """Pin another pair; what is pinned already stays."""
    broken = set(optimizer.problem.broken_rules(*position))
    if position in optimizer.banned or KEPT_APART in broken:
        raise UserFacingError(
            _("These two must not be matched: one of them asked for it, or it was rejected.")
        )
    if broken & PROTECTED_RULES:
        raise UserFacingError(_("This rule is what the program is for: nobody can override it."))
    if broken and not action.text.strip():
        raise UserFacingError(_("These two break a rule. Please write down why they fit anyway."))
    _check_is_possible(optimizer, position)
    allowed = optimizer.with_added([position] if broken else [])
    return allowed.with_pins([position])


def _check_is_possible(optimizer: Optimizer, position: Position) -> None:
    """Refuse a pair that the run rules out for reasons that are no rule."""
    options = optimizer.options
    if not options.capacity[position[1]]:
        raise UserFacingError(_("This mentor has no free place."))
    if optimizer.score_of(position) < options.floor:
        raise UserFacingError(
            _("These two fit less well than the lowest score that was set for this run.")
        )


_CHANGES = {
    DecisionKind.APPROVE: _keep,
    DecisionKind.HOLD: _keep,
    DecisionKind.PIN: _keep,
    DecisionKind.UNPIN: _let_go,
    DecisionKind.REOPEN: _let_go,
    DecisionKind.REJECT: _reject,
    DecisionKind.SWAP: _pair_instead,
    DecisionKind.PAIR_BY_HAND: _pair_instead,
}


def _check_is_current(optimizer: Optimizer, position: Position) -> None:
    mentee, mentor = position
    if optimizer.mentor_of(mentee) != mentor:
        raise UserFacingError(_("These two are not suggested to each other any more."))


def without_reciprocal_pairs(state: BoardState, optimizer: Optimizer) -> Optimizer:
    """Keep two people from being each other's mentor and mentee, as a run does.

    This ends: each iteration bans a pair, of which there are finitely many.
    """
    in_both_roles = {person.person_id for person in state.mentees} & {
        person.person_id for person in state.mentors
    }
    while duplicates := _reciprocal_pairs(state, optimizer, in_both_roles):
        optimizer = optimizer.without_pairs(duplicates)
    return optimizer


def _reciprocal_pairs(
    state: BoardState, optimizer: Optimizer, in_both_roles: set[int]
) -> list[Position]:
    """Return the lower-scored of two pairs of the same people, unless it is pinned."""
    if not in_both_roles:
        return []
    pinned = optimizer.pinned
    among_them = [
        pair
        for pair in optimizer.pairs()
        if state.mentees[pair[0]].person_id in in_both_roles
        and state.mentors[pair[1]].person_id in in_both_roles
    ]
    pairs = sorted(among_them, key=lambda pair: (pair not in pinned, -optimizer.score_of(pair)))
    seen: set[frozenset[int]] = set()
    duplicates = []
    for pair in pairs:
        mentee, mentor = state.mentees[pair[0]], state.mentors[pair[1]]
        people = frozenset((mentee.person_id, mentor.person_id))
        if people in seen and pair not in pinned:
            duplicates.append(pair)
        seen.add(people)
    return duplicates


def compare(opened: OpenBoard, after: Optimizer, action: Action, gone: list[int]) -> Plan:
    before = opened.optimizer
    reassigned = after.reassignments_since(before)
    scores = list(opened.state.scores)
    for mentee, _old, mentor in reassigned:
        unmatched = mentor == UNMATCHED
        scores[mentee] = 0.0 if unmatched else score_of(opened.state, after, (mentee, mentor))
    state = replace(opened.state, solver=after.state(), scores=scores, gone=gone)
    return Plan(
        action,
        state,
        moves=[
            (
                state.mentees[mentee].application_id,
                state.mentor_id(old),
                state.mentor_id(new),
            )
            for mentee, old, new in reassigned
        ],
        people=after.people - before.people,
        points=after.total - before.total,
        banned=_new(after.banned, before.banned),
        pinned=_new(after.pinned, before.pinned),
        released=_new(before.pinned, after.pinned),
        added=_new(after.added, before.added),
        removed=_new(before.added, after.added),
    )


def _new(after: Iterable[Position], before: Iterable[Position]) -> list[Position]:
    return sorted(set(after) - set(before))


def score_of(state: BoardState, optimizer: Optimizer, position: Position) -> float:
    mentee, mentor = state.mentees[position[0]], state.mentors[position[1]]
    waiting = (mentee.has_waited + mentor.has_waited) * state.waiting_points
    training = (mentee.is_trained + mentor.is_trained) * state.training_points
    return max(0.0, optimizer.score_of(position) - waiting - training)
