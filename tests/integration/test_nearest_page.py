"""After a refusal or another choice of language, people are on the page nearest to the URL."""

from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from mentorship.errors import UserFacingError
from mentorship.models import Person
from mentorship.web.nearest_page import nearest_page
from tests.architecture.test_routes import VALUES
from tests.conftest import SignIn


@pytest.mark.parametrize(
    ("method", "url", "page"),
    [
        ("POST", "/suggestions/5/approve", "/suggestions/5"),
        ("POST", "/pairs/3/yes", "/pairs/3"),
        ("POST", "/matches/1/end?page=2", "/matches/1/end?page=2"),
        ("POST", "/sign-in/passkey?next=/account/password", "/sign-in?next=/account/password"),
        ("POST", "/join/1/mentee/withdraw", "/join/1/mentee/withdraw"),
        ("POST", "/imports/3/columns", "/imports/3/columns"),
        ("GET", "/join/1/mentee/withdraw", "/join/1/mentee"),
        ("GET", "/suggestions/5", "/suggestions"),
        ("POST", "/sign-out", "/home"),
        ("POST", "/no/such/page", "/home"),
        ("POST", "/", "/"),
    ],
)
def test_the_nearest_page_is_at_or_above_the_url(
    app: Flask, method: str, url: str, page: str
) -> None:
    with app.test_request_context(url, method=method):
        assert nearest_page() == page


def test_the_nearest_page_is_never_on_another_host(app: Flask) -> None:
    with app.test_request_context(
        method="POST", environ_overrides={"PATH_INFO": "//sign-in/passkey"}
    ):
        assert nearest_page() == "/sign-in"


def test_every_unsafe_route_has_a_nearest_page_that_can_be_opened(app: Flask) -> None:
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or set()):
            url = urls.build(rule.endpoint, {name: VALUES[name] for name in rule.arguments})
            with app.test_request_context(url, method="POST"):
                assert urls.match(nearest_page().partition("?")[0], method="GET")


def test_a_page_that_refuses_to_open_is_left_for_the_one_above(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UserFacingError("Not today.")

    monkeypatch.setattr("mentorship.account.sign_in.people.person_pending_2fa", refuse)
    response = client.get("/sign-in/two-factor", follow_redirects=True)
    assert response.request.path == "/sign-in"
    assert "Not today." in response.text


def test_a_refused_passkey_is_shown_on_the_sign_in_page(client: FlaskClient) -> None:
    response = client.post("/sign-in/passkey?next=/account", data={"answer": "{}"})
    assert (response.status_code, response.location) == (303, "/sign-in?next=/account")
    assert "notice-warning" in client.get(response.location).text


def switch_language(client: FlaskClient, page: str) -> str | None:
    form = BeautifulSoup(page, "html.parser").select_one("form.languages")
    fields = {field["name"]: field["value"] for field in form.select("input")}
    return client.post(form["action"], data={**fields, "language": "es"}).location


@pytest.mark.parametrize("url", ["/privacy", "/privacy?next=/account/password", "/no-such"])
def test_another_language_leads_back_to_the_same_page(
    sign_in: SignIn, coordinator: Person, url: str
) -> None:
    client = sign_in(coordinator)
    assert switch_language(client, client.get(url).text) == url


@pytest.mark.parametrize("url", ["/", "/privacy?next=/account/password", "/no-such"])
def test_another_language_is_a_link_to_the_same_page_without_a_cookie(
    client: FlaskClient, url: str
) -> None:
    link = BeautifulSoup(client.get(url).text, "html.parser").select_one(".languages a")
    path, _, query = unquote(str(link["href"])).partition("?")
    assert (path, query) == (url.partition("?")[0], f"{url.partition('?')[2]}&lang=es".lstrip("&"))
    assert 'lang="es"' in client.get(link["href"]).text


def test_another_language_stays_on_the_page_of_a_form_with_an_error(client: FlaskClient) -> None:
    url = "/sign-in?next=/account"
    form = BeautifulSoup(client.post(url, data={"name": ""}).text, "html.parser").select_one(
        "form:has(#name)"
    )
    response = client.post(form["action"], data={"name": "mei", "switch_language": "es"})
    page = BeautifulSoup(response.text, "html.parser")
    assert (response.status_code, page.html["lang"]) == (200, "es")
    assert page.select_one("#name")["value"] == "mei"
    assert page.select_one("form:has(#name)")["action"] == url


@pytest.mark.parametrize("page", ["https://evil.example", "//evil.example", "/\\evil", "", None])
def test_another_language_leads_to_no_other_site(client: FlaskClient, page: str | None) -> None:
    form = {"language": "es"} | ({} if page is None else {"page": page})
    assert client.post("/language", data=form).location == "/home"
