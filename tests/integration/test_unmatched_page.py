"""The page of people without a suggestion, and the question to one of them."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import (
    ApplicationState,
    MatchRun,
    Message,
    Person,
    Role,
    Round,
    RunState,
    Unmatched,
)
from mentorship.services.accounts import staff as roles
from mentorship.services.board.unmatched import unmatched_in
from tests.conftest import Applicant, SignIn
from tests.factories import RUN_SETTINGS, make_coordinator, make_match_run
from tests.page_forms import hidden_fields, press

PAGE = "/match-runs/1/unmatched"
QUESTION = "Could you also meet on Saturday mornings?"


@pytest.fixture
def staff(sign_in: SignIn, coordinator: Person) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def run(a_round: Round, applicant: Applicant) -> MatchRun:
    """Return a run in which mei and lan miss rosa by one time, and ana has another mentee."""
    for name in ("mei", "lan", "hana"):
        applicant("mentee", f"{name}@example.org", availability=["mon_evening"])
    applicant("mentor", "ana@example.org", "latino", availability=["mon_evening"])
    applicant("mentor", "rosa@example.org", "latino", availability=["sat_morning"])
    return make_match_run(a_round)


@pytest.fixture
def first(run: MatchRun) -> Unmatched:
    rows = db.session.scalars(unmatched_in(run, Role.MENTEE)).all()
    return rows[0]


Open = Callable[[str], Tag]


@pytest.fixture
def main_of(staff: FlaskClient) -> Open:
    def open_page(url: str) -> Tag:
        response = staff.get(url)
        assert response.status_code == 200
        main = BeautifulSoup(response.text, "html.parser").main
        assert main is not None
        return main

    return open_page


def words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.text.split())


def sent() -> list[str]:
    return [message.text for message in db.session.scalars(select(Message).order_by(Message.id))]


@pytest.mark.usefixtures("run")
def test_each_reason_is_said_once_with_the_people_under_it(main_of: Open) -> None:
    main = main_of(PAGE)
    (heading,) = main.find_all("h2")
    assert words(heading) == "Mentors would fit, but were needed by others 2"
    people = main.select(".people-without-match > li")
    assert len(people) == 2
    for person in people:
        text = words(person)
        assert "Missing: a time when both are free rosa" in text
        assert "Would fit, but suggested to others ana" in text
        assert QUESTION in text
        assert "If they say yes, they could be matched with rosa." in text
        assert all(form["formaction"].endswith("/open") for form in person.select(".page-button"))
    mentors = main_of(f"{PAGE}?show=mentor")
    assert words(mentors.h2) == "No mentee offers: a time when both are free 1"
    assert words(main_of(f"{PAGE}?show=nobody").h2) == words(heading)


@pytest.mark.usefixtures("run")
def test_the_page_of_the_run_leads_to_the_people_without_a_suggestion(main_of: Open) -> None:
    link = main_of("/match-runs/1").find("a", href=PAGE)
    assert words(link) == "3 people without a suggested match"


def test_a_question_is_shown_as_it_is_read_changed_and_sent(
    staff: FlaskClient, main_of: Open, first: Unmatched
) -> None:
    first.application.person.language = "en"
    db.session.commit()
    page = f"/unmatched/{first.id}/question"
    link = main_of(PAGE).find("a", href=page)
    assert words(link) == f"Ask this: {first.application.profile.name}"
    shown = main_of(page)
    text = shown.textarea.text
    assert QUESTION in text
    assert "rosa" not in words(shown)
    response = press(staff, page, data={"text": f"Dear Mei, {QUESTION}"})
    assert response.location == f"{PAGE}?show=mentee&page=1#person-{first.id}"
    assert sent() == [f"Dear Mei, {QUESTION}"]
    person = main_of(response.location).find(id=f"person-{first.id}")
    assert "Sent. They see it" in words(person)
    assert "Asked on " in words(person)
    assert person.find("a", href=page) is None


def test_a_double_tap_sends_one_and_both_lead_back(staff: FlaskClient, first: Unmatched) -> None:
    page = f"/unmatched/{first.id}/question"
    data = {**hidden_fields(staff, page), "text": QUESTION}
    responses = [staff.post(page, data=data) for _tap in range(2)]
    assert [response.status_code for response in responses] == [302, 302]
    assert sent() == [QUESTION]


def test_a_second_coordinator_reads_that_it_was_asked_and_loses_nothing(
    staff: FlaskClient, first: Unmatched, sign_in: SignIn
) -> None:
    page = f"/unmatched/{first.id}/question"
    other = sign_in(make_coordinator("other@example.org"))
    hidden = hidden_fields(other, page)
    press(staff, page, data={"text": QUESTION})
    response = other.post(page, data={**hidden, "text": "Mornings too?"})
    assert response.status_code == 409
    assert "This question has been asked already" in response.text
    assert "Mornings too?" in response.text
    assert "Send</button>" not in response.text
    assert sent() == [QUESTION]


def test_an_empty_question_is_not_sent(staff: FlaskClient, first: Unmatched) -> None:
    response = press(staff, f"/unmatched/{first.id}/question", data={"text": " "})
    assert response.status_code == 422
    assert "Write the question first." in response.text
    assert sent() == []


def test_nobody_asks_themselves(first: Unmatched, sign_in: SignIn) -> None:
    person = first.application.person

    roles.give_role(db.session, None, person, "coordinator")
    person.totp_secret = "JBSWY3DPEHPK3PXP"
    db.session.commit()
    client, page = sign_in(person), f"/unmatched/{first.id}/question"
    response = press(client, page, data={"text": QUESTION})
    assert "This is your own application" in response.text
    assert sent() == []


def test_what_has_become_of_people_since_is_marked(main_of: Open, first: Unmatched) -> None:
    first.application.profile.change({"availability": ["mon_evening", "tue_evening"]})
    first.application.state = ApplicationState.WITHDRAWN
    db.session.commit()
    person = main_of(PAGE).find(id=f"person-{first.id}")
    marks = [words(mark) for mark in person.select(".mark")]
    assert marks == ["withdrawn", "has changed their answers since"]
    assert QUESTION not in words(person)


def test_a_run_with_a_suggestion_for_everybody_says_so(
    main_of: Open, a_round: Round, applicant: Applicant
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "rosa@example.org", "latino")
    make_match_run(a_round)
    assert "Every mentee in this run has a suggested match." in words(main_of(PAGE))
    mentors = words(main_of(f"{PAGE}?show=mentor"))
    assert "Every mentor in this run has a suggested match." in mentors


def test_a_run_without_a_result_says_so(main_of: Open, a_round: Round) -> None:
    db.session.add(MatchRun(round=a_round, seed=1, settings=RUN_SETTINGS, state=RunState.FAILED))
    db.session.commit()
    assert "This run has no result" in words(main_of(PAGE))
