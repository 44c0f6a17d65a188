"""A run can be repeated from its stored input, and gives the same pairs and explanations."""

from typing import Any

import pytest
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import (
    MatchRun,
    Person,
    Round,
    RunInput,
)
from mentorship.privacy.sealed_rows import delete_with_keys
from mentorship.services.applications import submission
from mentorship.services.pairing import suggestions
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.run_analysis.repeat import Repetition, repeat
from tests.conftest import Applicant
from tests.factories import make_match_run, reject


@pytest.fixture
def run(a_round: Round, applicant: Applicant) -> MatchRun:
    for number in range(3):
        applicant("mentee", f"mentee{number}@example.org")
    applicant("mentor", "ana@example.org", "latino")
    applicant("mentor", "rosa@example.org", "latino", topics=["media"])
    return make_match_run(a_round)


def test_the_same_input_settings_and_seed_give_the_same_result(
    run: MatchRun, a_round: Round, applicant: Applicant, coordinator: Person
) -> None:
    first, second = suggestions.suggestions_of(db.session, run)
    reject(first, coordinator)
    submission.withdraw(db.session, second.mentee.person, second.mentee)
    applicant("mentor", "new@example.org", "latino")
    db.session.commit()
    assert repeat(db.session, run) is Repetition.SAME, "what is decided later changes nothing"


def test_another_result_is_found_to_its_last_digit(run: MatchRun) -> None:
    first, _second = suggestions.suggestions_of(db.session, run)
    first.explanation = {**first.explanation, "score": first.explanation["score"] + 1e-12}
    db.session.commit()
    assert repeat(db.session, run) is Repetition.OTHER_RESULT


def test_a_changed_input_is_found_by_its_hash(run: MatchRun) -> None:
    run_input = db.session.scalars(select(RunInput)).one()
    run_input.banned = [[1, 4]]
    db.session.commit()
    assert repeat(db.session, run) is Repetition.OTHER_INPUT


def test_without_the_input_nothing_can_be_repeated(run: MatchRun) -> None:
    delete_with_keys(db.session, select(RunInput))
    db.session.commit()
    assert repeat(db.session, run) is Repetition.NO_INPUT


def test_the_input_of_a_run_that_somebody_left_meanwhile_is_not_kept(
    a_round: Round, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    match = match_round.match_round

    def leave_meanwhile(*arguments: Any) -> object:
        result = match(*arguments)
        submission.withdraw(db.session, leaving.person, leaving)
        db.session.commit()
        return result

    with monkeypatch.context() as changed:
        changed.setattr(match_round, "match_round", leave_meanwhile)
        run = make_match_run(a_round)
    assert run.suggested == 0
    assert repeat(db.session, run) is Repetition.NO_INPUT
