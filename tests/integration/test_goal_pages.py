"""The pages of a pair's goals: either of the two adds, changes, ticks off and deletes them."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Goal, Pair, Person
from mentorship.services.pairs import closing, goals
from mentorship.services.pairs.goals import MAX_STEP_LENGTH, MAX_STEPS, GoalEntry
from tests.conftest import SignIn
from tests.page_forms import hidden_fields, press

LIST, NEW = "/pairs/1/goals", "/pairs/1/goals/new"
CHANGE, DELETE, STEPS = f"{LIST}/1/change", f"{LIST}/1/delete", f"{LIST}/1/steps"
TYPED = {"text": "Cook tamales", "due_on": "2027-03-01", "steps": "Buy corn husks\r\nCook them"}
STORED = GoalEntry("Cook tamales", date(2027, 3, 1), ("Buy corn husks", "Cook them"))


@pytest.fixture
def goal(mentee: FlaskClient) -> Goal:
    assert press(mentee, NEW, data=TYPED).location == LIST
    return db.session.query(Goal).one()


def stored() -> list[GoalEntry]:
    db.session.expire_all()
    return [goals.entry_of(goal) for goal in db.session.query(Goal).order_by(Goal.id)]


def step_buttons(client: FlaskClient) -> list[Tag]:
    return BeautifulSoup(client.get(LIST).text, "html.parser").select(".checklist button")


def pressed(client: FlaskClient) -> list[str]:
    return [str(button["aria-pressed"]) for button in step_buttons(client)]


def tap(client: FlaskClient, number: int) -> dict[str, Any]:
    """Tap a step, and return what was sent."""
    button = step_buttons(client)[number]
    sent = hidden_fields(client, LIST, STEPS) | {str(button["name"]): str(button["value"])}
    assert client.post(STEPS, data=sent).location == f"{LIST}#goal-1"
    return sent


def test_an_empty_page_says_what_to_do_and_the_pair_leads_to_it(mentee: FlaskClient) -> None:
    assert f'href="{LIST}"' in mentee.get("/pairs/1").text
    page = mentee.get(LIST).text
    assert "Pick one small thing that you both want" in page
    assert f'href="{NEW}"' in page
    assert 'class="panels"' not in page


@pytest.mark.usefixtures("goal")
def test_both_see_a_goal_and_a_form_sent_again_adds_no_second_one(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    for client in (mentee, mentor):
        page = client.get(LIST).text
        assert all(words in page for words in ("Cook tamales", "March 1, 2027", "Cook them"))
    assert press(mentor, NEW, data=TYPED).location == LIST
    assert stored() == [STORED]


@pytest.mark.usefixtures("goal")
def test_a_tap_ticks_a_step_and_the_same_tap_again_does_not_take_it_back(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = tap(mentee, 0)
    assert mentee.post(STEPS, data=sent).status_code == 302, "a double tap"
    assert pressed(mentor) == ["true", "false"]
    tap(mentor, 1)
    tap(mentor, 0)
    assert pressed(mentee) == ["false", "true"]


@pytest.mark.usefixtures("goal")
def test_a_tick_on_an_older_page_is_kept_when_other_words_have_changed(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = hidden_fields(mentee, LIST, STEPS) | {"done": "Cook them"}
    press(mentor, CHANGE, data=TYPED | {"steps": "Cook them\nEat them"})
    mentee.post(STEPS, data=sent)
    assert pressed(mentee) == ["true", "false"]
    gone = hidden_fields(mentee, LIST, STEPS) | {"done": "Buy corn husks"}
    page = mentee.post(STEPS, data=gone, follow_redirects=True).text
    assert "has been changed since you opened the page" in page


def test_a_goal_is_reached_in_one_tap_and_open_again_in_another(
    mentee: FlaskClient, mentor: FlaskClient, goal: Goal
) -> None:
    reached = f"{LIST}/1/reached"
    sent = hidden_fields(mentee, LIST, reached)
    for _ in range(2):
        assert "Well done" in mentee.post(reached, data=sent, follow_redirects=True).text
    assert "Reached on" in mentor.get(LIST).text
    assert not step_buttons(mentor)
    press(mentor, LIST, f"{LIST}/1/open")
    db.session.refresh(goal)
    assert goal.reached_on is None


@pytest.mark.usefixtures("goal")
def test_either_changes_a_goal_and_sending_it_twice_is_no_conflict(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    page = mentor.get(CHANGE).text
    assert "Buy corn husks\nCook them</textarea>" in page
    assert "As it is saved now" not in page
    tap(mentee, 1)
    sent = hidden_fields(mentor, CHANGE) | {
        "text": "Cook",
        "due_on": "",
        "steps": "\n Cook  them \n\n",
    }
    tap(mentee, 0)  # does not make the form stale
    for _ in range(2):
        assert mentor.post(CHANGE, data=sent).location == LIST
    assert stored() == [GoalEntry("Cook", None, ("Cook them",))]
    assert pressed(mentee) == ["true"]


@pytest.mark.usefixtures("goal")
def test_the_second_of_two_changes_is_shown_beside_the_first_one(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = hidden_fields(mentor, CHANGE) | TYPED | {"text": "Bake bread"}
    press(mentee, CHANGE, data=TYPED | {"text": "Cook pupusas"})
    refused = mentor.post(CHANGE, data=sent)
    assert refused.status_code == 409
    for words in ("has been changed since", "As it is saved now", "Cook pupusas", "Bake bread"):
        assert words in refused.text
    assert stored()[0].text == "Cook pupusas"
    again = {field["name"]: field.get("value", "") for field in
             BeautifulSoup(refused.text, "html.parser").select("#page-form input")}  # fmt: skip
    assert mentor.post(CHANGE, data=again | {"steps": TYPED["steps"]}).location == LIST
    assert stored()[0].text == "Bake bread"


@pytest.mark.usefixtures("goal")
def test_a_goal_is_deleted_after_a_question_and_a_double_tap_is_told_so(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    assert "Delete this goal?" in mentor.get(DELETE).text
    assert len(stored()) == 1, "reading the page deletes nothing"
    sent = hidden_fields(mentor, DELETE)
    assert mentor.post(DELETE, data=sent).location == LIST
    page = mentor.post(DELETE, data=sent, follow_redirects=True)
    assert page.text.count("not there any more") == 1
    assert page.request.path == LIST
    assert stored() == []


@pytest.mark.usefixtures("goal")
def test_a_goal_that_was_changed_meanwhile_is_not_deleted_unseen_but_a_ticked_one_is(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = hidden_fields(mentor, DELETE)
    press(mentee, CHANGE, data=TYPED | {"text": "Cook pupusas"})
    page = mentor.post(DELETE, data=sent, follow_redirects=True).text
    assert "has been changed since you opened the page" in page
    sent = hidden_fields(mentor, DELETE)
    tap(mentee, 0)
    mentor.post(DELETE, data=sent)
    assert stored() == []


@pytest.mark.usefixtures("goal")
def test_words_for_a_goal_that_the_other_deleted_can_be_copied(
    app: Flask, mentee: FlaskClient, mentor: FlaskClient
) -> None:
    sent = hidden_fields(mentor, CHANGE) | TYPED | {"text": "Bake bread"}
    press(mentee, DELETE)
    refused = mentor.post(CHANGE, data=sent)
    assert (refused.status_code, "Bake bread" in refused.text) == (409, True)
    assert "not there any more" in refused.text


@pytest.mark.usefixtures("goal")
def test_after_the_end_goals_lead_to_the_pair_and_typed_words_can_be_copied(
    pair: Pair, mentee: FlaskClient, coordinator: Person
) -> None:
    urls = (NEW, CHANGE)
    sent = {url: hidden_fields(mentee, url) | TYPED | {"text": "Bake bread"} for url in urls}
    ticking = hidden_fields(mentee, LIST, STEPS) | {"done": "Cook them"}
    closing.end(db.session, coordinator, pair)
    db.session.commit()
    for url in urls:
        refused = mentee.post(url, data=sent[url])
        assert refused.status_code == 409
        assert "has ended since you opened the page" in refused.text
        assert "Bake bread" in refused.text
    page = mentee.post(STEPS, data=ticking, follow_redirects=True)
    assert page.request.path == "/pairs/1"
    assert "has ended since you opened the page" in page.text
    for url in (LIST, NEW, CHANGE, DELETE):
        assert mentee.get(url).location == "/pairs/1"


def test_before_both_yeses_there_are_no_goals(introduced: Pair, sign_in: SignIn) -> None:
    mentee = sign_in(introduced.mentee.person)
    assert mentee.get(LIST).location == "/pairs/1"
    assert LIST not in mentee.get("/pairs/1").text


def test_urls_of_goals_that_are_not_theirs_lead_to_the_list(mentee: FlaskClient) -> None:
    for unknown in ("2", "0", "-1", "x", "9" * 30, "²"):
        assert mentee.get(f"{LIST}/{unknown}/change").location == LIST


def test_nobody_else_opens_goals(
    mentee: FlaskClient, goal: Goal, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    for url in (LIST, NEW, CHANGE, DELETE):
        assert staff.get(url).status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "  "}, "Write what you want to reach."),
        ({"text": "x" * 201}, "Keep it to 200 characters."),
        ({"due_on": "soon"}, "Enter a day, or leave it empty."),
        ({"steps": "\n".join(map(str, range(MAX_STEPS + 1)))}, "Keep it to 10 steps of 120"),
        ({"steps": "x" * (MAX_STEP_LENGTH + 1)}, "Keep it to 10 steps of 120 characters."),
        ({"steps": "She is undocumented."}, "Do you want to write this down?"),
    ],
)
def test_what_cannot_be_kept_is_shown_again(
    mentee: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    response = press(mentee, NEW, data=TYPED | changes)
    assert response.status_code == 422
    assert sentence in response.text
    assert stored() == []


def test_as_many_and_as_long_steps_as_the_limits_allow_are_kept(mentee: FlaskClient) -> None:
    steps = [f"{number:0{MAX_STEP_LENGTH}}" for number in range(MAX_STEPS)]
    assert press(mentee, NEW, data=TYPED | {"steps": "\r\n".join(steps)}).location == LIST
    assert stored()[0].steps == tuple(steps)


def test_a_goal_beyond_the_limit_is_refused_and_can_be_copied(
    pair: Pair, mentee: FlaskClient
) -> None:
    for number in range(goals.MAX_OPEN_GOALS):
        entry = GoalEntry(str(number), None, ())
        goals.add_goal(db.session, pair.mentee.person, pair, entry)
    db.session.commit()
    refused = press(mentee, NEW, data=TYPED)
    assert refused.status_code == 409
    assert "which is enough for now" in refused.text
    assert 'value="Cook tamales"' in refused.text
