"""The final match counts what people said, and keeps apart who would rather not meet again."""

from typing import Any

import pytest

from mentorship.extensions import db
from mentorship.models import MatchRun, Person, Round, RunInput, RunState, Suggestion
from mentorship.services.board import boards
from mentorship.services.pairing import match_runs
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.run_analysis.repeat import Repetition, repeat
from tests.conftest import Applicant
from tests.factories import make_match_run
from tests.integration.services.conversations.conftest import (
    People,
    Propose,
    answer,
    invite_all,
)


@pytest.fixture
def invited(people: People, propose: Propose, a_round: Round, coordinator: Person) -> People:
    propose()
    invite_all(a_round, coordinator)
    return people


def suggested(run: MatchRun) -> dict[str, tuple[str, dict[str, Any]]]:
    rows = db.session.query(Suggestion).filter_by(match_run_id=run.id)
    return {item.mentee.profile.name: (item.mentor.profile.name, item.explanation) for item in rows}


def input_of(run: MatchRun) -> RunInput:
    return db.session.query(RunInput).filter_by(match_run_id=run.id).one()


@pytest.mark.usefixtures("each_database")
def test_the_final_match_brings_those_together_who_both_want_it(
    invited: People, a_round: Round
) -> None:
    for mentee, mentor in (("ana", "diego"), ("bo", "carla")):
        answer(invited, mentee, mentor, 5)
        answer(invited, mentor, mentee, 5)
    answer(invited, "ana", "carla", 2)
    run = make_match_run(a_round)
    result = suggested(run)
    assert {mentee: mentor for mentee, (mentor, _why) in result.items()} == {
        "ana": "diego",
        "bo": "carla",
    }
    why = result["ana"][1]
    assert why["conversation"] == {"answers": 2, "lowest": 5}
    assert why["score"] >= why["first_score"]
    # The same input gives the same run, and the board goes on with the scores that counted.
    assert len(input_of(run).conversations) == 3
    assert repeat(db.session, run) is Repetition.SAME
    board = boards.board_of(db.session, run)
    assert board is not None
    opened = boards.open_board(board)
    ana = opened.state.position(invited["ana"].id, invited["diego"].id)
    assert opened.optimizer.score_of(ana) == pytest.approx(why["score"])


def test_whoever_would_rather_not_is_kept_apart_in_this_run_and_has_no_ban(
    invited: People, a_round: Round
) -> None:
    for mentor in ("carla", "diego"):
        answer(invited, mentor, "ana", 1)
    run = make_match_run(a_round)
    assert set(suggested(run)) == {"bo"}
    assert {pair[0] for pair in input_of(run).banned} == {invited["ana"].id}
    again = match_runs.request_run(db.session, None, a_round, counts_conversations=False)
    db.session.commit()
    match_runs.perform(db.session, again.id)
    assert set(suggested(again)) == {"ana", "bo"}
    assert input_of(again).conversations == []


def test_people_who_talked_to_nobody_are_matched_by_their_first_scores(
    invited: People, a_round: Round, applicant: Applicant
) -> None:
    for mentor in ("carla", "diego"):
        answer(invited, "ana", mentor, 4)
    applicant("mentee", "new@example.org")
    applicant("mentor", "fresh@example.org", "latino")
    result = suggested(make_match_run(a_round))
    assert set(result) == {"ana", "bo", "new"}
    without_talk = [why for mentor, why in result.values() if mentor == "fresh"]
    assert all("conversation" not in why for why in without_talk)


def test_without_answers_a_run_is_as_if_there_were_no_conversations(
    invited: People, a_round: Round
) -> None:
    run = make_match_run(a_round)
    assert "counts_conversations" not in run.settings
    assert all("conversation" not in why for _mentor, why in suggested(run).values())


def test_an_answer_that_comes_while_the_run_computes_is_counted(
    invited: People, a_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(invited, "bo", "diego", 3)
    compute = match_round.match_round
    calls: list[Any] = []

    def slow(*arguments: Any) -> Any:
        result = compute(*arguments)
        if not calls:
            answer(invited, "carla", "ana", 1)
            answer(invited, "diego", "ana", 1)
        calls.append(result)
        return result

    monkeypatch.setattr(match_round, "match_round", slow)
    run = make_match_run(a_round)
    assert (run.state, len(calls)) == (RunState.DONE, 2)
    assert "ana" not in suggested(run)
