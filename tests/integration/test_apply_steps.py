"""Each step: errors at their field and in the summary, and no entered text is lost."""

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
from tests.integration.form_answers import begin, form_values, parse_page

MANY_LANGUAGES = {
    f"languages-{number}-{part}": value
    for number, code in enumerate(("en", "es", "ko", "vi", "ja", "fil", "th", "km", "lo", "hmn"))
    for part, value in (("language", code), ("comfort", "learning"))
}


@pytest.fixture
def browser(nayeli: Person, sign_in: SignIn) -> FlaskClient:
    client = sign_in(nayeli)
    begin(client, "mentor")
    return client


def test_every_step_has_a_form_and_every_form_a_step() -> None:
    assert [step.name for step in STEPS] == list(FORM)


@pytest.mark.parametrize(
    ("step", "changed", "field", "message"),
    [
        ("name", {"name": " "}, "name", "Tell us what to call you"),
        ("name", {"name": "x" * 81}, "name", "80 characters"),
        ("contact", {"phone": "1" * 61}, "phone", "60 characters"),
        ("communities", {"communities": []}, "communities", "at least one community"),
        ("communities", {"communities": ["martian"]}, "communities", "answers that are offered"),
        ("communities", {"heritage": "x" * 81}, "heritage", "80 characters"),
        (
            "languages",
            dict.fromkeys(FORM["languages"], ""),
            "languages",
            "at least one",
        ),
        ("languages", {"languages-1-language": "zap"}, "languages", "Zapotec twice"),
        (
            "languages",
            {"languages-0-comfort": "learning", "languages-1-comfort": "learning"},
            "languages",
            "speak comfortably",
        ),
        ("languages", {"languages-0-language": "klingon"}, "languages-0-language", "offered"),
        ("languages", {"languages-1-comfort": "native"}, "languages-1-comfort", "offered"),
        ("languages", {"languages-1-comfort": ""}, "languages-1-comfort", "language: Spanish"),
        ("languages", {"languages-1-language": ""}, "languages-1-language", "the language"),
        ("languages", {"languages-2-comfort": "learning"}, "languages-2-language", "both lists"),
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
def test_an_error_is_shown_at_its_field_and_in_the_summary(
    browser: FlaskClient, step: str, changed: dict[str, Any], field: str, message: str
) -> None:
    response = browser.post(f"/join/1/mentor/{step}", data={**FORM[step], **changed})
    assert response.status_code == 422
    page = parse_page(response)
    assert page.title.get_text().startswith("Error:")
    assert message in page.find(id=f"{field}-error").get_text()
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
def test_entered_values_are_kept_after_an_error(
    browser: FlaskClient, step: str, changed: dict[str, Any]
) -> None:
    sent = FORM[step] | changed
    response = browser.post(f"/join/1/mentor/{step}", data=sent)
    assert response.status_code == 422
    assert form_values(parse_page(response)) == {
        name: value.strip() if isinstance(value, str) else value for name, value in sent.items()
    }


def test_nothing_is_chosen_before_somebody_answers(browser: FlaskClient) -> None:
    for step in FORM:
        values = form_values(parse_page(browser.get(f"/join/1/mentor/{step}")))
        assert not any(values.values()), values


def test_errors_are_listed_in_page_order_each_with_its_field(browser: FlaskClient) -> None:
    changed = {
        "languages-0-comfort": "",
        "languages-1-language": "",
        "languages-2-language": "klingon",
    }
    page = parse_page(browser.post("/join/1/mentor/languages", data=FORM["languages"] | changed))
    links = [link["href"] for link in page.find("div", class_="error-summary").find_all("a")]
    assert links == ["#languages-0-comfort", "#languages-1-language", "#languages-2-language"]
    assert page.find(id="languages-error") is None
    assert form_values(page) == FORM["languages"] | changed | {"languages-2-language": ""}


def test_lists_are_sorted_in_the_language_of_the_page(browser: FlaskClient) -> None:
    response = browser.get("/join/1/mentor/languages", headers={"Accept-Language": "es-MX"})
    options = parse_page(response).find("select").find_all("optgroup")[-1].find_all("option")
    assert [option["value"] for option in options] == ["ar", "ht", "fr", "ase", "pt"]


def test_adding_a_language_adds_a_field_and_saves_nothing(browser: FlaskClient) -> None:
    response = browser.post("/join/1/mentor/languages", data={**FORM["languages"], "another": "y"})
    assert response.status_code == 200
    values = form_values(parse_page(response))
    assert values == {
        **FORM["languages"],
        "languages-3-language": "",
        "languages-3-comfort": "",
    }
    assert parse_page(response).find(autofocus=True)["name"] == "languages-3-language"
    assert db.session.query(Profile).one().answers["languages"] == []
    fourth = {"languages-3-language": "ko", "languages-3-comfort": "learning"}
    browser.post("/join/1/mentor/languages", data={**values, **fourth})
    assert len(db.session.query(Profile).one().answers["languages"]) == 3


def test_at_most_ten_languages_can_be_added(browser: FlaskClient) -> None:
    response = browser.post("/join/1/mentor/languages", data={**MANY_LANGUAGES, "another": "y"})
    assert form_values(parse_page(response)) == MANY_LANGUAGES
    assert parse_page(response).select_one("[name=another]") is None


def test_mentors_and_mentees_are_asked_about_topics_in_their_own_words(
    browser: FlaskClient,
) -> None:
    begin(browser, "mentee")
    assert parse_page(browser.get("/join/1/mentor/topics")).h1.get_text() == "What could you share?"
    heading = parse_page(browser.get("/join/1/mentee/topics")).h1.get_text()
    assert heading == "What do you want to learn?"


def test_the_capacity_of_a_mentee_is_always_one(browser: FlaskClient) -> None:
    begin(browser, "mentee")
    browser.post("/join/1/mentee/topics", data={**FORM["topics"], "capacity": "5"})
    assert {application.capacity for application in db.session.query(Application)} == {1}


def test_sensitive_words_are_shown_before_they_are_saved(browser: FlaskClient) -> None:
    answers = {"goals": "My cousin is undocumented."}
    response = browser.post("/join/1/mentor/goals", data=answers)
    page = parse_page(response)
    assert response.status_code == 422
    assert page.find("q").get_text() == "undocumented"
    assert db.session.query(Profile).one().answers["goals"] == ""
    keep_decision = {**form_values(page), "sensitive": "keep"}
    assert browser.post("/join/1/mentor/goals", data=keep_decision).status_code == 302
    assert db.session.query(Profile).one().answers["goals"] == answers["goals"]


HOSTILE_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x00\u202e\u200f\u0301'\"<>&=%{}\r\n🌉"),
    ),
    max_size=210,
)
TEXT_FIELDS = {"name", "heritage", "phone", "goals", "excluded_people"}


@pytest.mark.slow
@pytest.mark.parametrize("step", FORM)
@hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_hostile_text_is_saved_completely_or_refused_without_loss(
    browser: FlaskClient, step: str, data: st.DataObject
) -> None:
    hostile = data.draw(
        st.dictionaries(st.sampled_from(sorted(FORM[step])), HOSTILE_TEXT, min_size=1)
    )
    missing_field = data.draw(st.sampled_from([None, *FORM[step]]))
    sent = {name: value for name, value in (FORM[step] | hostile).items() if name != missing_field}
    response = browser.post(f"/join/1/mentor/{step}", data=sent)
    assert response.status_code in {302, 422}
    texts = TEXT_FIELDS & sent.keys()
    if response.status_code == 302:
        profile = db.session.query(Profile).one()
        assert {name: profile.answers[name] for name in texts} == {
            name: cleaned(name, sent[name]) for name in texts
        }
    else:
        values = form_values(parse_page(response))
        assert {name: values[name].replace("\r\n", "\n") for name in texts} == {
            name: cleaned(name, sent[name]) for name in texts
        }


def cleaned(name: str, text: str) -> str:
    if name in {"goals", "excluded_people"}:
        return clean_text(text)
    return " ".join(clean_text(text).split())
