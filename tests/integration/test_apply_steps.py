"""Each step by itself: errors beside their field and in the summary, and nothing typed is lost."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mentorship.extensions import db
from mentorship.models import Application, Person, Profile
from mentorship.questions import STEPS
from mentorship.text_cleaning import clean_text
from tests.conftest import SignIn
from tests.factories import FORM
from tests.integration.form_answers import begin, page_of, typed

MANY_LANGUAGES = {
    f"languages-{number}-{part}": said
    for number, code in enumerate(("en", "es", "ko", "vi", "ja", "fil", "th", "km", "lo", "hmn"))
    for part, said in (("language", code), ("comfort", "learning"))
}


@pytest.fixture
def browser(nayeli: Person, sign_in: SignIn) -> FlaskClient:
    client = sign_in(nayeli)
    begin(client, "mentor")
    return client


def test_every_step_has_a_form_and_every_form_a_step() -> None:
    assert [step.name for step in STEPS] == list(FORM)


@pytest.mark.parametrize(
    ("step", "changed", "field", "says"),
    [
        ("name", {"name": " "}, "name", "Tell us what to call you"),
        ("name", {"name": "x" * 81}, "name", "80 characters"),
        ("contact", {"phone": "1" * 61}, "phone", "60 characters"),
        ("communities", {"communities": []}, "communities", "at least one community"),
        ("communities", {"communities": ["martian"]}, "communities", "answers that are offered"),
        ("communities", {"heritage": "x" * 81}, "heritage", "80 characters"),
        (
            "languages",
            {"languages-0-language": "", "languages-1-language": ""},
            "languages",
            "at least one",
        ),
        ("languages", {"languages-1-language": "zap"}, "languages", "twice"),
        (
            "languages",
            {"languages-0-comfort": "learning", "languages-1-comfort": "learning"},
            "languages",
            "speak comfortably",
        ),
        ("languages", {"languages-0-language": "klingon"}, "languages", "offered"),
        ("languages", {"languages-1-comfort": ""}, "languages", "offered"),
        ("languages", {"languages-1-language": " "}, "languages", "offered"),
        ("location", {"area": ""}, "area", "Choose a neighborhood"),
        ("location", {"area": "atlantis"}, "area", "answers that are offered"),
        ("location", {"area": "online_only"}, "modes", "choose a neighborhood above"),
        ("location", {"modes": []}, "modes", "at least one way"),
        ("availability", {"availability": []}, "availability", "at least one time"),
        ("topics", {"topics": []}, "topics", "at least one topic"),
        ("capacity", {"capacity": "many"}, "capacity", "answers that are offered"),
        ("capacity", {"capacity": "6"}, "capacity", "answers that are offered"),
        ("interests", {"interests": ["war"]}, "interests", "answers that are offered"),
        ("goals", {"goals": "x" * 1001}, "goals", "1,000 characters"),
        ("exclusions", {"excluded_people": "x" * 501}, "excluded_people", "500 characters"),
    ],
)
def test_an_error_stands_beside_its_field_and_in_the_summary(
    browser: FlaskClient, step: str, changed: dict[str, Any], field: str, says: str
) -> None:
    response = browser.post(f"/join/1/mentor/{step}", data={**FORM[step], **changed})
    assert response.status_code == 422
    page = page_of(response)
    assert page.title.get_text().startswith("Error:")
    assert says in page.find(id=f"{field}-error").get_text()
    assert page.find("div", class_="error-summary").find("a", href=f"#{field}")
    described = page.select_one(f"[aria-describedby~='{field}-error']")
    assert described is not None
    assert db.session.query(Profile).one().steps_done == []


@pytest.mark.parametrize(
    ("step", "changed"),
    [
        ("communities", {"communities": [], "heritage": "Zapotec"}),
        ("languages", {"languages-2-language": "zap", "languages-2-comfort": "learning"}),
        ("location", {"area": "online_only"}),
        ("goals", {"goals": "¡Sí!\n" * 300}),
    ],
)
def test_nothing_typed_is_lost_when_there_is_an_error(
    browser: FlaskClient, step: str, changed: dict[str, Any]
) -> None:
    sent = FORM[step] | changed
    response = browser.post(f"/join/1/mentor/{step}", data=sent)
    assert response.status_code == 422
    assert typed(page_of(response)) == {
        name: said.strip() if isinstance(said, str) else said for name, said in sent.items()
    }


def test_another_language_makes_room_and_saves_nothing(browser: FlaskClient) -> None:
    response = browser.post("/join/1/mentor/languages", data={**FORM["languages"], "another": "y"})
    assert response.status_code == 200
    held = typed(page_of(response))
    assert held == {
        **FORM["languages"],
        "languages-3-language": "",
        "languages-3-comfort": "comfortable",
    }
    assert page_of(response).find(autofocus=True)["name"] == "languages-3-language"
    assert db.session.query(Profile).one().answers["languages"] == []
    browser.post("/join/1/mentor/languages", data={**held, "languages-3-language": "ko"})
    assert len(db.session.query(Profile).one().answers["languages"]) == 3


def test_ten_languages_are_all_there_is_room_for(browser: FlaskClient) -> None:
    response = browser.post("/join/1/mentor/languages", data={**MANY_LANGUAGES, "another": "y"})
    assert typed(page_of(response)) == MANY_LANGUAGES
    assert page_of(response).select_one("[name=another]") is None


def test_mentors_and_mentees_are_asked_about_topics_in_their_own_words(
    browser: FlaskClient,
) -> None:
    begin(browser, "mentee")
    assert page_of(browser.get("/join/1/mentor/topics")).h1.get_text() == "What could you share?"
    asked = page_of(browser.get("/join/1/mentee/topics")).h1.get_text()
    assert asked == "What do you want to learn?"


def test_a_mentee_has_one_place_whatever_they_send(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    browser.post("/join/1/mentee/topics", data={**FORM["topics"], "capacity": "5"})
    assert {one.capacity for one in db.session.query(Application)} == {1}


def test_sensitive_words_are_shown_before_they_are_saved(browser: FlaskClient) -> None:
    said = {"goals": "My cousin is undocumented."}
    response = browser.post("/join/1/mentor/goals", data=said)
    page = page_of(response)
    assert response.status_code == 422
    assert page.find("q").get_text() == "undocumented"
    assert db.session.query(Profile).one().answers["goals"] == ""
    kept_on_purpose = {**typed(page), "sensitive": "keep"}
    assert browser.post("/join/1/mentor/goals", data=kept_on_purpose).status_code == 302
    assert db.session.query(Profile).one().answers["goals"] == said["goals"]


HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x00\u202e\u200f\u0301'\"<>&=%{}\r\n🌉"),
    ),
    max_size=210,
)
TEXTS = {"name", "heritage", "phone", "goals", "excluded_people"}


@pytest.mark.parametrize("step", FORM)
@hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_sent_is_kept_whole_or_refused_with_nothing_lost(
    browser: FlaskClient, step: str, data: st.DataObject
) -> None:
    odd = data.draw(st.dictionaries(st.sampled_from(sorted(FORM[step])), HOSTILE, min_size=1))
    left_out = data.draw(st.sampled_from([None, *FORM[step]]))
    sent = {name: said for name, said in (FORM[step] | odd).items() if name != left_out}
    response = browser.post(f"/join/1/mentor/{step}", data=sent)
    assert response.status_code in {302, 422}
    texts = TEXTS & sent.keys()
    if response.status_code == 302:
        profile = db.session.query(Profile).one()
        assert {name: profile.answers[name] for name in texts} == {
            name: kept(name, sent[name]) for name in texts
        }
    else:
        held = typed(page_of(response))
        assert {name: held[name].replace("\r\n", "\n") for name in texts} == {
            name: kept(name, sent[name]) for name in texts
        }


def kept(name: str, text: str) -> str:
    if name in {"goals", "excluded_people"}:
        return clean_text(text)
    return " ".join(clean_text(text).split())
