"""Goals and ticks of both people are kept, however often and however close together they act."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Goal, Pair, Person
from mentorship.services.entry_versions import version_of
from mentorship.services.pairs import closing, goals
from mentorship.services.pairs.goals import GoalEntry, entry_of

BUY, COOK = "Buy corn husks", "Cook them"
ENTRY = GoalEntry("Cook tamales", date(2027, 3, 1), (BUY, COOK))
OTHER = replace(ENTRY, text="Cook pupusas")
Act = Callable[[Session, Person, Goal], object]
CHANGES: list[Act] = [
    lambda session, person, goal: goals.change_goal(
        session, person, goal, OTHER, version_of(ENTRY)
    ),
    lambda session, person, goal: goals.tick_step(session, person, goal, BUY, is_done=True),
    lambda session, person, goal: goals.mark_reached(session, person, goal, is_reached=True),
    goals.delete_goal,
]


@pytest.fixture
def goal(pair: Pair, mentee: Person) -> Goal:
    goal = goals.add_goal(db.session, mentee, pair, ENTRY)
    db.session.commit()
    return goal


def ticked(goal: Goal) -> dict[str, bool]:
    db.session.commit()
    return {step["text"]: step["done_on"] is not None for step in goal.steps}


def actions() -> list[str]:
    recorded = select(AuditEntry.action).where(AuditEntry.subject == "goal")
    return list(db.session.scalars(recorded.order_by(AuditEntry.id)))


def read(goal: Goal) -> None:
    """Let this session be that of a request that has read the goal, and not locked it yet."""
    assert entry_of(goal) == ENTRY
    db.session().expire_on_commit = False


def by_the_other(pair: Pair, act: Act) -> None:
    """Let the mentor act in another session, between what this one has read and its lock."""
    ids = pair.mentor.person_id, db.session.scalars(select(Goal.id)).one()
    db.session.commit()
    with Session(db.engine) as other:
        act(other, other.get_one(Person, ids[0]), other.get_one(Goal, ids[1]))
        other.commit()


def test_a_goal_sent_twice_or_by_both_is_one_goal(
    pair: Pair, mentee: Person, mentor: Person, goal: Goal
) -> None:
    goals.tick_step(db.session, mentee, goal, BUY, is_done=True)
    for person in (mentee, mentor):
        assert goals.add_goal(db.session, person, pair, ENTRY) is goal
    assert goals.goals_of(db.session, pair) == [goal]


def test_a_goal_that_was_reached_can_be_set_again(pair: Pair, mentee: Person, goal: Goal) -> None:
    goals.mark_reached(db.session, mentee, goal, is_reached=True)
    again = goals.add_goal(db.session, mentee, pair, ENTRY)
    assert goals.goals_of(db.session, pair) == [again, goal]


def test_open_goals_come_by_their_day_and_reached_ones_last(
    pair: Pair, mentee: Person, goal: Goal
) -> None:
    entries = [
        GoalEntry(text, due_on, ())
        for text, due_on in (
            ("Some day", None), ("Sooner", date(2027, 1, 1)), ("Reached", date(2026, 1, 1)),
        )
    ]  # fmt: skip
    *_others, reached = [goals.add_goal(db.session, mentee, pair, entry) for entry in entries]
    goals.mark_reached(db.session, mentee, reached, is_reached=True)
    in_order = [item.text for item in goals.goals_of(db.session, pair)]
    assert in_order == ["Sooner", "Cook tamales", "Some day", "Reached"]


def test_changed_words_keep_the_ticks_of_unchanged_steps(
    mentee: Person, mentor: Person, goal: Goal
) -> None:
    goals.tick_step(db.session, mentee, goal, BUY, is_done=True)
    changed = replace(ENTRY, steps=("Invite Ana", BUY, "Cook them together"), due_on=None)
    goals.change_goal(db.session, mentor, goal, changed, version_of(ENTRY))
    assert entry_of(goal) == changed
    assert ticked(goal) == {"Invite Ana": False, BUY: True, "Cook them together": False}


def test_of_two_who_change_a_goal_the_second_is_told(
    pair: Pair, mentee: Person, goal: Goal
) -> None:
    own, shown = replace(ENTRY, text="Bake bread"), version_of(entry_of(goal))
    by_the_other(
        pair, lambda session, person, goal: goals.change_goal(session, person, goal, OTHER, shown)
    )
    with pytest.raises(UserFacingError, match="has been changed since"):
        goals.change_goal(db.session, mentee, goal, own, shown)
    assert entry_of(goal) == OTHER
    goals.change_goal(db.session, mentee, goal, OTHER, shown)  # both wrote the same
    assert actions() == ["add goal", "change goal"]


def test_ticks_of_both_at_once_are_both_kept(pair: Pair, mentee: Person, goal: Goal) -> None:
    assert ticked(goal) == {BUY: False, COOK: False}
    by_the_other(
        pair,
        lambda session, person, goal: goals.tick_step(session, person, goal, COOK, is_done=True),
    )
    goals.tick_step(db.session, mentee, goal, BUY, is_done=True)
    assert ticked(goal) == {BUY: True, COOK: True}


def test_a_tick_at_the_same_moment_as_a_change_loses_neither(
    pair: Pair, mentee: Person, goal: Goal
) -> None:
    changed = replace(ENTRY, steps=(COOK, BUY))
    by_the_other(
        pair,
        lambda session, person, goal: goals.change_goal(
            session, person, goal, changed, version_of(ENTRY)
        ),
    )
    goals.tick_step(db.session, mentee, goal, BUY, is_done=True)
    assert ticked(goal) == {COOK: False, BUY: True}
    assert entry_of(goal) == changed


def test_a_second_tick_changes_nothing_and_one_back_takes_it_back(
    mentee: Person, mentor: Person, goal: Goal
) -> None:
    for person in (mentee, mentor):
        goals.tick_step(db.session, person, goal, BUY, is_done=True)
    assert ticked(goal)[BUY]
    for _ in range(2):
        goals.tick_step(db.session, mentor, goal, BUY, is_done=False)
    assert not ticked(goal)[BUY]
    assert actions() == ["add goal", "tick step", "untick step"]


def test_a_step_that_is_not_there_any_more_is_not_ticked(mentee: Person, goal: Goal) -> None:
    with pytest.raises(UserFacingError, match="has been changed since"):
        goals.tick_step(db.session, mentee, goal, "Sell them", is_done=True)


def test_a_goal_is_reached_once_and_can_be_open_again(
    mentee: Person, mentor: Person, goal: Goal
) -> None:
    for person in (mentee, mentor):
        goals.mark_reached(db.session, person, goal, is_reached=True)
    assert goal.reached_on is not None
    for person in (mentee, mentor):
        goals.mark_reached(db.session, person, goal, is_reached=False)
    assert goal.reached_on is None
    assert actions() == ["add goal", "reach goal", "reopen goal"]


def test_a_goal_that_the_other_changed_at_that_moment_is_not_deleted(
    pair: Pair, mentee: Person, goal: Goal
) -> None:
    read(goal)
    by_the_other(
        pair,
        lambda session, person, goal: goals.change_goal(
            session, person, goal, OTHER, version_of(ENTRY)
        ),
    )
    with pytest.raises(UserFacingError, match="has been changed since"):
        goals.delete_goal(db.session, mentee, goal)
    goals.delete_goal(db.session, mentee, goal)
    assert goals.goals_of(db.session, pair) == []


@pytest.mark.parametrize("act", CHANGES)
def test_a_goal_that_the_other_deleted_at_that_moment_is_said_to_be_gone(
    pair: Pair, mentee: Person, goal: Goal, act: Act
) -> None:
    read(goal)
    by_the_other(pair, goals.delete_goal)
    with pytest.raises(UserFacingError, match="not there any more"):
        act(db.session(), mentee, goal)


def test_more_open_goals_than_the_limit_are_refused_until_one_is_reached(
    pair: Pair, mentee: Person, goal: Goal
) -> None:
    for number in range(goals.MAX_OPEN_GOALS - 1):
        goals.add_goal(db.session, mentee, pair, GoalEntry(f"Goal {number}", None, ()))
    another = GoalEntry("Another", None, ())
    with pytest.raises(UserFacingError, match="enough for now"):
        goals.add_goal(db.session, mentee, pair, another)
    goals.mark_reached(db.session, mentee, goal, is_reached=True)
    goals.add_goal(db.session, mentee, pair, another)
    with pytest.raises(UserFacingError, match="enough for now"):
        goals.mark_reached(db.session, mentee, goal, is_reached=False)


@pytest.mark.parametrize("act", CHANGES)
def test_nothing_about_a_goal_changes_after_the_end(
    pair: Pair, mentee: Person, coordinator: Person, goal: Goal, act: Act
) -> None:
    closing.end(db.session, coordinator, pair)
    with pytest.raises(UserFacingError, match="ended already"):
        act(db.session(), mentee, goal)
    with pytest.raises(UserFacingError, match="ended already"):
        goals.add_goal(db.session, mentee, pair, OTHER)
    assert actions() == ["add goal"]
