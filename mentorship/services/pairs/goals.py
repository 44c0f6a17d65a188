"""The goals that the two of a pair have set themselves: both write them and tick off the steps."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Select, select

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.models import Goal, Pair, Person
from mentorship.services.audit import record
from mentorship.services.entry_versions import version_of
from mentorship.services.pairs.active_pairs import lock_active

MAX_OPEN_GOALS = 10
MAX_STEPS = 10
MAX_GOAL_LENGTH = 200
MAX_STEP_LENGTH = 120
"""Characters of one step."""


@dataclass(frozen=True)
class GoalEntry:
    """What the two enter about a goal; its steps differ from each other."""

    text: str = field(repr=False)
    due_on: date | None
    steps: tuple[str, ...] = field(repr=False)


def add_goal(session: AnySession, person: Person, pair: Pair, entry: GoalEntry) -> Goal:
    """Add a goal; if the same one is open already, return that one.

    So a double tap, a form sent again and two who write the same make one goal.
    """
    lock_active(session, person, pair)
    open_already = open_goals(session, pair)
    for earlier in open_already:
        if entry_of(earlier) == entry:
            return earlier
    _check_room(open_already)
    goal = Goal(pair=pair, text=entry.text, due_on=entry.due_on, steps=_steps(entry))
    session.add(goal)
    record(session, person, "add goal", goal)
    return goal


def change_goal(
    session: AnySession, person: Person, goal: Goal, entry: GoalEntry, shown_version: str
) -> None:
    """Change a goal, unless the other person has changed it since the page was opened.

    A form that asks for what is stored already was sent twice, and has been accepted.
    """
    _lock_goal(session, person, goal)
    before = entry_of(goal)
    if entry == before:
        return
    if shown_version != version_of(before):
        raise UserFacingError(changed_meanwhile())
    goal.text, goal.due_on, goal.steps = entry.text, entry.due_on, _steps(entry, goal.steps)
    record(session, person, "change goal", goal)


def delete_goal(session: AnySession, person: Person, goal: Goal) -> None:
    """Delete a goal, if it still says what it said when it was last read."""
    shown = entry_of(goal)
    _lock_goal(session, person, goal)
    if entry_of(goal) != shown:
        raise UserFacingError(changed_meanwhile())
    record(session, person, "delete goal", goal)
    session.delete(goal)
    session.flush()


def mark_reached(session: AnySession, person: Person, goal: Goal, *, is_reached: bool) -> None:
    """Note that a goal is reached, or is not after all; asked for twice, it is done once."""
    _lock_goal(session, person, goal)
    if (goal.reached_on is not None) == is_reached:
        return
    if not is_reached:
        _check_room(open_goals(session, goal.pair))
    goal.reached_on = today() if is_reached else None
    record(session, person, "reach goal" if is_reached else "reopen goal", goal)


def tick_step(
    session: AnySession, person: Person, goal: Goal, step_text: str, *, is_done: bool
) -> None:
    """Tick a step off, or back; both may do so at once, and it is named by its own words."""
    _lock_goal(session, person, goal)
    ticked = next((step for step in goal.steps if step["text"] == step_text), None)
    if ticked is None:
        raise UserFacingError(changed_meanwhile())
    if (ticked["done_on"] is not None) == is_done:
        return
    changed = {**ticked, "done_on": today().isoformat() if is_done else None}
    goal.steps = [changed if step is ticked else step for step in goal.steps]
    record(session, person, "tick step" if is_done else "untick step", goal)


def goal_of(session: AnySession, pair: Pair, goal_id: int) -> Goal | None:
    return session.scalar(select(Goal).where(Goal.id == goal_id, Goal.pair_id == pair.id))


def open_goals(session: AnySession, pair: Pair) -> list[Goal]:
    """Return the goals that a pair works on, by their day; those without one come last."""
    are_open = select(Goal).where(Goal.pair_id == pair.id, Goal.reached_on.is_(None))
    return list(session.scalars(are_open.order_by(Goal.due_on.is_(None), Goal.due_on, Goal.id)))


def last_reached_first(pair: Pair) -> Select[tuple[Goal]]:
    """Return the query of the goals that a pair has reached."""
    reached = select(Goal).where(Goal.pair_id == pair.id, Goal.reached_on.is_not(None))
    return reached.order_by(Goal.reached_on.desc(), Goal.id.desc())


def goals_of(session: AnySession, pair: Pair) -> list[Goal]:
    return [*open_goals(session, pair), *session.scalars(last_reached_first(pair))]


def entry_of(goal: Goal) -> GoalEntry:
    return GoalEntry(goal.text, goal.due_on, tuple(step["text"] for step in goal.steps))


def gone() -> str:
    return _("This goal is not there any more.")


def changed_meanwhile() -> str:
    return _("This goal has been changed since you opened the page.")


def _lock_goal(session: AnySession, person: Person, goal: Goal) -> None:
    """Lock the pair, and read a goal of theirs as earlier decisions left it."""
    goal_id = goal.id
    lock_active(session, person, goal.pair)
    if session.get(Goal, goal_id, populate_existing=True) is None:
        raise UserFacingError(gone())


def _check_room(open_already: list[Goal]) -> None:
    if len(open_already) >= MAX_OPEN_GOALS:
        raise UserFacingError(
            ngettext(
                "You have %(num)s open goal, which is enough for now. Reach it or delete it first.",
                "You have %(num)s open goals, which is enough for now. Reach or delete one first.",
                MAX_OPEN_GOALS,
            )
        )


def _steps(entry: GoalEntry, before: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Return the steps to store: those with the words of a step from before keep its tick."""
    done = {step["text"]: step["done_on"] for step in before or ()}
    return [{"text": text, "done_on": done.get(text)} for text in entry.steps]
