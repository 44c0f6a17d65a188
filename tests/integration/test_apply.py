"""Filling in the profile form: errors beside their field, and nothing typed is lost."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mentorship.extensions import db
from mentorship.models import Application, Person, Profile, Round
from mentorship.services import people, rounds
from mentorship.text import tidy
from tests.conftest import Applicant, SignIn

FORM: dict[str, Any] = {
    "name": "Nayeli",
    "communities": ["latino"],
    "heritage": "Zapotec",
    "languages-0-language": "zap",
    "languages-0-comfort": "fluent",
    "languages-1-language": "es",
    "languages-1-comfort": "comfortable",
    "languages-2-language": "",
    "area": "pico_union",
    "modes": ["in_person"],
    "availability": ["sat_morning", "sun_evening"],
    "topics": ["tenant_rights"],
    "interests": ["poetry"],
    "dislikes": [],
    "places": "2",
    "hope": "Que nos escuchen.",
    "not_with": "somebody@example.org",
    "phone": "+1 213 555 0123",
    "adult": "y",
    "consent": "y",
}

BLANK_LINES = {
    "languages-2-comfort": "comfortable",
    "languages-3-language": "",
    "languages-3-comfort": "comfortable",
}


@pytest.fixture
def person(a_round: Round) -> Person:
    one = people.person_for(db.session, "nayeli@example.org")
    db.session.commit()
    return one


@pytest.fixture
def browser(person: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(person)


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def test_a_mentor_applies_and_every_answer_is_kept(browser: FlaskClient, person: Person) -> None:
    response = browser.post("/apply/mentor", data=FORM, follow_redirects=True)
    assert response.status_code == 200
    assert "What happens next" in response.text
    application = db.session.query(Application).one()
    assert (application.person, application.places) == (person, 2)
    profile = application.profile
    assert profile.languages == [
        {"language": "zap", "comfort": "fluent"},
        {"language": "es", "comfort": "comfortable"},
    ]
    for name in ("name", "communities", "area", "modes", "availability", "topics", "not_with"):
        assert getattr(profile, name) == FORM[name]


def test_a_mentee_is_not_asked_for_places(browser: FlaskClient) -> None:
    assert page_of(browser.get("/apply/mentee")).find(id="places") is None
    browser.post("/apply/mentee", data={**FORM, "places": "5"})
    assert db.session.query(Application).one().places == 1


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"name": " "}, "name", "Tell us what to call you"),
        ({"name": "x" * 81}, "name", "80 characters"),
        ({"communities": []}, "communities", "at least one community"),
        ({"communities": ["martian"]}, "communities", "answers that are offered"),
        ({"languages-0-language": "", "languages-1-language": ""}, "languages", "at least one"),
        ({"languages-1-language": "zap"}, "languages", "twice"),
        (
            {"languages-0-comfort": "learning", "languages-1-comfort": "learning"},
            "languages",
            "speak comfortably",
        ),
        ({"languages-0-language": "klingon"}, "languages", "offered"),
        ({"area": ""}, "area", "Choose a neighborhood"),
        ({"area": "online_only"}, "modes", "choose a neighborhood above"),
        ({"modes": []}, "modes", "at least one way"),
        ({"availability": []}, "availability", "at least one time"),
        ({"topics": []}, "topics", "at least one topic"),
        ({"places": "many"}, "places", "as a number"),
        ({"places": "0"}, "places", "from 1 to 5"),
        ({"hope": "x" * 1001}, "hope", "1,000 characters"),
        ({"adult": ""}, "adult", "18 or older"),
        ({"consent": ""}, "consent", "only if you agree"),
    ],
)
def test_an_error_stands_beside_its_field_and_in_the_summary(
    browser: FlaskClient, changed: dict[str, Any], field: str, says: str
) -> None:
    response = browser.post("/apply/mentor", data={**FORM, **changed})
    assert response.status_code == 422
    page = page_of(response)
    assert page.title.get_text().startswith("Error:")
    beside = page.find(id=f"{field}-error").get_text()
    assert says in beside
    assert page.find("div", class_="error-summary").find("a", href=f"#{field}")
    described = page.find(attrs={"aria-describedby": lambda ids: ids and f"{field}-error" in ids})
    assert described is not None
    assert db.session.query(Application).count() == 0


def test_nothing_typed_is_lost_when_there_is_an_error(browser: FlaskClient) -> None:
    page = page_of(browser.post("/apply/mentor", data={**FORM, "name": ""}))
    assert typed(page) == {**FORM, "name": "", **BLANK_LINES}


def typed(page: BeautifulSoup) -> dict[str, Any]:
    """Read back what the form on a page holds."""
    held: dict[str, Any] = {"dislikes": []}
    for field in page.find("main").find_all(["input", "select", "textarea"]):
        name, kind = field.get("name"), field.get("type")
        if name == "csrf_token":
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            held[name] = chosen["value"] if chosen else field.find("option")["value"]
        elif field.name == "textarea":
            held[name] = field.get_text().strip("\r\n")
        elif kind == "checkbox" and field.has_attr("checked"):
            if field["value"] == "y":
                held[name] = "y"
            else:
                held.setdefault(name, []).append(field["value"])
        elif kind != "checkbox":
            held[name] = field.get("value", "")
    return held


def test_answers_can_be_changed_until_the_round_closes(
    browser: FlaskClient, a_round: Round, coordinator: Person
) -> None:
    browser.post("/apply/mentor", data=FORM)
    page = page_of(browser.get("/apply/mentor"))
    assert typed(page)["name"] == "Nayeli"
    browser.post("/apply/mentor", data={**FORM, "name": "Naye"})
    assert db.session.query(Profile).one().name == "Naye"
    rounds.close_applications(db.session, coordinator, a_round)
    db.session.commit()
    assert browser.post("/apply/mentor", data=FORM).location == "/apply"
    assert db.session.query(Profile).one().name == "Naye"


def test_the_second_role_starts_from_the_answers_of_the_first(browser: FlaskClient) -> None:
    browser.post("/apply/mentor", data=FORM)
    assert typed(page_of(browser.get("/apply/mentee")))["heritage"] == "Zapotec"
    browser.post("/apply/mentee", data=FORM)
    assert db.session.query(Application).count() == 2


def test_without_an_open_round_the_pages_say_so(app: Flask, client: FlaskClient) -> None:
    assert "cannot apply at the moment" in client.get("/").text
    assert "cannot apply at the moment" in client.get("/apply").text


def test_home_tells_each_persons_next_step(
    browser: FlaskClient, applicant: Applicant, sign_in: SignIn
) -> None:
    assert "tell us about yourself" in browser.get("/home").text
    browser.post("/apply/mentor", data=FORM)
    assert "with the coordinators since" in browser.get("/home").text


hostile_text = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x00\u202e\u200f\u0301'\"<>&=%{}\r\n🌉"),
    ),
    max_size=210,
)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.fixed_dictionaries(
        dict.fromkeys(("name", "heritage", "phone", "hope", "not_with"), hostile_text)
    ),
    left_out=st.sets(st.sampled_from(sorted(FORM)), max_size=4),
    odd=st.dictionaries(st.sampled_from(["area", "modes", "topics", "places"]), hostile_text),
)
def test_whatever_is_sent_is_kept_whole_or_refused_with_nothing_lost(
    browser: FlaskClient, words: dict[str, str], left_out: set[str], odd: dict[str, str]
) -> None:
    sent = {name: value for name, value in {**FORM, **words, **odd}.items() if name not in left_out}
    response = browser.post("/apply/mentor", data=sent)
    assert response.status_code in {302, 422}
    if response.status_code == 302:
        profile = db.session.query(Profile).one()
        for name in words.keys() - left_out:
            assert getattr(profile, name) == kept(name, words[name])
    else:
        held = typed(page_of(response))
        for name in words.keys() - left_out:
            assert held[name].replace("\r\n", "\n") == kept(name, words[name])


def kept(name: str, text: str) -> str:
    return tidy(text) if name in {"hope", "not_with"} else " ".join(tidy(text).split())
