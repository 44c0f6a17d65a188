"""Who is ready to be matched, by state and by screening steps."""

import pytest

from mentorship.clock import now, today
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    Role,
    Round,
    ScreeningOutcome,
    ScreeningResult,
    ScreeningStep,
    ScreeningUse,
)
from mentorship.services.applications import readiness, submission
from tests.conftest import Applicant


@pytest.fixture
def mentor(applicant: Applicant) -> Application:
    return applicant("mentor", "ana@example.org")


@pytest.fixture
def interview() -> ScreeningStep:
    step = ScreeningStep(
        labels={"en": "Interview"},
        for_mentors=ScreeningUse.REQUIRED,
        for_mentees=ScreeningUse.OPTIONAL,
    )
    db.session.add(step)
    db.session.commit()
    return step


def record_outcome(application: Application, step: ScreeningStep, outcome: str) -> None:
    db.session.add(
        ScreeningResult(
            application=application,
            step=step,
            outcome=ScreeningOutcome(outcome),
            held_on=today(),
        )
    )
    db.session.commit()


@pytest.mark.parametrize("state", ApplicationState)
def test_without_steps_whoever_is_submitted_or_accepted_is_ready(
    state: ApplicationState, mentor: Application, a_round: Round
) -> None:
    mentor.state = state
    db.session.commit()
    is_ready = state in (ApplicationState.SUBMITTED, ApplicationState.ACCEPTED)
    assert submission.pool(db.session, a_round) == ([mentor] if is_ready else [])


@pytest.mark.parametrize("outcome", ["passed", "not_passed", None])
def test_a_required_step_has_to_be_passed(
    outcome: str | None, mentor: Application, applicant: Applicant, interview: ScreeningStep
) -> None:
    record_outcome(applicant("mentor", "luz@example.org"), interview, "passed")
    if outcome:
        record_outcome(mentor, interview, outcome)
    assert readiness.are_ready(db.session, [mentor]) is (outcome == "passed")


def test_a_step_is_required_of_one_role_alone_and_until_it_is_retired(
    mentor: Application, applicant: Applicant, interview: ScreeningStep, a_round: Round
) -> None:
    applicant("mentee", "mei@example.org")
    assert readiness.ready_counts(db.session, a_round) == {Role.MENTEE: 1}
    interview.retired_at = now()
    db.session.flush()
    assert readiness.ready_counts(db.session, a_round) == {Role.MENTEE: 1, Role.MENTOR: 1}
