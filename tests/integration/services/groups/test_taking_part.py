"""Whoever takes part has sent an application, or is matched; who only works here does not."""

import pytest

from mentorship.extensions import db
from mentorship.models import ApplicationState, Pair
from mentorship.services.groups.taking_part import takes_part
from tests.conftest import Applicant
from tests.factories import make_coordinator, make_person


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ApplicationState.SUBMITTED, True),
        (ApplicationState.ACCEPTED, True),
        (ApplicationState.DRAFT, False),
        (ApplicationState.WAITLISTED, False),
        (ApplicationState.WITHDRAWN, False),
    ],
)
def test_an_application_counts_by_its_state(
    applicant: Applicant, state: ApplicationState, expected: bool
) -> None:
    application = applicant("mentee", "mei@example.org")
    application.state = state
    assert takes_part(db.session, application.person) is expected


def test_whoever_is_matched_takes_part_whatever_became_of_the_application(pair: Pair) -> None:
    pair.mentor.state = ApplicationState.WITHDRAWN
    assert takes_part(db.session, pair.mentor.person)


def test_staff_and_whoever_has_only_an_account_do_not(pair: Pair) -> None:
    assert not takes_part(db.session, make_coordinator("staff@example.org"))
    assert not takes_part(db.session, make_person("ana@example.org", "password"))
