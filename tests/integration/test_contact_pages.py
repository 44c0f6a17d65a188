"""What the other one sees of somebody, and the choice of how they may be reached."""

from datetime import date

import lxml.html
import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Pair
from mentorship.services import personal_data
from mentorship.services.pairs import closing
from tests.conftest import SignIn
from tests.factories import accept_introduction
from tests.page_forms import press

PAGE, PAIR_PAGE = "/pairs/1/contact", "/pairs/1"
ADDRESS, PHONE = "mentee@example.org", "+1 213 555 0142"


@pytest.fixture
def pair(introduced: Pair) -> Pair:
    speaks = [
        {"language": "es", "comfort": "fluent"},
        {"language": "en", "comfort": "learning"},
    ]
    introduced.mentee.profile.change({"phone": PHONE, "languages": speaks, "goals": "To listen."})
    introduced.mentor.profile.change({"languages": [{"language": "es", "comfort": "fluent"}]})
    db.session.commit()
    return accept_introduction(introduced)


def test_the_page_shows_what_the_other_one_sees(mentee: FlaskClient, mentor: FlaskClient) -> None:
    own, theirs = mentee.get(PAGE).text, mentor.get(PAIR_PAGE).text
    for shown in (ADDRESS, PHONE, "To listen.", "Spanish (fluent), English (learning)"):
        assert shown in own
        assert shown in theirs
    assert PAGE in mentee.get(PAIR_PAGE).text


def test_what_somebody_hides_is_gone_from_both_pages(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    page = press(mentee, PAGE, data={"phone": "y"}, follow_redirects=True).text
    assert "This is what the other person sees from now on" in page
    for client, url in ((mentee, PAGE), (mentor, PAIR_PAGE)):
        text = client.get(url).text
        assert ADDRESS not in text
        assert "555 0142" in text
    press(mentee, PAGE)
    assert "They see no way to reach you" in mentee.get(PAGE).text
    text = mentor.get(PAIR_PAGE).text
    assert "They have not said how. Please ask the coordinators." in text
    assert "555 0142" not in text
    assert "signal.me" not in text
    press(mentee, PAGE, data={"email": "y", "phone": "y"})
    assert ADDRESS in mentor.get(PAIR_PAGE).text


def test_the_buttons_are_signal_then_a_call_then_email_and_the_typed_text_follows(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    page = lxml.html.document_fromstring(mentor.get(PAIR_PAGE).text)
    (contact,) = page.xpath("//section[@class='contact']")
    buttons = [link.get("href") for link in contact.xpath(".//a[contains(@class, 'btn')]")]
    number = "+12135550142"
    assert buttons == [f"https://signal.me/#p/{number}", f"tel:{number}", f"mailto:{ADDRESS}"]
    assert " ".join(contact.text_content().split()).endswith(PHONE)
    own = mentee.get(PAGE).text
    assert own.index(PHONE) < own.index(ADDRESS), "the preview has the same order"
    press(mentee, PAGE, data={"phone": "y"})
    assert "mailto:" not in mentor.get(PAIR_PAGE).text


def test_the_name_and_the_number_can_be_changed_from_there_after_the_round_has_closed(
    pair: Pair, mentee: FlaskClient
) -> None:
    pair.mentee.round.closes_on = date(2020, 1, 1)
    db.session.commit()
    page = mentee.get(PAGE).text
    for step in ("name", "contact", "goals"):
        assert f"/join/1/mentee/{step}?then=review" in page
        assert mentee.get(f"/join/1/mentee/{step}").status_code == 200
    for step in ("languages", "exclusions"):
        assert f"/join/1/mentee/{step}?" not in page


def test_somebody_can_choose_before_saying_yes(introduced: Pair, sign_in: SignIn) -> None:
    client = sign_in(introduced.mentee.person)
    page = client.get(PAGE).text
    assert "They see no way to reach you yet" in page
    assert ADDRESS not in page
    press(client, PAGE, data={"phone": "y"})
    accept_introduction(introduced)
    assert ADDRESS not in sign_in(introduced.mentor.person).get(PAIR_PAGE).text


def test_after_the_end_there_is_nothing_to_choose(pair: Pair, mentee: FlaskClient) -> None:
    closing.end(db.session, pair.mentor.person, pair)
    db.session.commit()
    assert mentee.get(PAGE).location == PAIR_PAGE


def test_the_page_of_a_pair_tells_in_which_languages_they_can_talk(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    own, theirs = (" ".join(client.get(PAIR_PAGE).text.split()) for client in (mentee, mentor))
    assert "You both speak: Spanish. You are learning: English." in own
    assert "</span> is learning: English." in theirs


def test_a_copy_of_ones_data_has_ones_own_choice(pair: Pair, mentee: FlaskClient) -> None:
    press(mentee, PAGE, data={"phone": "y"})
    for person, shown in ((pair.mentee.person, False), (pair.mentor.person, True)):
        (exported,) = personal_data.export(db.session, person)["pairs"]
        assert exported["contact_shown"] == {"email": shown, "phone": True}
    assert "your email address" in mentee.get("/account/data").text
