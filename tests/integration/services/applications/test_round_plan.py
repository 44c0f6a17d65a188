"""Creating and changing rounds, and moving them from state to state."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, PairState, Person, Round, RoundState
from mentorship.services.applications import round_plan, rounds
from mentorship.services.applications.round_plan import RoundPlan


@pytest.mark.parametrize("name", ["", "   ", "x" * (round_plan.MAX_NAME_LENGTH + 1)])
def test_a_round_needs_a_name_of_at_most_eighty_characters(app: Flask, name: str) -> None:
    with pytest.raises(UserFacingError, match="1 to 80 characters"):
        round_plan.create(db.session, None, RoundPlan(name))
    longest = RoundPlan("字" * round_plan.MAX_NAME_LENGTH)
    assert round_plan.create(db.session, None, longest).state is RoundState.PLANNED


@pytest.mark.usefixtures("each_database")
def test_of_two_rounds_of_one_name_the_first_is_stored(app: Flask) -> None:
    round_ = round_plan.create(db.session, None, RoundPlan("Spring" + " " * 100))
    assert round_.name == "Spring"
    db.session.commit()
    with pytest.raises(UserFacingError, match="called Spring already"):
        round_plan.create(db.session, None, RoundPlan(" Spring"))
    db.session.rollback()
    assert db.session.query(Round).all() == [rounds.round_named(db.session, "Spring")]


def test_a_renamed_round_keeps_its_name_if_another_has_the_new_one(
    a_round: Round, coordinator: Person
) -> None:
    round_plan.create(db.session, coordinator, RoundPlan("Autumn"))
    db.session.commit()
    with pytest.raises(UserFacingError, match="called Autumn already"):
        round_plan.change(db.session, coordinator, a_round, RoundPlan("Autumn"))
    db.session.rollback()
    changed = RoundPlan("Winter", closes_on=date(2031, 1, 1), ends_on=date(2031, 12, 1))
    round_plan.change(db.session, coordinator, a_round, changed)
    assert (a_round.name, a_round.closes_on, a_round.opens_on) == ("Winter", date(2031, 1, 1), None)


def test_days_out_of_order_are_refused(a_round: Round, coordinator: Person) -> None:
    plan = RoundPlan("Spring", closes_on=date(2030, 2, 1), ends_on=date(2030, 1, 1))
    with pytest.raises(UserFacingError, match="one after the other"):
        round_plan.change(db.session, coordinator, a_round, plan)


def test_a_round_moves_through_all_states_and_back(app: Flask, coordinator: Person) -> None:
    round_ = round_plan.create(db.session, coordinator, RoundPlan("Spring"))
    for state in list(RoundState)[1:]:
        round_plan.move_forward(db.session, coordinator, round_)
        assert round_.state is state
    with pytest.raises(UserFacingError, match="any further"):
        round_plan.move_forward(db.session, coordinator, round_)
    for state in reversed(list(RoundState)[:-1]):
        round_plan.move_back(db.session, coordinator, round_)
        assert round_.state is state
    with pytest.raises(UserFacingError, match="any further"):
        round_plan.move_back(db.session, coordinator, round_)
    actions = [entry.action for entry in db.session.query(AuditEntry).filter_by(subject="round")]
    assert actions[:2] == ["create round", "move round to open"]


def test_of_two_moves_at_once_the_second_moves_nothing(a_round: Round, coordinator: Person) -> None:
    assert a_round.state is RoundState.OPEN, "as both requests saw it"
    with Session(db.engine) as other_session:
        other_session.get_one(Round, a_round.id).state = RoundState.MATCHING
        other_session.commit()
    with pytest.raises(UserFacingError, match="any further"):
        round_plan.move_forward(db.session, coordinator, a_round)


def test_a_round_is_archived_only_after_its_matches_have_ended(
    introduced: Pair, coordinator: Person
) -> None:
    round_ = introduced.mentee.round
    round_.state = RoundState.MEETING
    with pytest.raises(UserFacingError, match="1 introduction or match of this round"):
        round_plan.move_forward(db.session, coordinator, round_)
    introduced.state = PairState.CLOSED
    round_plan.move_forward(db.session, coordinator, round_)
    assert round_.state is RoundState.ARCHIVED
    assert rounds.current_rounds(db.session) == []
