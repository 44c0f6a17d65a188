"""Links work once, until they expire, and for what they were made for."""

from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Person
from mentorship.services.accounts import passwords, people, signed_links
from mentorship.services.accounts.signed_links import LinkKind, make_token
from tests.factories import PASSWORD, make_person

SECOND = timedelta(seconds=1)


def owner(kind: LinkKind, token: str) -> Person | None:
    return signed_links.person_with_token(db.session, kind, token)


@pytest.fixture
def mei(app: Flask) -> Person:
    """Somebody with a password who has asked for another address."""
    person = make_person("mei@example.org", "password")
    people.request_email_change(db.session, person, "new@example.org")
    return person


@pytest.fixture
def ana(app: Flask) -> Person:
    """Somebody without a password, as an import leaves them."""
    return make_person("ana@example.org")


def make_link_at(kind: LinkKind, person: Person, age: timedelta) -> str:
    """Return a token that was made some time ago."""
    seconds = int(age.total_seconds())
    with pytest.MonkeyPatch.context() as clock:
        current = TimestampSigner.get_timestamp
        clock.setattr(TimestampSigner, "get_timestamp", lambda signer: current(signer) - seconds)
        return make_token(kind, person)


@pytest.mark.parametrize("kind", LinkKind)
def test_a_link_works_until_its_last_seconds_and_no_longer(
    mei: Person, ana: Person, kind: LinkKind
) -> None:
    person = ana if kind is LinkKind.WELCOME else mei
    max_age = signed_links.MAX_AGE[kind]
    assert owner(kind, make_link_at(kind, person, max_age - 5 * SECOND)) is person
    assert owner(kind, make_link_at(kind, person, max_age + SECOND)) is None


def test_the_clock_of_another_server_cannot_make_a_link_last_longer(mei: Person) -> None:
    token = make_link_at(LinkKind.NEW_PASSWORD, mei, timedelta(days=-1))
    assert owner(LinkKind.NEW_PASSWORD, token) is None


def test_a_new_password_ends_every_link_made_before(mei: Person) -> None:
    tokens = {kind: make_token(kind, mei) for kind in LinkKind}
    passwords.set_password(mei, "nopal guitarra lluvia")
    assert [owner(kind, token) for kind, token in tokens.items()] == [None] * len(LinkKind)


def test_a_welcome_link_ends_with_the_first_password(ana: Person) -> None:
    token = make_token(LinkKind.WELCOME, ana)
    uniquifier = ana.fs_uniquifier
    passwords.set_password(ana, PASSWORD)
    assert owner(LinkKind.WELCOME, token) is None
    ana.fs_uniquifier = uniquifier  # even if sessions had not been ended
    assert owner(LinkKind.WELCOME, token) is None


def test_a_new_password_link_needs_an_account_with_a_password(ana: Person) -> None:
    assert owner(LinkKind.NEW_PASSWORD, make_token(LinkKind.NEW_PASSWORD, ana)) is None


def test_a_confirmation_link_works_once_and_for_the_address_it_was_sent_to(mei: Person) -> None:
    token = make_token(LinkKind.CONFIRM_EMAIL, mei)
    mei.pending_email = "another@example.org"
    assert owner(LinkKind.CONFIRM_EMAIL, token) is None
    mei.pending_email = "new@example.org"
    assert owner(LinkKind.CONFIRM_EMAIL, token) is mei
    assert people.confirm_email(db.session, mei)
    assert owner(LinkKind.CONFIRM_EMAIL, token) is None


@pytest.mark.parametrize("kind", LinkKind)
def test_no_link_works_for_a_deactivated_account(mei: Person, ana: Person, kind: LinkKind) -> None:
    person = ana if kind is LinkKind.WELCOME else mei
    token = make_token(kind, person)
    person.active = False
    assert owner(kind, token) is None
    person.active = True
    assert owner(kind, token) is person


def test_a_new_sign_in_link_ends_the_one_before(ana: Person, coordinator: Person) -> None:
    older = signed_links.make_sign_in_link(db.session, coordinator, ana)
    newer = signed_links.make_sign_in_link(db.session, coordinator, ana)
    assert owner(LinkKind.WELCOME, older) is None
    assert owner(LinkKind.WELCOME, newer) is ana
    made = db.session.query(AuditEntry).filter_by(action="make sign-in link", subject_id=ana.id)
    assert [entry.actor_id for entry in made] == [coordinator.id] * 2


def test_nobody_with_a_password_gets_a_sign_in_link(mei: Person, coordinator: Person) -> None:
    uniquifier = mei.fs_uniquifier
    with pytest.raises(UserFacingError, match="an account already"):
        signed_links.make_sign_in_link(db.session, coordinator, mei)
    assert mei.fs_uniquifier == uniquifier, "they stay signed in"


@pytest.mark.parametrize("kind", LinkKind)
def test_a_link_is_used_once_and_ends_every_other(mei: Person, ana: Person, kind: LinkKind) -> None:
    person = ana if kind is LinkKind.WELCOME else mei
    tokens = [make_token(kind, person) for _ in range(2)]
    assert signed_links.use_token(db.session, kind, tokens[0]) is person
    assert [signed_links.use_token(db.session, kind, token) for token in tokens] == [None, None]


def test_an_address_that_changes_while_its_link_is_used_is_not_confirmed(mei: Person) -> None:
    """The link proves only that somebody reads the emails to the address it was sent to."""
    token = make_token(LinkKind.CONFIRM_EMAIL, mei)
    db.session.commit()

    def change_address(session: object, person: Person) -> bool:
        people.request_email_change(db.session, person, "boss@example.org")
        return passwords.replace_uniquifier(db.session, person)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(signed_links, "replace_uniquifier", change_address)
        assert signed_links.use_token(db.session, LinkKind.CONFIRM_EMAIL, token) is None
