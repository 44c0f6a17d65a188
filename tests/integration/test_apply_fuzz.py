"""Four thousand random form submissions: missing fields, hostile values and many scripts."""

import random
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextvars import Context
from itertools import cycle, islice
from typing import Any

import lxml.html
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from mentorship.extensions import db
from mentorship.models import Application, Person, Profile
from mentorship.text_cleaning import clean_text
from tests.factories import FORM
from tests.integration.form_answers import begin, form_values
from tests.page_linter import lint

SEEDS = (4, 5, 6, 7)
SUBMISSIONS_PER_SEED = 1_000
LINT_INTERVAL = 50  # parsing every page would take too long
MULTILINE_FIELDS = {"goals", "excluded_people"}
TEXT_FIELDS = {"name", "phone", "heritage", *MULTILINE_FIELDS}
TEXT_FRAGMENTS = (
    *("a", "Z", " ", "  ", "0", "'", '"', "<b>", "&amp;", "%s", "{{ 7 }}", "\\", "=1+1", "--"),
    *(
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\ufffd",
        "\ufeff",
        "\u00ad",
    ),  # invisible characters and controls
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c"),  # bidirectional marks
    *("e\u0301", "n\u0303", "o\u0302\u0323", "\u1112\u1161\u11ab", "\u0958", "Z\u0351\u036b\u0343"),
    *(
        "🌉",
        "👩🏽‍🤝‍👨🏿",
        "🇲🇽",
        "\u200d",
        "한",
        "李",
        "ñ",
        "ñ̃",
        "नि",
        "ខ្មែរ",
        "שלום",
        "ﷺ",
        "Å",
        "ﬁ",
    ),
    *("\n", "\r\n", "\r", "\t", "\u2028", "\u3164"),
)
INVALID_CHOICES = (
    "",
    "x",
    "\x00",
    "999999999999999999999",
    "-1",
    "1e3",
    "null",
    "mon_morning",
    "🌉",
)


class CheckingSender:
    """A client that sends steps, and checks that each response keeps or returns every value."""

    def __init__(self, app: Flask, person: Person) -> None:
        self.client = FlaskClient(app, app.response_class)
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person.fs_uniquifier, True
            session["signed_in"] = int(time.time())
        self.outcomes: Counter[tuple[str, int]] = Counter()

    def send(self, step: str, form: dict[str, Any]) -> None:
        # Outside the context of the test, as tests/page_linter.py explains.
        response = Context().run(self.client.post, f"/join/1/mentor/{step}", data=form)
        db.session.rollback()
        self.outcomes[step, response.status_code] += 1
        texts = {name: cleaned(name, form[name]) for name in TEXT_FIELDS & form.keys()}
        assert all(unicodedata.is_normalized("NFC", text) for text in texts.values())
        if response.status_code == 302:
            profile = db.session.query(Profile).one()
            assert {name: profile.answers[name] for name in texts} == texts
        else:
            self.check_page(response.text, form, texts)

    def check_page(self, page: str, form: dict[str, Any], texts: dict[str, str]) -> None:
        assert all(str(escape(text)) in page for text in texts.values())
        assert "error-summary" in page
        if self.outcomes.total() % LINT_INTERVAL == 0:
            parsed = BeautifulSoup(page, "html.parser")
            lint(lxml.html.document_fromstring(page))
            values = form_values(parsed)
            assert {name: values[name] for name in texts} == texts


def cleaned(name: str, text: str) -> str:
    return clean_text(text) if name in MULTILINE_FIELDS else " ".join(clean_text(text).split())


def forms(rng: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the steps in turn, each time with another field missing or none."""
    fields = {step: cycle([None, None, *form]) for step, form in FORM.items()}
    for step in cycle(FORM):
        missing_field = next(fields[step])
        form = {name: value for name, value in FORM[step].items() if name != missing_field}
        yield step, {name: random_value(rng, name, value) for name, value in form.items()}


def random_value(rng: random.Random, name: str, valid_value: Any) -> Any:
    if name in TEXT_FIELDS:
        length = rng.choice((1, 1, 2, 8, 20, 60, 200))
        return "".join(rng.choice(TEXT_FRAGMENTS) for _ in range(length))
    if rng.random() < 0.15:
        return rng.choice(INVALID_CHOICES)
    return valid_value


@pytest.fixture
def sender(app: Flask, nayeli: Person) -> CheckingSender:
    sender = CheckingSender(app, nayeli)
    begin(sender.client, "mentor")
    db.session.rollback()
    return sender


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)  # separate tests, for running in parallel
def test_random_submissions_cause_no_error_and_lose_no_text(
    sender: CheckingSender, seed: int
) -> None:
    for step, form in islice(forms(random.Random(seed)), SUBMISSIONS_PER_SEED):  # noqa: S311
        sender.send(step, form)
    outcomes = sender.outcomes
    assert outcomes.total() == SUBMISSIONS_PER_SEED
    assert {status for _, status in outcomes} == {302, 422}
    assert {step for step, status in outcomes if status == 302} == set(FORM)
    assert db.session.query(Application).count() == 1
