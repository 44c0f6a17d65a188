"""The link of a group, opened by somebody who cannot ask to join: a visitor, or who works here."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentorship.models import AdvocacyGroup, Pair, Person
from tests.conftest import Applicant, SignIn
from tests.factories import make_administrator
from tests.group_factories import make_group

INVITATION = "This link is an invitation to an advocacy group."
FOR_OTHERS = "Groups are for people who take part in the program"
COMMUNITY = "directory of help here: Community"


@pytest.fixture
def group(pair: Pair) -> AdvocacyGroup:
    return make_group(pair.mentee.person)


def link_of(group: AdvocacyGroup) -> str:
    return f"/groups/join/{group.link_token}"


def main_text(client: FlaskClient, url: str) -> str:
    page = BeautifulSoup(client.get(url, follow_redirects=True).text, "html.parser")
    return " ".join(page.main.get_text(" ").split())


def test_a_visitor_reads_that_the_link_is_an_invitation_and_not_to_which_group(
    group: AdvocacyGroup, client: FlaskClient
) -> None:
    text = main_text(client, link_of(group))
    assert INVITATION in text
    assert "Safe buses" not in text
    assert INVITATION in main_text(client, f"/sign-up?next={link_of(group)}")


def test_the_sentence_stays_when_the_password_is_wrong(
    group: AdvocacyGroup, client: FlaskClient
) -> None:
    url = f"/sign-in?next={link_of(group)}"
    assert INVITATION in client.post(url, data={"name": "nobody", "password": "wrong"}).text


@pytest.mark.parametrize("page", ["/groups", "/home", "//evil.example/groups/join/x", "/x\\y", ""])
def test_a_link_to_another_page_is_no_invitation(client: FlaskClient, page: str) -> None:
    assert INVITATION not in main_text(client, f"/sign-in?next={page}")


def test_a_coordinator_reads_whom_groups_are_for_and_where_to_look(
    group: AdvocacyGroup, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    for url in ("/groups", "/groups/new", link_of(group)):
        text = main_text(staff, url)
        assert FOR_OTHERS in text
        assert COMMUNITY in text
        assert "once you are accepted" not in text
    assert staff.get(link_of(group)).status_code == 403


def test_an_administrator_is_led_to_no_page_that_they_cannot_open(
    group: AdvocacyGroup, sign_in: SignIn
) -> None:
    text = main_text(sign_in(make_administrator()), link_of(group))
    assert FOR_OTHERS in text
    assert COMMUNITY not in text


def test_whoever_is_not_accepted_yet_reads_when_they_can_join(
    group: AdvocacyGroup, applicant: Applicant, sign_in: SignIn
) -> None:
    person = applicant("mentee", "new@example.org").person
    assert "once you are accepted" in main_text(sign_in(person), link_of(group))
