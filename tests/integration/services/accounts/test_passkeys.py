"""A passkey signs in its owner alone, on its own site, for a fresh challenge, unlocked."""

import json
from dataclasses import replace

import pytest
from flask import Flask
from webauthn.helpers import bytes_to_base64url

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Passkey, Person
from mentorship.services.accounts import passkeys, people, two_factor
from mentorship.services.accounts.passkeys import MAX_NAME_LENGTH, MAX_PASSKEYS, Site
from tests.factories import make_coordinator, make_person
from tests.integration.services.accounts.authenticator import Authenticator

SITE = Site(host="thread.example", origin="https://thread.example")


@pytest.fixture
def mei(app: Flask) -> Person:
    return make_person("mei@example.org", "password")


def add(person: Person, authenticator: Authenticator, name: str = "Phone") -> Passkey:
    challenge, options = passkeys.registration_options(SITE, person)
    response = authenticator.create(options)
    passkey = passkeys.register(db.session, SITE, person, name, challenge, response)
    db.session.commit()
    return passkey


def sign_in(authenticator: Authenticator) -> Person:
    challenge, options = passkeys.authentication_options(SITE)
    return passkeys.authenticate(db.session, SITE, challenge, authenticator.get(options))


def test_a_registered_passkey_signs_in_its_owner_again_and_again(mei: Person) -> None:
    ana = make_person("ana@example.org")
    phones = {person: Authenticator(SITE) for person in (mei, ana)}
    for person, phone in phones.items():
        add(person, phone)
    for _ in range(2):
        assert [sign_in(phone) for phone in phones.values()] == [mei, ana]
    assert [passkey.sign_count for passkey in mei.passkeys] == [2]


def test_adding_a_passkey_ends_the_sessions_begun_without_it(mei: Person) -> None:
    before = mei.fs_uniquifier
    add(mei, Authenticator(SITE))
    assert mei.fs_uniquifier != before


def test_a_passkey_name_is_cut_to_its_limit(mei: Person) -> None:
    assert add(mei, Authenticator(SITE), "字" * 1000).name == "字" * MAX_NAME_LENGTH


@pytest.mark.parametrize(
    "site",
    [
        replace(SITE, origin="https://thread.example.evil.example"),
        replace(SITE, origin="http://thread.example"),
        replace(SITE, host="evil.example"),
    ],
)
def test_a_passkey_made_or_used_on_another_site_is_refused(mei: Person, site: Site) -> None:
    phone = Authenticator(site)
    with pytest.raises(UserFacingError, match="did not work"):
        add(mei, phone)
    phone.site = SITE
    add(mei, phone)
    phone.site = site
    with pytest.raises(UserFacingError, match="did not work"):
        sign_in(phone)


def test_a_passkey_that_does_not_verify_its_user_is_refused(mei: Person) -> None:
    with pytest.raises(UserFacingError, match="did not work"):
        add(mei, Authenticator(SITE, verifies_user=False))
    phone = Authenticator(SITE)
    add(mei, phone)
    locked = Authenticator(SITE, verifies_user=False)
    locked.credential_id, locked._key = phone.credential_id, phone._key
    with pytest.raises(UserFacingError, match="did not work"):
        sign_in(locked)


def test_a_response_to_an_earlier_challenge_is_refused(mei: Person) -> None:
    phone = Authenticator(SITE)
    _, old_options = passkeys.registration_options(SITE, mei)
    challenge, _ = passkeys.registration_options(SITE, mei)
    response = phone.create(old_options)
    with pytest.raises(UserFacingError, match="did not work"):
        passkeys.register(db.session, SITE, mei, "Phone", challenge, response)
    add(mei, phone)
    _, old_options = passkeys.authentication_options(SITE)
    challenge, _ = passkeys.authentication_options(SITE)
    with pytest.raises(UserFacingError, match="did not work"):
        passkeys.authenticate(db.session, SITE, challenge, phone.get(old_options))


def test_a_copied_passkey_is_refused_once_the_original_has_signed_more_often(mei: Person) -> None:
    phone = Authenticator(SITE)
    add(mei, phone)
    sign_in(phone)
    sign_in(phone)
    phone.signatures = 0  # as the copy counts
    with pytest.raises(UserFacingError, match="did not work"):
        sign_in(phone)


def test_the_signature_of_another_key_is_refused(mei: Person) -> None:
    phone, forger = Authenticator(SITE), Authenticator(SITE)
    add(mei, phone)
    forger.credential_id = phone.credential_id
    with pytest.raises(UserFacingError, match="did not work"):
        sign_in(forger)


def test_a_passkey_belongs_to_one_account(mei: Person) -> None:
    phone = Authenticator(SITE)
    add(mei, phone)
    for person in (mei, make_person("ana@example.org")):
        with pytest.raises(UserFacingError, match="already been added"):
            add(person, phone)
    assert db.session.query(Passkey).count() == 1


def test_an_unknown_passkey_and_one_of_a_closed_account_get_the_same_message(mei: Person) -> None:
    phone = Authenticator(SITE)
    add(mei, phone)
    people.deactivate(db.session, mei)
    messages = set()
    for authenticator in (phone, Authenticator(SITE)):
        with pytest.raises(UserFacingError) as raised:
            sign_in(authenticator)
        messages.add(str(raised.value))
    assert len(messages) == 1


@pytest.mark.parametrize(
    "response",
    ["", "null", "[]", "{}", '{"rawId": 1}', '{"rawId": "*"}', '{"rawId": "', "[" * 100_000],
)
def test_a_malformed_response_is_refused_with_a_message(mei: Person, response: str) -> None:
    challenge, _ = passkeys.authentication_options(SITE)
    with pytest.raises(UserFacingError, match="do not know this passkey"):
        passkeys.authenticate(db.session, SITE, challenge, response)
    with pytest.raises(UserFacingError, match="did not work"):
        passkeys.register(db.session, SITE, mei, "Phone", challenge, response)


def test_options_exclude_known_passkeys_and_tell_nothing_of_the_person(mei: Person) -> None:
    phones = [Authenticator(SITE) for _ in range(2)]
    for phone in phones:
        add(mei, phone)
    _, options = passkeys.registration_options(SITE, mei)
    assert len(options["excludeCredentials"]) == 2
    assert "mei" not in json.dumps(options)
    _, again = passkeys.registration_options(SITE, mei)
    assert again["user"]["id"] == options["user"]["id"], "or a phone would keep two for one person"
    assert again["challenge"] != options["challenge"]
    _, others = passkeys.registration_options(SITE, make_person("ana@example.org"))
    assert others["user"]["id"] != options["user"]["id"]


def test_the_tenth_passkey_is_the_last(mei: Person) -> None:
    for _ in range(MAX_PASSKEYS):
        add(mei, Authenticator(SITE))
    with pytest.raises(UserFacingError, match="many passkeys"):
        passkeys.registration_options(SITE, mei)
    passkeys.remove(db.session, mei, mei.passkeys[0].id)
    assert passkeys.registration_options(SITE, mei)


def test_a_removed_passkey_no_longer_signs_in_and_ends_sessions(mei: Person) -> None:
    phone = Authenticator(SITE)
    passkey_id = add(mei, phone).id
    before = mei.fs_uniquifier
    passkeys.remove(db.session, mei, passkey_id)
    db.session.commit()
    assert mei.fs_uniquifier != before
    with pytest.raises(UserFacingError, match="do not know"):
        sign_in(phone)
    with pytest.raises(UserFacingError, match="already been removed"):
        passkeys.remove(db.session, mei, passkey_id)


def test_nobody_can_remove_the_passkey_of_somebody_else(mei: Person) -> None:
    passkey = add(mei, Authenticator(SITE))
    with pytest.raises(UserFacingError, match="already been removed"):
        passkeys.remove(db.session, make_person("ana@example.org"), passkey.id)
    assert mei.passkeys == [passkey]


def test_a_coordinator_keeps_at_least_one_second_factor(app: Flask) -> None:
    coordinator = make_coordinator()
    passkey = add(coordinator, Authenticator(SITE))
    two_factor.disable_app_codes(db.session, coordinator)
    with pytest.raises(UserFacingError, match="Set up another method"):
        passkeys.remove(db.session, coordinator, passkey.id)
    add(coordinator, Authenticator(SITE))
    passkeys.remove(db.session, coordinator, passkey.id)
    assert len(coordinator.passkeys) == 1


@pytest.mark.parametrize("depth", [500, 5_000, 50_000])
@pytest.mark.parametrize(
    "shape", ['{"rawId": "AAAA", "x": %s}', '{"rawId": %s}', "%s", '{"response": %s}']
)
def test_a_deeply_nested_response_is_refused(mei: Person, shape: str, depth: int) -> None:
    nested = shape % ("[" * depth + "]" * depth)
    challenge, _ = passkeys.authentication_options(SITE)
    with pytest.raises(UserFacingError):
        passkeys.authenticate(db.session, SITE, challenge, nested)
    with pytest.raises(UserFacingError):
        passkeys.register(db.session, SITE, mei, "Phone", challenge, nested)


@pytest.mark.parametrize("depth", [500, 50_000])
def test_deeply_nested_binary_data_is_refused(mei: Person, depth: int) -> None:
    phone = Authenticator(SITE)
    challenge, options = passkeys.registration_options(SITE, mei)
    response = json.loads(phone.create(options))
    response["response"]["attestationObject"] = bytes_to_base64url(b"\x81" * depth + b"\x00")
    with pytest.raises(UserFacingError):
        passkeys.register(db.session, SITE, mei, "Phone", challenge, json.dumps(response))


@pytest.mark.parametrize("error", [IndexError, OverflowError, AssertionError, EOFError])
def test_whatever_a_parser_raises_the_response_is_refused_with_a_message(
    mei: Person, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**arguments: object) -> None:
        raise error

    phone = Authenticator(SITE)
    add(mei, phone)
    for name in ("verify_registration_response", "verify_authentication_response"):
        monkeypatch.setattr(f"webauthn.{name}", fail)
    with pytest.raises(UserFacingError, match="did not work"):
        add(mei, Authenticator(SITE))
    with pytest.raises(UserFacingError, match="did not work"):
        sign_in(phone)


def test_a_challenge_that_was_ended_is_refused(mei: Person) -> None:
    phone = Authenticator(SITE)
    add(mei, phone)
    challenge, options = passkeys.authentication_options(SITE)
    passkeys.end_challenge(db.session, challenge)
    with pytest.raises(UserFacingError, match="used just now"):
        passkeys.authenticate(db.session, SITE, challenge, phone.get(options))


def test_a_response_is_accepted_once(mei: Person) -> None:
    phone = Authenticator(SITE)
    add(mei, phone)
    challenge, options = passkeys.authentication_options(SITE)
    response = phone.get(options)
    assert passkeys.authenticate(db.session, SITE, challenge, response) is mei
    mei.passkeys[0].sign_count = 0  # many phones do not count their signatures
    with pytest.raises(UserFacingError, match="used just now"):
        passkeys.authenticate(db.session, SITE, challenge, response)
