"""Screening results: what recording one changes, and who is almost ready."""

from datetime import date

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    Pair,
    Person,
    Round,
    ScreeningOutcome,
    ScreeningResult,
    ScreeningStep,
    ScreeningUse,
)
from mentorship.services.applications import decisions, screening, screening_steps, submission
from mentorship.services.applications.screening import ResultEntry
from mentorship.services.applications.screening_steps import StepDefinition
from tests.conftest import Applicant
from tests.factories import make_application, make_coordinator, make_round

PASSED, NOT_PASSED = ScreeningOutcome
DAY = date(2026, 5, 4)
REQUIRED, OPTIONAL, NOT_USED = (
    ScreeningUse.REQUIRED, ScreeningUse.OPTIONAL, ScreeningUse.NOT_USED,
)  # fmt: skip


def define(name: str, mentees: ScreeningUse, mentors: ScreeningUse) -> ScreeningStep:
    definition = StepDefinition({"en": name}, for_mentees=mentees, for_mentors=mentors)
    return screening_steps.define(db.session, make_coordinator(), definition)


@pytest.fixture
def interview(coordinator: Person) -> ScreeningStep:
    return define("Interview", REQUIRED, REQUIRED)


@pytest.fixture
def mentor(applicant: Applicant) -> Application:
    return applicant("mentor", "ana@example.org")


def test_the_first_result_begins_the_screening_and_a_later_one_replaces_it(
    mentor: Application, interview: ScreeningStep, coordinator: Person
) -> None:
    for outcome, note in ((NOT_PASSED, "Did not come."), (PASSED, "")):
        entry = ResultEntry(outcome, DAY, note)
        result = screening.record_result(db.session, coordinator, mentor, interview, entry)
        db.session.commit()
        assert mentor.state is ApplicationState.IN_SCREENING
        assert (result.outcome, result.held_on, result.note) == (outcome, DAY, note)
    assert db.session.query(ScreeningResult).count() == 1


@pytest.mark.parametrize("decision", [ApplicationState.ACCEPTED, ApplicationState.WAITLISTED])
def test_a_result_leaves_a_decision_as_it_is(
    mentor: Application, interview: ScreeningStep, coordinator: Person, decision: ApplicationState
) -> None:
    decisions.decide(db.session, coordinator, mentor, decision)
    screening.record_result(db.session, coordinator, mentor, interview, ResultEntry(PASSED, DAY))
    assert mentor.state is decision


def test_a_result_of_somebody_with_a_match_does_not_take_them_out_of_it(
    introduced: Pair, interview: ScreeningStep, coordinator: Person
) -> None:
    mentee = introduced.mentee
    screening.record_result(db.session, coordinator, mentee, interview, ResultEntry(PASSED, DAY))
    assert mentee.state is ApplicationState.SUBMITTED


def test_a_result_recorded_by_mistake_can_be_removed(
    mentor: Application, interview: ScreeningStep, coordinator: Person
) -> None:
    screening.record_result(db.session, coordinator, mentor, interview, ResultEntry(PASSED, DAY))
    for _again in range(2):
        screening.remove_result(db.session, coordinator, mentor, interview)
    assert screening.results_about(db.session, mentor.person) == []


def test_nothing_is_recorded_of_a_withdrawn_application_or_a_step_out_of_use(
    mentor: Application, interview: ScreeningStep, coordinator: Person
) -> None:
    entry = ResultEntry(PASSED, DAY)
    training = define("Training", REQUIRED, NOT_USED)
    with pytest.raises(UserFacingError, match="not used any more"):
        screening.record_result(db.session, coordinator, mentor, training, entry)
    screening_steps.retire(db.session, coordinator, interview)
    with pytest.raises(UserFacingError, match="not used any more"):
        screening.record_result(db.session, coordinator, mentor, interview, entry)
    submission.withdraw(db.session, mentor.person, mentor)
    with pytest.raises(UserFacingError, match="has withdrawn"):
        screening.record_result(db.session, coordinator, mentor, interview, entry)


def test_the_steps_of_somebody_tell_what_is_open_and_what_was_passed_in_an_earlier_round(
    mentor: Application, interview: ScreeningStep, coordinator: Person
) -> None:
    retired = define("Old step", OPTIONAL, OPTIONAL)
    training = define("Training", NOT_USED, OPTIONAL)
    entry = ResultEntry(PASSED, DAY)
    for step in (interview, retired):
        screening.record_result(db.session, coordinator, mentor, step, entry)
    screening_steps.retire(db.session, coordinator, retired)
    states = screening.state_of_steps(db.session, mentor)
    assert [(item.step, item.use, item.is_open) for item in states] == [
        (interview, REQUIRED, False),
        (training, OPTIONAL, False),
        (retired, NOT_USED, False),
    ]
    again = make_application(make_round("Summer"), "mentor", "ana@example.org")
    first, second = screening.state_of_steps(db.session, again)
    assert (first.result, first.is_open) == (None, True)
    assert first.earlier is not None
    assert first.earlier.held_on == DAY
    assert (second.result, second.earlier) == (None, None)


def test_whoever_lacks_one_thing_is_almost_ready_with_the_step_that_is_missing(
    applicant: Applicant, interview: ScreeningStep, coordinator: Person, a_round: Round
) -> None:
    training = define("Training", NOT_USED, REQUIRED)
    mentee = applicant("mentee", "mei@example.org")
    lacks_both, lacks_training, lacks_acceptance, waits, ready = (
        applicant("mentor", f"{name}@example.org") for name in ("a", "b", "c", "d", "e")
    )
    passed = {
        lacks_training: [interview],
        lacks_acceptance: [interview, training],
        ready: [interview, training],
    }
    for application, steps in passed.items():
        for step in steps:
            screening.record_result(
                db.session, coordinator, application, step, ResultEntry(PASSED, DAY)
            )
    decisions.decide(db.session, coordinator, waits, ApplicationState.WAITLISTED)
    decisions.decide(db.session, coordinator, ready, ApplicationState.ACCEPTED)
    found = list(db.session.scalars(screening.almost_ready(a_round)))
    assert found == [mentee, lacks_training, lacks_acceptance]
    assert screening.almost_ready_count(db.session, a_round) == 3
    lacking = screening.open_steps_of(db.session, [*found, lacks_both])
    assert lacking[mentee.id] == [interview]
    assert lacking[lacks_training.id] == [training]
    assert lacking[lacks_acceptance.id] == []
    assert lacking[lacks_both.id] == [interview, training]
    assert submission.pool(db.session, a_round) == [ready]
