"""Every response of the production service has every security header, as a scanner would check."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship import create_app
from mentorship.config import Settings
from mentorship.models import Pair, Person, Round
from tests.architecture.test_routes import url_of
from tests.factories import introduce, make_suggestion

SITE = "https://thread.example"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE")
THEME = "/static/theme.css"
EXPECTED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
NO_STORE, STATIC = "no-store, private", "max-age=3600, public"


@pytest.fixture
def production(app: Flask, settings: Settings) -> Flask:
    """Return the application as in production, on the database of the test."""
    return create_app(replace(settings, testing=False, site_url=SITE))


@pytest.fixture
def visitor(production: Flask) -> FlaskClient:
    return production.test_client()


@pytest.fixture
def staff(production: Flask, coordinator: Person) -> FlaskClient:
    client = production.test_client()
    with client.session_transaction(base_url=SITE) as session:
        session["_user_id"] = coordinator.fs_uniquifier
        session["_fresh"] = True
        session["signed_in"] = session["last_seen"] = int(time.time())
    return client


@pytest.fixture
def a_pair(a_round: Round) -> Pair:
    return introduce(make_suggestion(a_round))


def check(response: TestResponse, cache_control: str = NO_STORE) -> None:
    name = f"{response.request.method} {response.request.path}: {response.status}"
    for header, value in {**EXPECTED, "Cache-Control": cache_control}.items():
        assert response.headers.getlist(header) == [value], f"{name}: {header}"
    assert "Access-Control-Allow-Origin" not in response.headers, name
    for cookie in response.headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-session="), name
        attributes = {part.partition("=")[0].strip() for part in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "Path", "SameSite"} <= attributes, name
        assert "; Path=/;" in f"{cookie};", name
        assert "Domain" not in attributes, name


def walk(app: Flask) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        for method in METHODS:
            yield method, url_of(app, rule)


def is_static_file(method: str, url: str) -> bool:
    return method in {"GET", "HEAD"} and url.startswith(("/static/", "/bootstrap/"))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_every_route_answers_every_method_with_all_headers(
    production: Flask, a_pair: Pair, who: str, request: pytest.FixtureRequest
) -> None:
    client: FlaskClient = request.getfixturevalue(who)
    statuses = set()
    for method, url in walk(production):
        response = client.open(url, method=method, base_url=SITE)
        check(response, STATIC if is_static_file(method, url) else NO_STORE)
        statuses.add(response.status_code)
    assert max(statuses) < 500
    assert {200, 302, 400, 405} <= statuses


@pytest.mark.slow
@pytest.mark.parametrize(
    "url", ["/no-such-page", "/static/no-such-file", "/static/", "/bootstrap/static/js/none.js"]
)
@pytest.mark.parametrize("method", METHODS)
def test_an_unknown_path_has_all_headers(production: Flask, url: str, method: str) -> None:
    response = production.test_client().open(url, method=method, base_url=SITE)
    assert response.status_code in ({200, 404} if method == "OPTIONS" else {400, 404, 405})
    check(response)


@pytest.mark.slow
@pytest.mark.parametrize("url", ["/", THEME + "x", "/sign-in"])
@pytest.mark.parametrize("method", METHODS)
def test_a_wrong_host_is_refused_with_all_headers(production: Flask, url: str, method: str) -> None:
    response = production.test_client().open(url, method=method, base_url="https://evil.example")
    assert response.status_code == 400
    check(response)


@pytest.mark.parametrize(
    ("method", "headers", "status", "cache_control"),
    [
        ("GET", {}, 200, STATIC),
        ("HEAD", {}, 200, STATIC),
        ("GET", {"Accept-Encoding": "gzip"}, 200, STATIC),
        ("GET", {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304, STATIC),
        ("GET", {"Range": "bytes=0-9"}, 206, STATIC),
        ("GET", {"Range": "bytes=99999999-"}, 416, NO_STORE),
        ("POST", {}, 405, NO_STORE),
    ],
)
def test_every_response_for_a_static_file_has_all_headers(
    production: Flask, method: str, headers: dict[str, str], status: int, cache_control: str
) -> None:
    client = production.test_client()
    response = client.open(THEME, method=method, headers=headers, base_url=SITE)
    assert response.status_code == status
    check(response, cache_control)


def test_a_failure_of_the_service_has_all_headers(
    production: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("mentorship.apply.information_views.render_template", fail)
    response = production.test_client().get("/privacy", base_url=SITE)
    assert response.status_code == 500
    check(response)


def test_the_demonstration_asks_for_no_tls(app: Flask, client: FlaskClient) -> None:
    response = client.get("/sign-in")
    assert "Strict-Transport-Security" not in response.headers
    assert response.headers["Set-Cookie"].startswith("session=")
    for header in EXPECTED.keys() - {"Strict-Transport-Security"}:
        assert response.headers[header] == EXPECTED[header]
