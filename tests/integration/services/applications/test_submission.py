"""Withdrawing an application, and sending it again."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ApplicationState, AuditEntry, Pair, PairState, Person, Suggestion
from mentorship.services.applications import decisions, submission
from mentorship.services.applications.submission import current_notice
from mentorship.services.pairing import pair_constraints
from tests.conftest import Applicant


@pytest.mark.parametrize("decision", [None, *decisions.ACTIONS])
def test_sending_again_returns_to_the_decision_without_asking_the_audit_log(
    applicant: Applicant, coordinator: Person, decision: ApplicationState | None
) -> None:
    application = applicant("mentee", "mei@example.org")
    if decision is not None:
        decisions.decide(db.session, coordinator, application, decision)
    submission.withdraw(db.session, application.person, application)
    db.session.query(AuditEntry).delete()
    submission.accept_submission(db.session, application, current_notice())
    assert application.state is (decision or ApplicationState.SUBMITTED)


def test_withdrawing_again_ends_what_still_lives(introduced: Pair, coordinator: Person) -> None:
    introduced.mentee.state = ApplicationState.WITHDRAWN
    db.session.commit()
    submission.withdraw(db.session, coordinator, introduced.mentee)
    assert introduced.state is PairState.CLOSED


def test_withdrawing_removes_pins(suggested: Suggestion, coordinator: Person) -> None:
    pair_constraints.pin(db.session, coordinator, suggested)
    submission.withdraw(db.session, suggested.mentor.person, suggested.mentor)
    assert not pair_constraints.is_pinned(db.session, suggested)
    with pytest.raises(UserFacingError, match="no longer takes part"):
        pair_constraints.pin(db.session, coordinator, suggested)
