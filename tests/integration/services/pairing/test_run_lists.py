"""The lists of a match run: which rows each holds, how many, and where a suggestion is."""

import pytest

from mentorship.extensions import db
from mentorship.models import (
    Application,
    MatchRun,
    Round,
    RunState,
    Suggestion,
    SuggestionState,
)
from mentorship.services.pairing import run_lists
from mentorship.services.pairing.run_lists import RunList
from tests.conftest import Applicant

STATES = (
    SuggestionState.PENDING,
    SuggestionState.REJECTED,
    SuggestionState.PENDING,
    SuggestionState.INTRODUCED,
)


def add_run(round_: Round, mentees: list[Application], mentor: Application) -> MatchRun:
    """Add a run whose rows are in the opposite order of their ranks."""
    run = MatchRun(round=round_, seed=1, settings={}, state=RunState.DONE)
    db.session.add_all(
        Suggestion(
            match_run=run,
            mentee=mentee,
            mentor=mentor,
            state=state,
            rank=len(STATES) - index,
            explanation={},
        )
        for index, (mentee, state) in enumerate(zip(mentees, STATES, strict=False))
    )
    db.session.commit()
    return run


@pytest.fixture
def run(a_round: Round, applicant: Applicant) -> MatchRun:
    mentees = [applicant("mentee", f"mentee{number}@example.org") for number in range(5)]
    mentor = applicant("mentor", "mentor@example.org", capacity=5)
    add_run(a_round, mentees, mentor)
    return add_run(a_round, mentees, mentor)


def test_a_list_holds_the_rows_of_its_run_in_order_of_rank(run: MatchRun) -> None:
    def ranks(run_list: RunList) -> list[int]:
        return [row.rank for row in db.session.scalars(run_lists.suggestions_in(run, run_list))]

    assert ranks(RunList.PENDING) == [2, 4]
    assert ranks(RunList.DECIDED) == [1, 3]


def test_the_rows_of_each_list_are_counted(run: MatchRun) -> None:
    assert run_lists.counts(db.session, run) == {
        RunList.PENDING: 2,
        RunList.DECIDED: 2,
    }


def test_the_position_of_a_suggestion_is_that_within_its_list(run: MatchRun) -> None:
    for run_list in RunList:
        rows = db.session.scalars(run_lists.suggestions_in(run, run_list)).all()
        assert [run_lists.position(db.session, row) for row in rows] == [0, 1]
