"""Requests that another site had the browser send are refused, without asking for a Referer."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship import create_app
from mentorship.config import Settings
from tests.conftest import SignUp
from tests.factories import PASSWORD

SITE = "https://thread.example"
FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "https://www.thread.example"},
    {"Origin": "http://thread.example"},
    {"Origin": "https://thread.example:8443"},
    {"Origin": ""},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
]
FROM_HERE = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "null"},
    {"Origin": SITE},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Referer": "https://evil.example/"},
]


@pytest.fixture
def visitor(app: Flask, settings: Settings) -> FlaskClient:
    """Return a client of the application as in production, whose CSRF check is on."""
    return create_app(replace(settings, testing=False, site_url=SITE)).test_client()


def choose_spanish(visitor: FlaskClient, headers: dict[str, str]) -> int:
    page = visitor.get("/sign-in", base_url=SITE).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    form = {"csrf_token": token, "language": "es", "page": "/sign-in"}
    return visitor.post("/language", data=form, headers=headers, base_url=SITE).status_code


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_a_form_from_elsewhere_is_refused_even_with_a_token(
    visitor: FlaskClient, headers: dict[str, str]
) -> None:
    assert choose_spanish(visitor, headers) == 400
    assert '<html lang="en"' in visitor.get("/sign-in", base_url=SITE).text


@pytest.mark.parametrize("headers", FROM_HERE)
def test_a_form_of_this_site_is_accepted_whatever_the_browser_leaves_out(
    visitor: FlaskClient, headers: dict[str, str]
) -> None:
    assert choose_spanish(visitor, headers) == 302
    assert '<html lang="es"' in visitor.get("/sign-in", base_url=SITE).text


def test_a_link_from_elsewhere_opens(visitor: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.get("/sign-in", headers=headers, base_url=SITE).status_code == 200


def test_another_site_cannot_sign_somebody_out_or_clear_their_data(
    app: Flask, sign_up: SignUp
) -> None:
    mei = sign_up("mei@example.org")
    for url in ("/sign-out", "/exit"):
        response = mei.post(url, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 400
        assert "Clear-Site-Data" not in response.headers
    assert mei.get("/home").status_code == 200
    right = {"name": "mei@example.org", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=right).status_code == 302
