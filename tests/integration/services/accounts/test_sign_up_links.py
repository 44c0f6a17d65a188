"""A sign-up link shows nothing, works once, for a week, until the address has an account."""

import base64
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Person
from mentorship.services.accounts import passwords, people, sign_up_links, signed_links
from mentorship.services.accounts.sign_up_links import MAX_AGE, SignUp, make_token
from mentorship.services.accounts.signed_links import LinkKind
from tests.conftest import change_runtime
from tests.factories import PASSWORD, make_person

EMAIL = "mei@example.org"
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.usefixtures("app")


def opened(token: str) -> SignUp | None:
    return sign_up_links.sign_up_of(token)


def address_in(token: str) -> tuple[str, str]:
    sign_up = opened(token)
    assert sign_up is not None
    return sign_up.email, sign_up.language


def use(token: str) -> Person | None:
    person = sign_up_links.use_token(db.session, token, PASSWORD)
    db.session.commit()
    return person


def test_a_token_seals_the_address_and_the_language() -> None:
    token = make_token(EMAIL, "es", None)
    assert quote(token, safe="-_=") == token
    for secret in (b"mei@", b"example"):
        assert secret not in base64.urlsafe_b64decode(token).lower()
    assert address_in(token) == (EMAIL, "es")


def test_the_length_of_a_token_does_not_tell_how_long_the_address_is() -> None:
    addresses = ("a@b.org", EMAIL, "maria.guadalupe.hernandez.martinez@mail.losangeles.example")
    people = (None, make_person("ana@example.org"))
    lengths = {len(make_token(address, "en", person)) for address in addresses for person in people}
    assert lengths == {208}


def test_the_longest_address_fits() -> None:
    longest = "ñ" * 64 + "@" + "y" * 180 + ".example"
    assert address_in(make_token(longest, "en", None)) == (longest, "en")


def test_two_tokens_for_one_address_have_nothing_in_common() -> None:
    first, second = make_token(EMAIL, "en", None), make_token(EMAIL, "en", None)
    assert sum(a == b for a, b in zip(first, second, strict=True)) < len(first) / 8


def test_a_link_works_for_a_week_and_not_before_it_was_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, made_at = make_token(EMAIL, "en", None), now()
    for age, works in ((-SECOND, False), (MAX_AGE - SECOND, True), (MAX_AGE + SECOND, False)):
        monkeypatch.setattr(sign_up_links, "now", lambda age=age: made_at + age)
        assert (opened(token) is not None) is works


@pytest.mark.parametrize("token", ["", ".", "not a token", "ñ字", "a" * 100_000, "AAAA", "\x00"])
def test_text_that_is_no_token_is_refused(token: str) -> None:
    assert opened(token) is None


def test_a_token_with_one_bit_changed_is_refused() -> None:
    sealed = base64.urlsafe_b64decode(make_token(EMAIL, "en", None))
    for position in (0, sign_up_links.NONCE_BYTES, len(sealed) - 1):
        altered = bytearray(sealed)
        altered[position] ^= 1
        assert opened(base64.urlsafe_b64encode(altered).decode()) is None


def test_a_token_of_another_kind_is_refused() -> None:
    person = make_person(EMAIL)
    assert opened(signed_links.make_token(LinkKind.WELCOME, person)) is None
    token = make_token(EMAIL, "en", None)
    assert signed_links.person_with_token(db.session, LinkKind.WELCOME, token) is None


def test_nobody_is_stored_before_the_link_is_used() -> None:
    token = make_token(EMAIL, "es", None)
    assert opened(token)
    assert db.session.query(Person).count() == 0
    person = use(token)
    assert (person.sign_in_name, person.language) == (EMAIL, "es")
    assert passwords.verify(person, PASSWORD)
    assert [role.name for role in person.roles] == ["applicant"]


def test_a_link_stops_working_once_its_address_has_an_account() -> None:
    used, unused = make_token(EMAIL, "en", None), make_token(EMAIL, "en", None)
    assert use(used)
    assert [use(token) for token in (used, unused)] == [None, None]


def test_a_used_link_does_not_create_an_account_that_was_deleted_again() -> None:
    token = make_token(EMAIL, "en", None)
    db.session.delete(use(token))
    db.session.commit()
    assert use(token) is None
    assert db.session.query(Person).count() == 0


def test_an_imported_person_gets_a_password_and_keeps_their_language() -> None:
    imported = make_person(EMAIL)
    imported.language = "ko"
    handed_over = signed_links.make_sign_in_link(db.session, None, imported)
    db.session.commit()
    assert use(make_token(EMAIL, "en", imported)) is imported
    assert imported.language == "ko"
    assert signed_links.person_with_token(db.session, LinkKind.WELCOME, handed_over) is None


def test_a_deactivated_person_cannot_sign_up_again() -> None:
    token = make_token(EMAIL, "en", None)
    person = make_person(EMAIL)
    people.deactivate(db.session, person)
    db.session.commit()
    assert [use(token), use(make_token(EMAIL, "en", person))] == [None, None]


def test_the_key_file_alone_opens_the_account_of_no_imported_person() -> None:
    """Whoever has it can make tokens, but does not know the random identifier in the database."""
    forged, imported = make_token(EMAIL, "en", None), make_person(EMAIL)
    assert use(forged) is None
    db.session.refresh(imported)
    assert imported.password is None


def test_an_emailed_link_ends_with_the_link_that_a_coordinator_makes() -> None:
    imported = make_person(EMAIL)
    emailed = make_token(EMAIL, "en", imported)
    signed_links.make_sign_in_link(db.session, None, imported)
    db.session.commit()
    assert use(emailed) is None


def test_a_link_that_was_made_before_an_import_does_not_work_for_the_imported_person() -> None:
    token = make_token(EMAIL, "en", None)
    make_person(EMAIL)
    assert use(token) is None


def test_the_database_is_not_asked_before_a_link_is_used() -> None:
    tokens = [make_token(address, "en", None) for address in (EMAIL, "ana@example.org")]
    make_person(EMAIL, "password")
    db.session.commit()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(db.session, "scalar", None)
        assert None not in [opened(token) for token in tokens]


def test_another_secret_key_opens_no_link(app: Flask) -> None:
    token = make_token(EMAIL, "en", None)
    change_runtime(app, secret_key="another secret key")
    assert opened(token) is None
