"""Ten thousand sendings of steps by a careless, a hostile and a many-tongued applicant."""

import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextvars import Context
from itertools import cycle, islice
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from mentorship.extensions import db
from mentorship.models import Application, Person, Profile
from mentorship.text_cleaning import clean_text
from tests.factories import FORM
from tests.integration.form_answers import begin, typed
from tests.page_linter import lint

SEEDS = (4, 5, 6, 7)
SENT = 2_500  # with each seed: together ten thousand
LINTED = 50  # every so many pages are read as a browser reads them
PARAGRAPHS = {"goals", "excluded_people"}
TEXTS = {"name", "phone", "heritage", *PARAGRAPHS}
PIECES = (
    *("a", "Z", " ", "  ", "0", "'", '"', "<b>", "&amp;", "%s", "{{ 7 }}", "\\", "=1+1", "--"),
    *("\x00", "\x07", "\x1b", "\x7f", "\ufffd", "\ufeff", "\u00ad"),  # unseen or not text at all
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u061c"),  # marks that reorder
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
ODD = ("", "x", "\x00", "999999999999999999999", "-1", "1e3", "null", "mon_morning", "🌉")


class Sender:
    """Somebody who sends a step, and compares what came of it with what was sent."""

    def __init__(self, app: Flask, person: Person) -> None:
        self.client = FlaskClient(app, app.response_class)
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person.fs_uniquifier, True
        self.outcomes: Counter[tuple[str, int]] = Counter()

    def send(self, step: str, form: dict[str, Any]) -> None:
        # Apart from the context of the test, as tests/page_linter.py explains.
        response = Context().run(self.client.post, f"/join/1/mentor/{step}", data=form)
        db.session.rollback()
        self.outcomes[step, response.status_code] += 1
        texts = {name: kept(name, form[name]) for name in TEXTS & form.keys()}
        assert all(unicodedata.is_normalized("NFC", text) for text in texts.values())
        if response.status_code == 302:
            profile = db.session.query(Profile).one()
            assert {name: profile.answers[name] for name in texts} == texts
        else:
            self.compare_page(response.text, form, texts)

    def compare_page(self, page: str, form: dict[str, Any], texts: dict[str, str]) -> None:
        assert all(str(escape(text)) in page for text in texts.values())
        assert "error-summary" in page
        if self.outcomes.total() % LINTED == 0:
            parsed = BeautifulSoup(page, "html.parser")
            lint(parsed)
            held = typed(parsed)
            assert {name: held[name] for name in texts} == texts


def kept(name: str, text: str) -> str:
    return clean_text(text) if name in PARAGRAPHS else " ".join(clean_text(text).split())


def forms(dice: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every step in turn, and of each step every field missing in turn."""
    missing = {step: cycle([None, None, *form]) for step, form in FORM.items()}
    for step in cycle(FORM):
        left_out = next(missing[step])
        form = {name: said for name, said in FORM[step].items() if name != left_out}
        yield step, {name: another(dice, name, said) for name, said in form.items()}


def another(dice: random.Random, name: str, said: Any) -> Any:
    if name in TEXTS:
        letters = dice.choice((1, 1, 2, 8, 20, 60, 200))
        return "".join(dice.choice(PIECES) for _ in range(letters))
    if dice.random() < 0.15:
        return dice.choice(ODD)
    return said


@pytest.fixture
def sender(app: Flask, nayeli: Person) -> Sender:
    one = Sender(app, nayeli)
    begin(one.client, "mentor")
    db.session.rollback()
    return one


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)  # several tests, so that several processes share them
def test_ten_thousand_sendings_break_nothing_and_lose_nothing(sender: Sender, seed: int) -> None:
    for step, form in islice(forms(random.Random(seed)), SENT):  # noqa: S311
        sender.send(step, form)
    outcomes = sender.outcomes
    assert outcomes.total() == SENT
    assert {status for _, status in outcomes} == {302, 422}
    assert {step for step, status in outcomes if status == 302} == set(FORM)
    assert db.session.query(Application).count() == 1
