"""Waitlisting and reinstating applications, and sending a withdrawn one again."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ApplicationState, AuditEntry, Pair, PairState, Person, Suggestion
from mentorship.services.applications import submission
from mentorship.services.applications.submission import PRIVACY_NOTICE
from mentorship.services.pairing import pair_constraints
from tests.conftest import Applicant


@pytest.mark.parametrize(
    ("reinstated", "state"),
    [(False, ApplicationState.WAITLISTED), (True, ApplicationState.SUBMITTED)],
)
def test_sending_again_restores_the_waitlist_without_asking_the_audit_log(
    applicant: Applicant, coordinator: Person, reinstated: bool, state: ApplicationState
) -> None:
    application = applicant("mentee", "mei@example.org")
    submission.waitlist(db.session, coordinator, application)
    if reinstated:
        submission.reinstate(db.session, coordinator, application)
    submission.withdraw(db.session, application.person, application)
    db.session.query(AuditEntry).delete()
    submission.accept_submission(db.session, application, PRIVACY_NOTICE)
    assert application.state is state


def test_only_an_application_on_the_waitlist_can_be_reinstated(
    applicant: Applicant, coordinator: Person
) -> None:
    application = applicant("mentee", "mei@example.org")
    with pytest.raises(UserFacingError, match="not on the waitlist"):
        submission.reinstate(db.session, coordinator, application)
    submission.waitlist(db.session, coordinator, application)
    with pytest.raises(UserFacingError, match="not waiting to be matched"):
        submission.waitlist(db.session, coordinator, application)


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
