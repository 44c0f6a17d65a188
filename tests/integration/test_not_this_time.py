"""Declining an introduction through its page: a reason, which is for coordinators alone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, PairState, PersonConstraint
from mentorship.services import personal_data
from mentorship.services.pairing.pair_constraints import ban_of
from tests.conftest import Mailbox, SignIn
from tests.page_forms import press

NO = "/pairs/1/no"
WORDS = "I would need two buses."


@pytest.fixture
def mentee(introduced: Pair, sign_in: SignIn) -> FlaskClient:
    return sign_in(introduced.mentee.person)


@pytest.fixture
def mentor(introduced: Pair, sign_in: SignIn) -> FlaskClient:
    return sign_in(introduced.mentor.person)


def why(pair: Pair) -> tuple[str, str]:
    db.session.expire_all()
    assert pair.state is PairState.CLOSED
    banned = ban_of(db.session, pair.mentee_id, pair.mentor_id)
    assert banned is not None
    return banned.reason, banned.words


def limits() -> list[tuple[int, str]]:
    stored = db.session.scalars(select(PersonConstraint))
    return [(item.application_id, item.kind) for item in stored]


def test_nobody_has_to_say_why(introduced: Pair, mentee: FlaskClient) -> None:
    page = mentee.get(NO).text
    assert "I prefer not to say" in page
    assert introduced.state is PairState.INTRODUCED, "reading the page declines nothing"
    press(mentee, NO)
    assert why(introduced) == ("", "")
    assert limits() == []


def test_a_reason_is_kept_and_limits_whoever_gave_it(introduced: Pair, mentee: FlaskClient) -> None:
    press(mentee, NO, data={"reason": "too_far", "words": WORDS})
    assert why(introduced) == ("too_far", WORDS)
    assert limits() == [(introduced.mentee_id, "same_area")]
    pair = personal_data.export(db.session, introduced.mentee.person)["pairs"][0]
    assert (pair["own_reason"], pair["own_words"]) == ("too_far", WORDS)


def test_the_other_person_learns_nothing_of_it(
    introduced: Pair, mentee: FlaskClient, mentor: FlaskClient, mailbox: Mailbox
) -> None:
    press(mentor, "/pairs/1", "/pairs/1/yes")
    press(mentee, NO, data={"reason": "language_too_weak", "words": WORDS})
    pages = "/home", "/pairs/1", "/account/data", "/account/data/download.html"
    downloads = "/account/data/download.json", "/messages"
    texts = [mentor.get(page, follow_redirects=True).text for page in (*pages, *downloads)]
    emails = [f"{subject} {body}" for _to, subject, body in mailbox.emails()]
    for text in (*texts, *emails):
        assert WORDS not in text
        assert "language_too_weak" not in text
    assert "two buses" in mentee.get("/account/data/download.html").text
    entries = db.session.scalars(select(AuditEntry.action)).all()
    assert not any("bus" in action or "language" in action for action in entries)


def test_a_mentor_who_can_take_nobody_reads_that_nobody_else_is_suggested(
    introduced: Pair, mentor: FlaskClient, mentee: FlaskClient
) -> None:
    assert "anybody&#39;s mentor" not in mentee.get(NO).text
    data = {"reason": "mentor_takes_no_more"}
    page = press(mentor, NO, data=data, follow_redirects=True).text
    assert "Nobody else is suggested to you in this round" in page
    assert limits() == [(introduced.mentor_id, "no_more")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reason": "mentor_takes_no_more", "words": WORDS}, "Choose one of the answers"),
        ({"reason": "too_far", "words": f"{WORDS} {'x' * 200}"}, "Keep it to 200 characters"),
        ({"reason": "too_far", "words": "He is undocumented."}, "Do you want to write this down?"),
    ],
)
def test_what_cannot_be_kept_is_shown_again_and_nothing_has_ended(
    data: dict[str, str], sentence: str, introduced: Pair, mentee: FlaskClient
) -> None:
    response = press(mentee, NO, data=data)
    assert response.status_code == 422
    assert sentence in response.text
    assert data["words"][:20] in response.text
    db.session.refresh(introduced)
    assert introduced.state is PairState.INTRODUCED


def test_after_the_end_the_page_leads_to_what_became_of_it(
    introduced: Pair, mentee: FlaskClient
) -> None:
    press(mentee, NO)
    assert mentee.get(NO).headers["Location"].endswith("/pairs/1")
