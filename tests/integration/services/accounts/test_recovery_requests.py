"""Two coordinators together let somebody choose a new password; neither does alone."""

from datetime import timedelta

import pytest
from flask import Flask

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    ADMINISTRATOR,
    AuditEntry,
    Identification,
    Person,
    RecoveryRequest,
    RecoveryState,
)
from mentorship.services.accounts import people, recovery_requests, signed_links, staff
from mentorship.services.accounts.signed_links import LinkKind
from tests.factories import make_coordinator, make_person


@pytest.fixture
def mei(app: Flask) -> Person:
    return make_person("mei-1234", "password", "two_factor")


@pytest.fixture
def colleague(app: Flask) -> Person:
    return make_coordinator("colleague@example.org")


@pytest.fixture
def request_(mei: Person, coordinator: Person) -> RecoveryRequest:
    return ask(coordinator, mei)


def ask(coordinator: Person, person: Person) -> RecoveryRequest:
    return recovery_requests.ask(
        db.session, coordinator, person, Identification.VIDEO, lost_two_factor=True
    )


def test_the_link_of_a_confirmed_request_works_once(
    request_: RecoveryRequest, mei: Person, coordinator: Person, colleague: Person
) -> None:
    recovery_requests.confirm(db.session, colleague, request_)
    token = recovery_requests.make_link(db.session, coordinator, request_)
    person = signed_links.use_token(db.session, LinkKind.RECOVERY, token)
    assert person is mei
    assert recovery_requests.use(db.session, mei)
    assert not mei.has_two_factor
    assert request_.state is RecoveryState.USED
    assert signed_links.use_token(db.session, LinkKind.RECOVERY, token) is None
    assert not recovery_requests.use(db.session, mei)
    recorded = {
        (entry.action, entry.actor_id)
        for entry in db.session.query(AuditEntry).filter_by(subject_id=mei.id)
    }
    assert {
        ("ask for recovery", coordinator.id),
        ("confirm recovery", colleague.id),
        ("make recovery link", coordinator.id),
        ("use recovery link", mei.id),
    } <= recorded
    assert recovery_requests.confirmed_for(db.session, mei) == [request_]


def test_nobody_confirms_their_own_request_or_gets_a_link_alone(
    request_: RecoveryRequest, coordinator: Person, colleague: Person
) -> None:
    with pytest.raises(UserFacingError):
        recovery_requests.confirm(db.session, coordinator, request_)
    with pytest.raises(UserFacingError):
        recovery_requests.make_link(db.session, coordinator, request_)
    recovery_requests.confirm(db.session, colleague, request_)
    with pytest.raises(UserFacingError):
        recovery_requests.make_link(db.session, colleague, request_)


def test_two_factor_stays_for_somebody_who_still_has_it(
    mei: Person, coordinator: Person, colleague: Person
) -> None:
    item = recovery_requests.ask(
        db.session, coordinator, mei, Identification.PHONE, lost_two_factor=False
    )
    recovery_requests.confirm(db.session, colleague, item)
    assert recovery_requests.use(db.session, mei)
    assert mei.has_two_factor


def test_a_second_request_is_the_one_that_waits(
    request_: RecoveryRequest, mei: Person, colleague: Person
) -> None:
    assert ask(colleague, mei) is request_
    assert recovery_requests.open_requests(db.session) == [request_]


def test_a_closed_request_ends_its_link(
    request_: RecoveryRequest, mei: Person, coordinator: Person, colleague: Person
) -> None:
    recovery_requests.confirm(db.session, colleague, request_)
    token = recovery_requests.make_link(db.session, coordinator, request_)
    recovery_requests.close(db.session, colleague, request_)
    assert signed_links.person_with_token(db.session, LinkKind.RECOVERY, token) is None
    assert not recovery_requests.use(db.session, mei)
    with pytest.raises(UserFacingError, match="ended"):
        recovery_requests.close(db.session, coordinator, request_)
    assert recovery_requests.ended_requests(db.session) == [request_]


def test_a_request_ends_by_itself(request_: RecoveryRequest, colleague: Person) -> None:
    request_.created_at = now() - timedelta(days=3)
    db.session.flush()
    assert request_.state is RecoveryState.EXPIRED
    assert recovery_requests.open_requests(db.session) == []
    with pytest.raises(UserFacingError, match="ended"):
        recovery_requests.confirm(db.session, colleague, request_)


def test_two_coordinators_cannot_open_the_account_of_somebody_who_works_here(
    coordinator: Person, mei: Person
) -> None:
    staff.give_role(db.session, None, mei, ADMINISTRATOR)
    with pytest.raises(UserFacingError, match="works here"):
        ask(coordinator, mei)


def test_a_link_does_not_open_the_account_of_somebody_who_has_come_to_work_here(
    request_: RecoveryRequest, mei: Person, coordinator: Person, colleague: Person
) -> None:
    recovery_requests.confirm(db.session, colleague, request_)
    staff.give_role(db.session, None, mei, ADMINISTRATOR)
    assert not recovery_requests.use(db.session, mei)
    assert request_.state is RecoveryState.CONFIRMED


def test_nobody_is_helped_who_has_no_account_to_open(coordinator: Person, mei: Person) -> None:
    people.deactivate(db.session, mei)
    for person in (mei, make_person("imported@example.org")):
        with pytest.raises(UserFacingError, match="no account"):
            ask(coordinator, person)
