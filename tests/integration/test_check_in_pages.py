"""Three questions: on the page of a match, or by a link without signing in."""

from datetime import timedelta

import lxml.html
import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, CheckIn, Pair, Person
from mentorship.services.match_support import check_ins
from mentorship.services.pairs import closing
from tests.conftest import MovedClock, SignIn
from tests.factories import accept_introduction
from tests.page_forms import hidden_fields, press

PAGE = "/pairs/1/check-in"
ANSWERS = {"rating": "4", "obstacle": "nothing", "wants_call": "no", "words": ""}


@pytest.fixture
def pair(introduced: Pair) -> Pair:
    introduced.mentee.profile.change({"name": "Xochitl"})
    introduced.mentor.profile.change({"name": "Haruki"})
    return accept_introduction(introduced)


@pytest.fixture
def link(pair: Pair) -> str:
    return f"/pairs/check-in/{check_ins.make_token(pair.mentee.person, pair)}"


def said() -> list[tuple[int, int, bool, str]]:
    rows = db.session.query(CheckIn).order_by(CheckIn.id)
    return [(row.person_id, row.rating, row.wants_call, row.words) for row in rows]


def test_somebody_answers_on_their_page_and_says_it_again_on_the_same_day(
    pair: Pair, mentee: FlaskClient
) -> None:
    person_id = pair.mentee.person_id
    sent = press(mentee, PAGE, data=ANSWERS, follow_redirects=True)
    assert "It helps us to look after you both." in sent.text
    assert said() == [(person_id, 4, False, "")]
    press(mentee, PAGE, data=ANSWERS | {"rating": "2", "words": "It is hard."})
    assert said() == [(person_id, 2, False, "It is hard.")]


def test_a_double_tap_is_one_answer(pair: Pair, mentee: FlaskClient) -> None:
    sent = hidden_fields(mentee, PAGE) | ANSWERS
    for _ in range(2):
        assert mentee.post(PAGE, data=sent).location == "/pairs/1"
    assert len(said()) == 1


@pytest.mark.parametrize("missing", ["rating", "obstacle", "wants_call"])
def test_all_three_questions_are_asked_and_nothing_typed_is_lost(
    mentee: FlaskClient, missing: str
) -> None:
    answers = {name: value for name, value in ANSWERS.items() if name != missing}
    response = press(mentee, PAGE, data=answers | {"words": "We laugh a lot."})
    assert response.status_code == 422
    assert "We laugh a lot.</textarea>" in response.text
    assert said() == []


def test_a_number_that_is_no_choice_is_refused(mentee: FlaskClient) -> None:
    for wrong in ("0", "6", "x"):
        assert press(mentee, PAGE, data=ANSWERS | {"rating": wrong}).status_code == 422
    assert said() == []


def test_please_call_me_is_on_todays_page_at_once_and_first(
    mentee: FlaskClient, coordinator: Person, sign_in: SignIn
) -> None:
    sent = press(mentee, PAGE, data=ANSWERS | {"wants_call": "yes"}, follow_redirects=True)
    assert "A coordinator sees it at once, and calls you." in sent.text
    today = lxml.html.document_fromstring(sign_in(coordinator).get("/today").text)
    assert "Asks for a call" in today.text_content()
    assert "Xochitl" in today.text_content()
    due = lxml.html.document_fromstring(sign_in(coordinator).get("/matches/due").text)
    assert "Asks for a call" in due.xpath("string(//table/tbody/tr[1])")


def test_the_other_one_reads_nothing_of_it(
    pair: Pair, mentee: FlaskClient, sign_in: SignIn
) -> None:
    press(mentee, PAGE, data=ANSWERS | {"words": "He is always late."})
    mentor = sign_in(pair.mentor.person)
    for page in (
        "/pairs/1",
        PAGE,
        "/home",
        "/account/data",
        "/account/data/download.json",
        "/account/data/download.html",
    ):
        assert "He is always late." not in mentor.get(page, follow_redirects=True).text, page


def test_by_a_link_somebody_answers_without_signing_in(
    pair: Pair, link: str, client: FlaskClient
) -> None:
    page = client.get(link).text
    for name in ("Xochitl", "Haruki", "mentee@example.org", "/pairs/1"):
        assert name not in page, "whoever has the link may see it"
    done = press(client, link, data=ANSWERS | {"words": "All is well."})
    assert "You can close this page." in done.text
    assert "Xochitl" not in done.text
    assert said() == [(pair.mentee.person_id, 4, False, "All is well.")]
    entry = db.session.query(AuditEntry).filter_by(action="check in").one()
    assert entry.actor_id == pair.mentee.person_id
    assert "All is well." not in client.get(link).text, "a link reads nothing"


def test_a_link_that_is_sent_twice_answers_once(link: str, client: FlaskClient) -> None:
    sent = hidden_fields(client, link) | ANSWERS
    for _ in range(2):
        assert client.post(link, data=sent).status_code == 200
    assert len(said()) == 1


def test_a_link_that_is_altered_or_expired_says_that_it_has_ended(
    link: str, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in (link[:-8], link.replace("/check-in/", "/check-in/x"), "/pairs/check-in/none"):
        assert client.get(wrong).status_code == client.post(wrong, data=ANSWERS).status_code == 410
    monkeypatch.setattr(check_ins, "LINK_VALIDITY", timedelta(seconds=-1))
    assert client.get(link).status_code == client.post(link, data=ANSWERS).status_code == 410
    assert said() == []


def test_after_the_end_nothing_is_asked(
    pair: Pair, link: str, client: FlaskClient, mentee: FlaskClient, coordinator: Person
) -> None:
    stale = hidden_fields(mentee, PAGE) | ANSWERS
    closing.end(db.session, coordinator, pair)
    db.session.commit()
    assert client.get(link).status_code == client.post(link, data=ANSWERS).status_code == 410
    assert mentee.get(PAGE).location == "/pairs/1"
    late = mentee.post(PAGE, data=stale | {"words": "We said goodbye."})
    assert late.status_code == 409
    assert "We said goodbye." in late.text, "nothing that was typed is lost"
    assert said() == []


def test_the_page_of_the_match_asks_from_a_week_before_it_is_due(
    mentee: FlaskClient, moved_clock: MovedClock
) -> None:
    assert PAGE not in mentee.get("/pairs/1").text
    moved_clock.forward(days=25)
    assert f'href="{PAGE}"' in mentee.get("/pairs/1").text
    press(mentee, PAGE, data=ANSWERS)
    assert PAGE not in mentee.get("/pairs/1").text
