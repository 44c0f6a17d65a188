"""How expensive a stolen hash is to guess, and what a new password ends."""

import unicodedata

import pytest
from argon2 import Type, extract_parameters
from flask import Flask
from sqlalchemy.orm import Session

from mentorship import create_app
from mentorship.config import ARGON2_OPTIONS, Settings
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.services.accounts import passwords
from tests.factories import PASSWORD, make_person


def test_production_hashes_passwords_at_the_cost_that_the_configuration_states(
    settings: Settings,
) -> None:
    with create_app(settings).app_context():  # not the fixture `app`, whose hashes are cheap
        stored = extract_parameters(passwords.hash_password(PASSWORD))
    assert stored.type is Type.ID
    assert {
        "argon2__time_cost": stored.time_cost,
        "argon2__memory_cost": stored.memory_cost,
        "argon2__parallelism": stored.parallelism,
    } == ARGON2_OPTIONS


def test_the_cost_is_at_least_what_rfc_9106_recommends_for_little_memory() -> None:
    assert ARGON2_OPTIONS["argon2__time_cost"] >= 3
    assert ARGON2_OPTIONS["argon2__memory_cost"] >= 64 * 1024  # KiB


def test_a_password_is_right_in_every_unicode_form_and_wrong_otherwise(app: Flask) -> None:
    person = make_person("mei@example.org")
    passwords.set_password(person, "contrasen\u0303a larga de verdad")
    assert passwords.verify(person, "contrase\u00f1a larga de verdad")
    for wrong in ("", "contrasena larga de verdad", "Contraseña larga de verdad", "x" * 100_000):
        assert not passwords.verify(person, wrong)


def test_without_an_account_or_a_password_no_password_is_right(app: Flask) -> None:
    for nobody in (None, make_person("imported@example.org")):
        for password in ("", PASSWORD, passwords.dummy_hash()):
            assert not passwords.verify(nobody, password)


def test_a_longer_password_than_can_be_chosen_does_not_match_its_beginning(app: Flask) -> None:
    person = make_person("mei@example.org")
    longest = ("nopal guitarra lluvia " * 20)[: passwords.MAX_LENGTH]
    passwords.set_password(person, longest)
    assert passwords.verify(person, longest)
    assert not passwords.verify(person, longest[:-1])


def test_a_text_too_long_to_be_a_password_costs_one_hash_like_any_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So its time does not tell whether there is an account, and normalizing it takes none."""
    person = make_person("mei@example.org", "password")
    checked: list[str] = []

    def verify(password: str, stored_hash: str) -> bool:
        checked.append(password)
        return True

    monkeypatch.setattr("flask_security.verify_password", verify)
    for somebody in (person, None):
        passwords.verify(somebody, "a" + "\u0300\u0316" * 200_000)
    assert checked == ["", ""]


def test_a_password_that_is_typed_in_parts_is_found(app: Flask) -> None:
    person = make_person("mei@example.org")
    password = "기타국수바다노래하늘구름" * 10
    passwords.set_password(person, password)
    assert passwords.verify(person, unicodedata.normalize("NFD", password))


def test_two_hashes_of_one_password_differ(app: Flask) -> None:
    assert passwords.hash_password(PASSWORD) != passwords.hash_password(PASSWORD)


def test_a_new_password_ends_sessions_and_a_refused_one_changes_nothing(app: Flask) -> None:
    person = make_person("mei@example.org", "password")
    before = person.password, person.fs_uniquifier
    with pytest.raises(UserFacingError, match="guessed first"):
        passwords.set_password(person, "password1234")
    assert (person.password, person.fs_uniquifier) == before
    passwords.set_password(person, "nopal guitarra lluvia")
    assert person.fs_uniquifier != before[1]
    assert not passwords.verify(person, PASSWORD)


def test_ending_sessions_gives_everybody_an_identifier_of_their_own(app: Flask) -> None:
    people = [Person(), Person()]
    for person in people:
        passwords.end_sessions(person)
    assert people[0].fs_uniquifier != people[1].fs_uniquifier


def test_of_two_requests_with_one_identifier_one_may_change_the_account(app: Flask) -> None:
    person = make_person("mei@example.org", "password")
    before = person.fs_uniquifier
    with Session(db.engine) as other_session:
        other = other_session.get_one(Person, person.id)
        passwords.claim_person(other_session, other)
        other_session.commit()
    assert person.fs_uniquifier == before, "as this request has read it"
    with pytest.raises(UserFacingError, match="at the same moment"):
        passwords.claim_person(db.session, person)
