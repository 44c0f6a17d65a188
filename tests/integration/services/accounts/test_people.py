"""One person for one name; what an account keeps and loses when its rights change."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import APPLICANT, AccountRole, Passkey, Person
from mentorship.services.accounts import passwords, people, two_factor
from tests.factories import PASSWORD, make_person

MARGIN = timedelta(minutes=1)


@pytest.mark.parametrize("spelling", ["MEI@Example.org", " mei@example.org ", "ｍｅｉ@example.org"])
def test_every_spelling_of_a_name_finds_the_same_person(app: Flask, spelling: str) -> None:
    mei = make_person("mei@example.org")
    assert people.person_named(db.session, spelling) is mei
    assert people.person_for(db.session, spelling) is mei
    assert people.person_named(db.session, "mei") is None


def test_one_address_gets_one_account_when_two_requests_create_it_at_once(app: Flask) -> None:
    assert people.person_named(db.session, "mei@example.org") is None  # as both requests saw it
    with Session(db.engine) as other_session:
        people.person_for(other_session, "mei@example.org")
        other_session.commit()
    with pytest.raises(IntegrityError) as raised:
        people._new_applicant(db.session, "MEI@example.org")
    db.session.rollback()
    assert "mei" not in str(raised.value).lower(), "an error that is logged names nobody"
    assert db.session.query(Person).count() == 1


@pytest.mark.parametrize(
    "name", ["a", "x" * people.MAX_USER_NAME_LENGTH, "王佳蓉", "Ñandú7", "_", "น้ำฝน", "किरण"]
)
def test_a_user_name_signs_in_as_it_was_shown(app: Flask, name: str) -> None:
    person = people.sign_up_with_user_name(db.session, name, PASSWORD, "es")
    shown = person.sign_in_name
    assert shown.startswith(name.casefold() + "-")
    assert len(shown) == len(name) + 1 + 4
    assert people.person_named(db.session, shown.upper()) is person
    assert passwords.verify(person, PASSWORD)
    assert person.email_address is None
    assert (person.language, [role.name for role in person.roles]) == ("es", [APPLICANT])


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "a@b", "mei.li", "a-b", "a\n", "x" * (people.MAX_USER_NAME_LENGTH + 1)]
)
def test_a_user_name_that_could_be_mistaken_is_refused(app: Flask, name: str) -> None:
    with pytest.raises(UserFacingError, match="letters and digits"):
        people.sign_up_with_user_name(db.session, name, PASSWORD, "en")
    assert db.session.query(Person).count() == 0


def test_an_address_is_confirmed_once(app: Flask) -> None:
    mei = make_person("mei@example.org")
    people.request_email_change(db.session, mei, " New@Example.org ")
    before = mei.fs_uniquifier
    assert people.confirm_email(db.session, mei)
    assert (mei.sign_in_name, mei.pending_email) == ("New@Example.org", None)
    assert mei.fs_uniquifier != before, "whoever had the old address is signed out"
    assert people.person_named(db.session, "mei@example.org") is None
    assert not people.confirm_email(db.session, mei)


def test_an_address_taken_in_the_meantime_is_not_confirmed(app: Flask) -> None:
    mei = make_person("mei@example.org")
    people.request_email_change(db.session, mei, "new@example.org")
    make_person("new@example.org")
    assert not people.confirm_email(db.session, mei)
    assert (mei.sign_in_name, mei.pending_email) == ("mei@example.org", None)


def test_several_people_can_wait_for_an_address_and_the_first_to_confirm_gets_it(
    app: Flask,
) -> None:
    mei, ana = (make_person(f"{name}@example.org") for name in ("mei", "ana"))
    people.request_email_change(db.session, mei, "new@example.org")
    people.request_email_change(db.session, ana, "NEW@example.org")
    assert [item.pending_email for item in (mei, ana)] == ["new@example.org", "NEW@example.org"]
    assert people.confirm_email(db.session, ana)
    assert mei.pending_email == "new@example.org", "nothing tells mei that it is in use now"
    assert not people.confirm_email(db.session, mei)
    assert mei.sign_in_name == "mei@example.org"


def test_whoever_wants_an_address_is_found_until_they_have_it_or_are_deactivated(
    app: Flask,
) -> None:
    mei, ana = (make_person(f"{name}@example.org") for name in ("mei", "ana"))
    people.request_email_change(db.session, mei, "new@example.org")
    people.request_email_change(db.session, ana, "other@example.org")
    assert people.person_changing_to(db.session, " NEW@example.org", mei.id) is mei
    assert people.person_changing_to(db.session, "new@example.org", ana.id) is None
    assert people.person_changing_to(db.session, "new@example.org", None) is None
    assert people.confirm_email(db.session, mei)
    assert people.person_changing_to(db.session, "new@example.org", mei.id) is None
    people.deactivate(db.session, ana)
    assert people.person_changing_to(db.session, "other@example.org", ana.id) is None


@pytest.fixture
def mei(app: Flask) -> Person:
    """Somebody with every factor."""
    person = make_person("mei@example.org", "password", "two_factor")
    two_factor.new_recovery_codes(db.session, person)
    person.passkeys.append(
        Passkey(
            key_ids=[person.key_id],
            credential_index=b"index",
            credential={"id": "", "public_key": ""},
            name="Phone",
        )
    )
    db.session.commit()
    return person


def test_roles_are_shared_rows(app: Flask) -> None:
    make_person("mei@example.org")
    make_person("ana@example.org", "coordinator")
    assert db.session.query(AccountRole).count() == 2


def test_a_deactivated_person_cannot_go_on_to_the_second_factor(mei: Person) -> None:
    people.deactivate(db.session, mei)
    assert people.person_pending_2fa(db.session, mei.fs_uniquifier) is None
    people.activate(db.session, mei)
    assert people.person_pending_2fa(db.session, mei.fs_uniquifier) is mei


def test_a_sign_in_that_was_begun_before_sessions_ended_cannot_be_completed(mei: Person) -> None:
    begun = mei.fs_uniquifier
    assert people.person_pending_2fa(db.session, begun) is mei
    passwords.end_sessions(mei)
    assert people.person_pending_2fa(db.session, begun) is None
    assert people.person_pending_2fa(db.session, None) is None


def test_resetting_two_factor_deletes_every_factor_from_the_database(mei: Person) -> None:
    people.reset_two_factor(db.session, mei)
    db.session.commit()
    for table in ("passkey", "recovery_code"):
        assert db.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608
    assert mei.totp_secret is None
