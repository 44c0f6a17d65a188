"""Hostile bodies cost little on every route: values are bounded before anything reads them."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mentorship.config import MAX_CONTENT_BYTES, MAX_FORM_PARTS
from mentorship.models import Pair, Person
from mentorship.text_cleaning import COMBINING_MARKS, MAX_COMBINING_MARKS
from mentorship.web.fields import PageForm
from mentorship.web.request_body import MAX_VALUE_CHARACTERS
from mentorship.web.sessions import safe_local_url
from tests.architecture.test_routes import a_pair, walk_routes
from tests.conftest import Mailbox, SignIn
from tests.factories import FORM
from tests.integration.test_import_pages import ImportClient, csv_of, importer

__all__ = ["a_pair", "importer"]  # fixtures

ATTACK = "a" + "\u0300\u0316" * 400_000
LONGEST_RUN = re.compile(f"[{COMBINING_MARKS}]+")
HIDDEN_FIELDS = {"csrf_token", "sensitive", "sensitive_shown", "asked", "seen", "file"}


Encode = Callable[[dict[str, str]], dict[str, object]]


class Normalized:
    """What reached `unicodedata.normalize`: characters in all, and marks in a row."""

    def __init__(self) -> None:
        self.characters = self.marks_in_a_row = 0

    def record(self, text: str) -> None:
        self.characters += len(text)
        runs = map(len, LONGEST_RUN.findall(text))
        self.marks_in_a_row = max(self.marks_in_a_row, max(runs, default=0))


@pytest.fixture
def normalized(monkeypatch: pytest.MonkeyPatch) -> Normalized:
    """Count for every caller, so for the validator of addresses and the standard library too."""
    counts = Normalized()
    normalize = unicodedata.normalize

    def count(form: str, text: str) -> str:
        counts.record(text)
        return normalize(form, text)  # type: ignore[arg-type]

    monkeypatch.setattr(unicodedata, "normalize", count)
    return counts


def form_classes(base: type[PageForm] = PageForm) -> Iterator[type[PageForm]]:
    yield base
    for form_class in base.__subclasses__():
        yield from form_classes(form_class)


def field_names() -> list[str]:
    """Return the names of the fields of all forms."""
    declared = {
        name
        for form_class in form_classes()
        for name in dir(form_class)
        if hasattr(getattr(form_class, name), "field_class")
    }
    steps = {name for step in FORM.values() for name in step}
    return sorted(declared | steps | HIDDEN_FIELDS)


def bodies() -> Iterator[dict[str, str]]:
    """Yield forms in which every field is attacked, and forms in which one is with all there is."""
    share = MAX_CONTENT_BYTES // len(field_names()) // 2 - 100
    yield dict.fromkeys(field_names(), ATTACK[:share])
    for name in ("name", "email", "password", "answer", "notes"):
        yield {name: ATTACK[: MAX_CONTENT_BYTES // 2 - 500]}


def test_forms_have_the_fields_that_are_attacked() -> None:
    assert {"password", "again", "email", "name", "code", "answer", "secret", "goals"} <= set(
        field_names()
    )


def multipart(values: dict[str, str]) -> dict[str, object]:
    """Encode a form by hand: the test client would use a temporary file."""
    parts = (
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values.items()
    )
    body = "".join(parts) + "--b--\r\n"
    return {"data": body.encode(), "content_type": "multipart/form-data; boundary=b"}


def urlencoded(values: dict[str, str]) -> dict[str, object]:
    return {"data": urlencode(values), "content_type": "application/x-www-form-urlencoded"}


def open_quickly(client: FlaskClient, url: str, **options: Any) -> TestResponse:
    """Send a request as `LintingClient` does, without parsing the page."""
    return Context().run(FlaskClient.open, client, url, **options)


@pytest.mark.slow
@pytest.mark.parametrize("visitor", ["anonymous", "coordinator", "mentee"])
def test_no_route_normalizes_more_than_a_body_holds_and_no_long_run_of_marks(
    app: Flask,
    a_pair: Pair,
    coordinator: Person,
    sign_in: SignIn,
    mailbox: Mailbox,
    normalized: Normalized,
    visitor: str,
) -> None:
    people = {"coordinator": coordinator, "mentee": a_pair.mentee.person}
    encoded, total = [multipart(body) for body in bodies()], 0
    for rule, method, url in walk_routes(app, safe=False):
        if rule.endpoint in {"auth.exit_quickly", "auth.sign_out"}:
            continue
        client = sign_in(people[visitor]) if visitor in people else app.test_client()
        for body in encoded:
            normalized.characters = 0
            response = open_quickly(client, url, method=method, **body)
            assert response.status_code < 500, url
            assert normalized.marks_in_a_row <= MAX_COMBINING_MARKS, url
            assert normalized.characters < MAX_CONTENT_BYTES, url
            total += normalized.characters
    assert total


@pytest.mark.slow
@pytest.mark.parametrize("encode", [multipart, urlencoded])
def test_a_body_of_a_megabyte_is_refused_by_every_route_before_it_is_read(
    app: Flask, a_pair: Pair, normalized: Normalized, encode: Encode
) -> None:
    body = encode({"name": ATTACK[:250_000], "password": ATTACK[:250_000]})
    for rule, method, url in walk_routes(app, safe=False):
        if not rule.endpoint.endswith(".upload"):
            response = open_quickly(app.test_client(), url, method=method, **body)
            assert response.status_code < 422, "no form read it"
            assert normalized.characters < 10_000, url
    assert open_quickly(app.test_client(), "/sign-in", method="POST", **body).status_code == 413


def test_a_form_of_more_parts_than_a_page_has_is_refused(client: FlaskClient) -> None:
    parts = {f"answer-{number}-means": "x" for number in range(MAX_FORM_PARTS + 1)}
    response = client.post("/sign-in", data=parts, content_type="multipart/form-data")
    assert response.status_code == 413


def test_a_value_that_is_too_long_is_refused_and_everything_else_stays(client: FlaskClient) -> None:
    longer = {"name": "mei@example.org", "password": "x" * (MAX_VALUE_CHARACTERS + 1)}
    response = client.post("/sign-in", data=longer)
    assert response.status_code == 422
    assert "That is too long. Please shorten it." in response.text
    assert 'value="mei@example.org"' in response.text


def test_a_check_of_a_form_is_not_run_on_a_value_that_is_too_long(
    client: FlaskClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    monkeypatch.setattr(
        "mentorship.privacy.email_addresses.validate_email",
        lambda address, **options: checked.append(address),
    )
    for length in (255, MAX_VALUE_CHARACTERS, MAX_VALUE_CHARACTERS + 5):
        assert client.post("/sign-up/email", data={"email": "x" * length}).status_code == 422
    assert checked == []


def test_the_address_of_the_next_page_is_bounded_and_never_normalized(
    app: Flask, normalized: Normalized
) -> None:
    assert safe_local_url("/home?next=1") == "/home?next=1"
    for url in ("//" + ATTACK, "https://" + ATTACK, "/" + "a" * 2_000, ATTACK):
        assert safe_local_url(url) is None
    assert normalized.characters == 0


HEADERS = ["Email address", "What do you hope for?", "Timestamp", "Topics"]


@pytest.mark.slow
@pytest.mark.parametrize("header", HEADERS)
def test_an_import_normalizes_no_long_run_of_marks(
    importer: ImportClient, normalized: Normalized, header: str
) -> None:
    attack = ATTACK[:30_000]
    for content in (
        csv_of([{header: attack}]),
        csv_of([{header: ("a" + "\u0300\u0316" * 16) * 900}] * 5),
        csv_of([{attack: "x"}]),
        csv_of([{header: f"ana@{attack}.org"}]),
    ):
        assert importer.upload(content).status_code == 302
        importer.send("columns")
        for page in ("answers", "plan"):
            open_quickly(importer.client, f"/imports/{importer.sheet.id}/{page}")
    assert 0 < normalized.marks_in_a_row <= MAX_COMBINING_MARKS
