"""The pages on which the two of a pair agree on how they meet."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from lxml.html import FormElement

from mentorship.extensions import db
from mentorship.models import Agreement, Pair
from mentorship.services import personal_data
from mentorship.services.pairs import agreements, closing
from tests.page_forms import forms_of, hidden_fields, press

PAGE, PROPOSE = "/pairs/1/agreement", "/pairs/1/agreement/propose"
YES, TAKE_BACK = f"{PAGE}/yes", f"{PAGE}/take-back"
TERMS = {
    "how_often": "every_week",
    "minutes": "50",
    "mode": "online",
    "meeting_place": "a library",
    "boundaries": "Not on Sundays.",
    "private": "What we say of family.",
}


def minutes() -> list[tuple[int, bool]]:
    """Return the minutes of each agreement, and whether it holds."""
    return [(row.minutes, row.holds) for row in db.session.query(Agreement).order_by("number")]


def form_on(page: str) -> FormElement:
    (form,) = (form for form in forms_of(page) if "minutes" in form.fields)
    return form


def test_two_agree_and_later_change_it_together(mentee: FlaskClient, mentor: FlaskClient) -> None:
    assert "Nothing yet" in mentee.get(PAGE).text
    asked = press(mentee, PROPOSE, data=TERMS, follow_redirects=True).text
    assert "We ask the other person" in asked
    own = mentee.get(PAGE).text
    assert "You propose this" in own
    assert YES not in own, "nobody says yes to their own proposal"
    theirs = mentor.get(PAGE).text
    for text in ("The other person proposes this", "Every week", "50 minutes", "Not on Sundays."):
        assert text in theirs
    assert TAKE_BACK not in theirs
    assert press(mentor, PAGE, YES).location == PAGE
    assert minutes() == [(50, True)]
    assert "You have both said yes to this" in mentee.get(PAGE).text
    press(mentor, PROPOSE, data=TERMS | {"minutes": "30"})
    assert "Until then, this counts" in mentee.get(PAGE).text
    press(mentee, PAGE, YES)
    assert minutes() == [(30, True)]


def test_a_first_proposal_is_filled_in_and_a_change_begins_with_what_there_is(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    pair.mentor.profile.change({"modes": ["online"]})
    db.session.commit()

    def filled_in(client: FlaskClient) -> dict[str, str]:
        form = form_on(client.get(PROPOSE).text)
        return {name: form.fields[name].strip() for name in TERMS}

    suggested = {"how_often": "every_two_weeks", "minutes": "60", "mode": "online"}
    assert filled_in(mentee) == dict.fromkeys(TERMS, "") | suggested
    press(mentee, PROPOSE, data=TERMS)
    assert filled_in(mentor) == TERMS


def test_a_proposal_written_while_the_other_proposed_is_shown_again_beside_theirs(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = hidden_fields(mentor, PROPOSE) | TERMS | {"minutes": "90", "boundaries": "No calls."}
    press(mentee, PROPOSE, data=TERMS)
    response = mentor.post(PROPOSE, data=sent)
    assert response.status_code == 422
    assert "has changed since you opened the page" in response.text
    for text in ("No calls.</textarea>", 'value="90"', "Not on Sundays.", "50 minutes"):
        assert text in response.text
    assert minutes() == [(50, False)]
    again = dict(form_on(response.text).form_values())
    assert mentor.post(PROPOSE, data=again).location == PAGE
    assert minutes() == [(90, False)]
    assert "90 minutes" in mentee.get(PAGE).text


@pytest.mark.usefixtures("each_database")
def test_of_two_who_propose_at_once_the_later_one_is_asked(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = {
        client: hidden_fields(client, PROPOSE) | TERMS | {"minutes": entered}
        for client, entered in ((mentee, "50"), (mentor, "90"))
    }
    barrier = Barrier(len(sent))

    def send(client: FlaskClient) -> int:
        barrier.wait()
        return client.post(PROPOSE, data=sent[client]).status_code

    with ThreadPoolExecutor() as threads:
        assert sorted(threads.map(send, sent)) == [302, 422]
    assert len(minutes()) == 1


def test_a_form_sent_twice_proposes_once(mentee: FlaskClient) -> None:
    sent = hidden_fields(mentee, PROPOSE) | TERMS
    for _ in range(2):
        assert mentee.post(PROPOSE, data=sent).location == PAGE
    assert minutes() == [(50, False)]


def test_a_yes_is_to_the_proposal_that_was_read(mentee: FlaskClient, mentor: FlaskClient) -> None:
    press(mentee, PROPOSE, data=TERMS)
    read = hidden_fields(mentor, PAGE, YES)
    press(mentee, PAGE, TAKE_BACK)
    response = mentor.post(YES, data=read, follow_redirects=True)
    assert "not there any more" in response.text
    press(mentee, PROPOSE, data=TERMS | {"minutes": "300"})
    response = mentor.post(YES, data=read, follow_redirects=True)
    assert "has changed since you opened the page" in response.text
    assert response.request.path == PAGE
    assert minutes() == [(300, False)]


def test_a_second_tap_on_yes_or_on_take_back_does_nothing_more(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, PROPOSE, data=TERMS)
    sent = hidden_fields(mentor, PAGE, YES)
    for _ in range(2):
        response = mentor.post(YES, data=sent, follow_redirects=True)
        assert "You have both said yes to this" in response.text
    press(mentee, PROPOSE, data=TERMS | {"minutes": "30"})
    sent = hidden_fields(mentee, PAGE, TAKE_BACK)
    taken_back = mentee.post(TAKE_BACK, data=sent, follow_redirects=True).text
    assert "taken your proposal back" in taken_back
    mentee.post(TAKE_BACK, data=sent, follow_redirects=True)
    assert minutes() == [(50, True)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": "0"}, "Enter a number from 1"),
        ({"minutes": "an hour"}, "Enter the minutes as a number"),
        ({"how_often": "daily"}, "Choose one of the answers"),
        ({"meeting_place": "x" * 81}, "Keep it to 80 characters"),
        ({"boundaries": "x" * 501}, "Keep it to 500 characters"),
        ({"private": "She is undocumented."}, "Do you want to write this down?"),
    ],
)
def test_what_cannot_be_proposed_is_shown_again_and_nothing_is_lost(
    mentee: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    response = press(mentee, PROPOSE, data=TERMS | changes)
    assert response.status_code == 422
    assert sentence in response.text
    unchanged = next(name for name in ("boundaries", "private") if name not in changes)
    assert TERMS[unchanged] in response.text
    assert minutes() == []


def test_a_match_that_ended_while_somebody_typed_keeps_their_words_on_the_page(
    pair: Pair, mentee: FlaskClient
) -> None:
    sent = hidden_fields(mentee, PROPOSE) | TERMS
    closing.end(db.session, pair.mentor.person, pair)
    db.session.commit()
    response = mentee.post(PROPOSE, data=sent)
    assert "Not on Sundays." in response.text
    assert minutes() == []
    for page in (PAGE, PROPOSE):
        assert mentee.get(page).location == "/pairs/1"


def test_a_copy_of_ones_data_has_the_agreements_with_the_own_yes(
    pair: Pair, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, PROPOSE, data=TERMS)
    press(mentor, PAGE, YES)
    press(mentor, PROPOSE, data=TERMS | {"minutes": "30", "boundaries": "Not on Mondays."})
    (exported,) = personal_data.export(db.session, pair.mentee.person)["pairs"]
    held, waiting = exported["agreements"]
    assert (held["holds"], held["minutes"], held["boundaries"]) == (True, 50, "Not on Sundays.")
    assert held["own_yes"] is not None
    assert (waiting["holds"], waiting["own_yes"]) == (False, None)
    for page in ("/account/data", "/account/data/download.html"):
        text = mentee.get(page).text
        assert "Not on Sundays." in text
        assert "Not on Mondays." in text


def test_every_answer_of_the_form_is_stored(mentee: FlaskClient) -> None:
    press(mentee, PROPOSE, data=TERMS)
    (stored,) = db.session.query(Agreement)
    kept = {name: str(value) for name, value in vars(agreements.terms_of(stored)).items()}
    assert kept == TERMS
