"""Everybody chooses which emails they get that they have not asked for."""

import pytest
from flask.testing import FlaskClient

from mentorship.after_commit import commit
from mentorship.extensions import db
from mentorship.models import OutgoingEmail, Person
from mentorship.services import personal_data
from mentorship.services.email import queue
from tests.conftest import Mailbox, SignIn
from tests.factories import make_person
from tests.page_forms import press

PAGE = "/account/emails"
BOTH = {"wants_news": "y", "wants_reminders": "y"}


@pytest.fixture
def mei(mailbox: Mailbox) -> Person:
    return make_person("mei@example.org", "password")


@pytest.fixture
def client(mei: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(mei)


def test_both_kinds_come_unless_somebody_turns_them_off(mei: Person, client: FlaskClient) -> None:
    assert client.get(PAGE).text.count(" checked") == 2
    assert client.post(PAGE, data={"wants_reminders": "y"}).location == "/account"
    assert (mei.wants_news, mei.wants_reminders) == (False, True)
    assert client.get(PAGE).text.count(" checked") == 1
    client.post(PAGE, data=BOTH)
    assert (mei.wants_news, mei.wants_reminders) == (True, True)


def test_whoever_turns_news_off_gets_none(mei: Person, client: FlaskClient) -> None:
    press(client, PAGE, data={"wants_reminders": "y"})
    queue.notify(db.session, mei)
    commit(db.session)
    assert db.session.query(OutgoingEmail).count() == 0


def test_the_page_says_when_no_email_is_sent(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert "9:00" in page
    assert "8:00" in page
    assert "concern" not in page


def test_coordinators_read_that_concerns_reach_them_anyway(
    coordinator: Person, sign_in: SignIn
) -> None:
    assert "about a concern" in sign_in(coordinator).get(PAGE).text


def test_the_account_page_links_to_it_for_whom_email_can_reach(
    client: FlaskClient, sign_in: SignIn
) -> None:
    assert f'href="{PAGE}"' in client.get("/account").text
    assert f'href="{PAGE}"' not in sign_in(make_person("mei-1234")).get("/account").text


def test_the_choice_is_in_the_copy_of_ones_data(mei: Person, client: FlaskClient) -> None:
    assert "you turned them off" not in client.get("/account/data").text
    client.post(PAGE, data={"wants_news": "y"})
    assert "Reminders by email" in client.get("/account/data").text
    account = personal_data.export(db.session, mei)["account"]
    assert account["wants_news_by_email"] is True
    assert account["wants_reminders_by_email"] is False
