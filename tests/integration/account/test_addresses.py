"""Email goes to the address that was typed, and to nobody whose address folds to the same."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.after_commit import commit
from mentorship.extensions import db
from mentorship.models import OutgoingEmail, Person
from mentorship.runtime import current_runtime
from mentorship.services.accounts import passwords, people
from mentorship.services.email import queue
from tests.conftest import Mailbox, SignUp, email_form
from tests.factories import PASSWORD, make_person

NEW_PASSWORD = "battery horse correct"
NEW_PASSWORDS = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
TYPED = [
    "groß@example.org",
    "ana@straße.example",
    "ana@xn--strae-oqa.example",
    "Ana.Maria@Example.org",
    "ıris@example.org",
    "ſam@example.org",
    "ﬁona@example.org",
    "νίκος@example.org",
]


def recipients(mailbox: Mailbox) -> list[str]:
    return [to for to, _subject, _body in mailbox.emails()]


@pytest.mark.parametrize("typed", TYPED)
def test_every_email_goes_to_the_address_as_it_was_typed(
    app: Flask, sign_up: SignUp, mailbox: Mailbox, typed: str
) -> None:
    sign_up(typed)
    person = people.person_for(db.session, typed)
    assert person.email_address == typed
    queue.notify(db.session, person)
    commit(db.session)
    app.test_client().post("/forgot-password", data=email_form(typed))
    assert recipients(mailbox) == [typed] * 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("groß@example.org", "gross@example.org"),
        ("gross@example.org", "groß@example.org"),
        ("ana@straße.example", "ana@strasse.example"),
        ("νίκος@example.org", "νίκοσ@example.org"),
        ("sam@example.org", "ſam@example.org"),
    ],
)
def test_two_people_whose_addresses_fold_alike_have_an_account_each(
    app: Flask, sign_up: SignUp, mailbox: Mailbox, first: str, second: str
) -> None:
    sign_up(first)
    client = app.test_client()
    client.post("/sign-up/email", data=email_form(second))
    assert recipients(mailbox) == [first, second]
    link = mailbox.link_to(second)
    assert "/sign-up/link/" in link, "as for anybody without an account"
    assert client.post(link, data=NEW_PASSWORDS).location == "/home"
    for address, password in ((first, PASSWORD), (second, NEW_PASSWORD)):
        form = {"name": address, "password": password}
        assert app.test_client().post("/sign-in", data=form).location == "/home"
        assert people.person_named(db.session, address).email_address == address
    wrong = {"name": second, "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=wrong).status_code == 422


def test_a_link_to_a_new_password_goes_to_the_owner_however_the_address_was_typed(
    app: Flask, sign_up: SignUp, mailbox: Mailbox
) -> None:
    sign_up("Ana@example.org")
    for url in ("/forgot-password", "/sign-up/email"):
        app.test_client().post(url, data=email_form("ANA@example.ORG"))
    assert recipients(mailbox) == ["Ana@example.org"] * 3


@pytest.mark.parametrize("typed", ["groß@example.org", "ıris@example.org", "ﬁona@example.org"])
def test_asking_for_a_new_password_with_a_lookalike_address_sends_nothing(
    client: FlaskClient, mailbox: Mailbox, typed: str
) -> None:
    for address in ("gross@example.org", "iris@example.org", "fiona@example.org"):
        make_person(address, "password")
    client.post("/forgot-password", data=email_form(typed))
    assert mailbox.emails() == []


def test_a_link_confirms_the_letters_that_it_was_sent_to(sign_up: SignUp, mailbox: Mailbox) -> None:
    eve = sign_up("eve@example.org")
    eve.post("/account/email", data={"email": "groß@example.org"})
    link = mailbox.link_to("groß@example.org")
    for other in ("gross@example.org", "GROß@example.org"):
        eve.post("/account/email", data={"email": other})
        assert eve.post(link).status_code == 410
    eve.post(mailbox.link_to("GROß@example.org"))
    assert people.person_named(db.session, "eve@example.org") is None
    assert people.person_named(db.session, "groß@example.org").email_address == "GROß@example.org"


def test_somebody_can_change_only_the_case_of_their_address(
    sign_up: SignUp, mailbox: Mailbox
) -> None:
    mei = sign_up("mei@example.org")
    mei.post("/account/email", data={"email": "Mei@example.org"})
    assert mei.post(mailbox.link_to("Mei@example.org")).location == "/account"
    assert people.person_named(db.session, "mei@example.org").email_address == "Mei@example.org"


@pytest.fixture
def stored_earlier(app: Flask) -> Person:
    """Somebody who typed "groß@", as versions stored them that also sent email to "gross@"."""
    person = make_person("gross@example.org", "password")
    assert person.sign_in_index == current_runtime().blind_index("groß@example.org")
    return person


def test_somebody_who_was_stored_with_other_letters_still_signs_in(
    app: Flask, stored_earlier: Person
) -> None:
    client = app.test_client()
    form = {"name": "Groß@example.org", "password": PASSWORD}
    assert client.post("/sign-in", data=form).location == "/home"
    assert "Emails to you go to gross@example.org" in client.get("/home").text
    assert people.person_named(db.session, "groß@example.org") is None
    assert passwords.verify(stored_earlier, PASSWORD)


def test_guesses_at_one_account_are_counted_together_however_its_name_is_typed(
    app: Flask, stored_earlier: Person
) -> None:
    spellings = ["gross", "groß", "GROSS", "ｇross", "groſs", "gro\u200bss"]
    attempts = [
        app.test_client().post("/sign-in", data={"name": f"{name}@example.org", "password": "no"})
        for name in spellings
    ]
    assert [response.status_code for response in attempts] == [422] * 5 + [429]


def test_a_row_of_an_international_domain_in_ascii_is_still_found(app: Flask) -> None:
    typed = "ana@xn--mnchen-3ya.example"
    person = make_person(typed)
    person.sign_in_index = current_runtime().blind_index(typed)  # as earlier versions stored it
    db.session.commit()
    assert people.person_named(db.session, typed) is person
    queue.notify(db.session, person)
    queue.delete_emails_of(db.session, person)
    assert db.session.query(OutgoingEmail).count() == 0


@pytest.mark.parametrize("typed", ["ａｎａ@example.org", "ana＠example.org"])
def test_full_width_letters_are_pointed_out(
    client: FlaskClient, mailbox: Mailbox, typed: str
) -> None:
    response = client.post("/sign-up/email", data=email_form(typed))
    assert response.status_code == 422
    assert "half-width letters" in response.text
    assert mailbox.emails() == []
