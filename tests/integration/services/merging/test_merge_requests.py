"""A request to merge two accounts waits for another coordinator than the one who made it."""

from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import MergeRequest, Person
from mentorship.services.merging import merge_requests
from tests.conftest import Applicant
from tests.factories import make_coordinator


def test_a_request_waits_once_for_the_others_until_it_is_cancelled(
    applicant: Applicant, coordinator: Person
) -> None:
    first, second = (applicant("mentee", f"{name}@example.org") for name in "ab")
    other = make_coordinator("second@example.org")
    for pair in ((first, second), (second, first)):
        merge_requests.request_merge(db.session, coordinator, *pair)
    request = merge_requests.request_about(db.session, second, first)
    assert request is not None
    assert db.session.scalars(select(MergeRequest)).all() == [request]
    assert db.session.scalars(merge_requests.requests_to_confirm(coordinator)).all() == []
    assert db.session.scalars(merge_requests.requests_to_confirm(other)).all() == [request]
    merge_requests.cancel_request(db.session, coordinator, second, first)
    assert db.session.scalars(merge_requests.requests_to_confirm(other)).all() == []
