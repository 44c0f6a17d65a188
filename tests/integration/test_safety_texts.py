"""An administrator words what everybody reads in safety mode, and whom they can call."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import EVERYWHERE, Person
from mentorship.programme import shipped
from mentorship.runtime import current_runtime
from mentorship.services.match_support import safety_mode
from tests.conftest import SignIn
from tests.factories import make_administrator
from tests.integration.form_answers import parse_page
from tests.page_forms import change_and_send

PAGE = "/settings/programme/safety"
SPANISH = {"Accept-Language": "es"}


@pytest.fixture
def administrator(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_administrator())


def test_the_sentence_and_the_contacts_are_on_every_page_in_its_language_in_safety_mode(
    administrator: FlaskClient, client: FlaskClient, coordinator: Person
) -> None:
    texts = {
        "safety_notice_es": "Quédense en casa.",
        "emergency_contacts_en": "Hotline: 213 555 0100",
        "emergency_contacts_es": "Línea de ayuda: 213 555 0100\r\nUna iglesia",
    }
    assert change_and_send(administrator, PAGE, **texts).status_code == 302
    safety_mode.begin(db.session, coordinator, EVERYWHERE)
    db.session.commit()
    page = parse_page(client.get("/contact", headers=SPANISH))
    assert "Quédense en casa." in page.text
    assert "Una iglesia" in page.text
    assert page.select_one('a[href^="tel:"][href$="2135550100"]') is not None


def test_contacts_can_be_taken_out_again(administrator: FlaskClient) -> None:
    filled = {"emergency_contacts_en": "213 555 0100", "emergency_contacts_es": "213 555 0100"}
    assert change_and_send(administrator, PAGE, **filled).status_code == 302
    assert change_and_send(administrator, PAGE, **dict.fromkeys(filled, "")).status_code == 302
    contacts = current_runtime().programme.emergency_contacts
    assert set(contacts.values()) == {""}


def test_contacts_in_one_language_alone_are_refused_and_stay_in_the_form(
    administrator: FlaskClient,
) -> None:
    response = change_and_send(administrator, PAGE, emergency_contacts_en="213 555 0100")
    page = parse_page(response)
    assert response.status_code == 422
    assert page.select_one("#emergency_contacts_en").text.strip() == "213 555 0100"
    assert "in this language too" in page.select_one("#emergency_contacts_es-error").text
    assert current_runtime().programme is shipped()


def test_the_sentence_cannot_be_left_out(administrator: FlaskClient) -> None:
    response = change_and_send(administrator, PAGE, safety_notice_en=" ")
    assert response.status_code == 422
    assert current_runtime().programme is shipped()


def test_an_earlier_version_shows_the_texts_under_their_names(administrator: FlaskClient) -> None:
    change_and_send(administrator, PAGE, safety_notice_en="Stay at home.")
    page = parse_page(administrator.get("/settings/programme/versions/2"))
    assert page.select_one("tbody th").text == "What everybody reads while safety mode is on"
    assert "Safety mode" in page.select_one(".lead").text
