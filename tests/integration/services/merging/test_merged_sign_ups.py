"""A person whose two accounts signed up for one event keeps the place that one of them had."""

import pytest

from mentorship.extensions import db
from mentorship.models import EventSignUp, Person, SignUpState
from tests.conftest import Applicant
from tests.event_factories import make_event, make_member, sign_up
from tests.integration.services.merging.test_merge import do_merge


@pytest.mark.parametrize("first", ["kept", "other"])
@pytest.mark.parametrize("capacity", [None, 1])
def test_of_two_sign_ups_the_one_with_a_place_stays_else_the_older_one(
    applicant: Applicant, coordinator: Person, first: str, capacity: int | None
) -> None:
    kept, other = applicant("mentee", "kept@example.org"), applicant("mentee", "other@example.org")
    event = make_event(coordinator, capacity=capacity)
    order = [kept, other] if first == "kept" else [other, kept]
    for application, alias in zip(order, ("First", "Second"), strict=True):
        sign_up(application.person, event, alias)
    person = do_merge(kept, other)
    (row,) = db.session.query(EventSignUp)
    assert (row.person_id, row.alias, row.state) == (person.id, "First", SignUpState.GOING)


def test_a_place_is_not_lost_to_a_sign_up_that_waits(
    applicant: Applicant, coordinator: Person
) -> None:
    kept, other = applicant("mentee", "kept@example.org"), applicant("mentee", "other@example.org")
    event = make_event(coordinator, capacity=1)
    waited_longest = make_member()
    sign_up(other.person, event)
    sign_up(waited_longest, event)
    sign_up(kept.person, event)
    person = do_merge(kept, other)
    rows = db.session.query(EventSignUp).order_by(EventSignUp.id)
    assert [(row.person_id, row.state) for row in rows] == [
        (person.id, SignUpState.GOING),
        (waited_longest.id, SignUpState.WAITING),
    ]
