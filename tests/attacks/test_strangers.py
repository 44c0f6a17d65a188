"""What somebody without an account can do to the service."""

import json
import time
from urllib.parse import urlencode

import pytest

from mentorship.extensions import db
from mentorship.models import OutgoingEmail, Person
from mentorship.services.accounts import people, signed_links
from mentorship.services.accounts.signed_links import LinkKind
from tests.attacks.conftest import Service
from tests.attacks.people import at_once
from tests.factories import PASSWORD, make_person

pytestmark = pytest.mark.slow

FORMS_WITH_TEXT = {
    "/sign-in": ("name", "password"),
    "/sign-up/email": ("email",),
    "/sign-up/user-name": ("name", "password", "again"),
    "/forgot-password": ("email",),
    "/forgot-password/code": ("name", "code", "password", "again"),
}
GUESSED_FIRST = (
    "tequieromucho",
    "contraseña123",
    "koreatown2026",
    "commonthread1",
    "mentormentor12",
    "jacaranda2026",  # the user name and a year
    "password12345",
)


def test_two_first_sign_ups_at_once_are_no_error(service: Service) -> None:
    def sign_up() -> int:
        answers = {"name": "luna", "password": PASSWORD, "again": PASSWORD}
        return service.visitor().post("/sign-up/user-name", answers).status

    assert at_once(*[sign_up] * 4) == [200] * 4


def test_text_made_of_combining_marks_costs_no_more_than_signing_in(service: Service) -> None:
    def cost(path: str, values: dict[str, str]) -> float:
        visitor = service.visitor()
        fields = visitor.get(path).hidden_fields() | values
        body = urlencode(fields).encode()
        before = service.processor_seconds()
        assert visitor.send("POST", path, body).status in {200, 413, 422, 429}
        return service.processor_seconds() - before

    ordinary = max(
        cost("/sign-in", {"name": f"nobody{number}@example.org", "password": PASSWORD})
        for number in range(3)
    )
    for path, names in FORMS_WITH_TEXT.items():
        for marks in (5_000, 40_000, 200_000):
            text = "a" + "\u0300\u0316" * (marks // 2)
            assert cost(path, dict.fromkeys(names, text)) < 5 * ordinary + 0.5


@pytest.mark.parametrize("password", GUESSED_FIRST)
def test_a_password_that_is_guessed_first_is_refused(service: Service, password: str) -> None:
    answers = {"name": "jacaranda", "password": password, "again": password}
    assert service.visitor().post("/sign-up/user-name", answers).status == 422


def test_three_hundred_requests_for_emails_store_nobody_and_few_emails(service: Service) -> None:
    visitor = service.visitor()
    fields = visitor.get("/sign-up/email").hidden_fields()
    time.sleep(2.1)  # the form asks for it
    statuses = []
    for number in range(300):
        body = urlencode(fields | {"email": f"stranger{number}@example.org"}).encode()
        statuses.append(visitor.send("POST", "/sign-up/email", body).status)
    with service.app():
        strangers = [
            person
            for person in db.session.query(Person)
            if person.sign_in_name.startswith("stranger")
        ]
        assert strangers == []
        assert db.session.query(OutgoingEmail).count() == statuses.count(302) <= 60
    assert set(statuses) == {302, 429}


def test_of_four_uses_of_one_link_one_succeeds(service: Service) -> None:
    with service.app():
        person = make_person("mei@example.org", "password")
        token = signed_links.make_token(LinkKind.NEW_PASSWORD, person)

    def use(password: str) -> int:
        answers = {"password": password, "again": password}
        visitor = service.visitor()
        page = visitor.get(f"/reset-password/{token}")
        if page.status != 200:
            return page.status
        body = urlencode(page.hidden_fields() | answers).encode()
        return visitor.send("POST", f"/reset-password/{token}", body).status

    words = ("nopal", "volcano", "harbor", "papaya")
    statuses = at_once(*[lambda word=word: use(f"{word} guitarra lluvia") for word in words])
    assert sorted(statuses) == [302, 410, 410, 410]
    with service.app():
        assert people.person_named(db.session, "mei@example.org") is not None


def test_a_deeply_nested_passkey_answer_is_no_error(service: Service) -> None:
    visitor = service.visitor()
    token = visitor.get("/sign-in").hidden_fields()["csrf_token"]
    for answer in ("[" * 50_000, '{"rawId":' * 10_000, json.dumps({"rawId": 7})):
        body = urlencode({"csrf_token": token, "answer": answer}).encode()
        assert visitor.send("POST", "/sign-in/passkey", body).status < 500


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sign-in", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/sign-in", 400),
        ("PUT", "/sign-in", 405),
        ("GET", "/static/theme.css", 200),
        ("PUT", "/static/theme.css", 405),
        ("GET", "/%ff", 404),
    ],
)
def test_every_response_has_every_header(
    service: Service, method: str, path: str, status: int
) -> None:
    answer = service.visitor().send(method, path)
    assert answer.status == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cross-origin-embedder-policy"] == "require-corp"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_cookies_are_for_this_host_alone(service: Service) -> None:
    visitor = service.visitor()
    cookie = visitor.get("/sign-in").headers["set-cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))


def test_nothing_of_a_request_is_in_the_log(service: Service) -> None:
    service.visitor().get("/reset-password/token-of-a-link?next=/name-in-a-url")
    log = service.log.read_text("utf-8")
    assert not [text for text in ("token-of", "name-in-a-url", "stranger1", "mei@") if text in log]
