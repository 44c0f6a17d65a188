"""Who works here: what a role gives and takes, and that an administrator remains."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ADMINISTRATOR, APPLICANT, COORDINATOR, STAFF_ROLES, Passkey, Person
from mentorship.services.accounts import people, staff, two_factor
from tests.conftest import SignIn
from tests.factories import make_administrator, make_person
from tests.page_forms import hidden_fields


def factors(person: Person) -> tuple[bool, int, int]:
    return person.totp_secret is not None, len(person.passkeys), len(person.recovery_codes)


@pytest.fixture
def mei(app: Flask) -> Person:
    """Somebody with an app, a passkey and recovery codes."""
    person = make_person("mei@example.org", "password", "two_factor")
    two_factor.new_recovery_codes(db.session, person)
    person.passkeys.append(
        Passkey(
            key_ids=[person.key_id],
            credential_index=b"1",
            credential={"id": "", "public_key": ""},
        )
    )
    db.session.commit()
    return person


@pytest.mark.parametrize("works_here", [False, True])
@pytest.mark.parametrize("role", STAFF_ROLES)
def test_whoever_is_given_a_role_loses_all_factors_and_sessions(
    mei: Person, role: str, works_here: bool
) -> None:
    if works_here:
        mei.roles.append(people.role_named(db.session, role))
    before = mei.fs_uniquifier
    staff.give_role(db.session, None, mei, role)
    assert factors(mei) == (False, 0, 0)
    assert mei.fs_uniquifier != before
    assert sorted(item.name for item in mei.roles) == sorted([APPLICANT, role])


def test_whoever_loses_a_role_is_signed_out_and_stays_an_applicant(coordinator: Person) -> None:
    before = coordinator.fs_uniquifier
    staff.take_role(db.session, None, coordinator, COORDINATOR)
    assert [role.name for role in coordinator.roles] == [APPLICANT]
    assert coordinator.fs_uniquifier != before


def test_the_last_administrator_who_can_sign_in_stays_one(app: Flask) -> None:
    first, second = make_administrator(), make_administrator("second@example.org")
    people.deactivate(db.session, second)
    with pytest.raises(UserFacingError, match="last administrator"):
        staff.take_role(db.session, first, first, ADMINISTRATOR)
    people.activate(db.session, second)
    staff.take_role(db.session, second, first, ADMINISTRATOR)
    assert [staff.roles_of(person) for person in (first, second)] == [[], [ADMINISTRATOR]]


def test_the_list_of_staff_holds_nobody_else(mei: Person, coordinator: Person) -> None:
    administrator = make_administrator()
    assert staff.members(db.session) == [coordinator, administrator]
    assert staff.coordinators(db.session) == [coordinator]
    assert staff.member_with_id(db.session, mei.id) is None
    assert staff.member_with_id(db.session, coordinator.id) is coordinator
    assert staff.count_with_role(db.session, COORDINATOR) == 1


@pytest.mark.usefixtures("each_database")
def test_two_administrators_who_end_each_others_access_leave_one(
    app: Flask, sign_in: SignIn
) -> None:
    people = [make_administrator(), make_administrator("second@example.org")]
    barrier, clients = Barrier(len(people)), [sign_in(person) for person in people]
    pages = [f"/settings/staff/{person.id}/end-access" for person in reversed(people)]
    forms = [
        hidden_fields(client, page) | {"roles": ADMINISTRATOR}
        for client, page in zip(clients, pages, strict=True)
    ]

    def end_the_others_access(index: int) -> int:
        barrier.wait()
        return clients[index].post(pages[index], data=forms[index]).status_code

    with ThreadPoolExecutor(len(people)) as threads:
        statuses = list(threads.map(end_the_others_access, range(len(people))))
    db.session.rollback()
    assert max(statuses) < 500
    assert staff.count_with_role(db.session, ADMINISTRATOR) == 1
