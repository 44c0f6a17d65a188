"""The forms of a group: what they keep, and where they lead back to."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import EVERYWHERE, AdvocacyGroup, Pair, Person
from mentorship.services.match_support import safety_mode
from tests.group_factories import make_group, write_row_of_each_kind
from tests.page_forms import hidden_fields, press

GROUP = "/groups/1"
MEETING = f"{GROUP}/meeting"
CAMPAIGN = f"{GROUP}/campaigns/1"


@pytest.fixture
def group(pair: Pair) -> AdvocacyGroup:
    group = make_group(pair.mentee.person)
    write_row_of_each_kind(pair.mentee.person, group, "Buses")
    return group


def test_a_place_that_the_form_did_not_show_is_kept_when_safety_mode_ends_meanwhile(
    group: AdvocacyGroup, mentee: FlaskClient, coordinator: Person
) -> None:
    press(mentee, MEETING, data={"meeting_time": "7 pm", "meeting_place": "The library"})
    period = safety_mode.begin(db.session, coordinator, EVERYWHERE)
    db.session.commit()
    shown = hidden_fields(mentee, MEETING)
    safety_mode.end(db.session, coordinator, period)
    db.session.commit()
    mentee.post(MEETING, data={**shown, "meets_on": "", "meeting_time": "8 pm"})
    db.session.refresh(group)
    assert (group.meeting_time, group.meeting_place) == ("8 pm", "The library")


@pytest.mark.parametrize(
    ("page", "back", "title"),
    [
        ("/goals/1/change", GROUP, "Safe buses"),
        ("/goals/1/delete", GROUP, "Safe buses"),
        ("/new/goals", GROUP, "Safe buses"),
        ("/new/offices?campaign_id=1", CAMPAIGN, "Buses"),
        ("/new/talks?office_id=1", CAMPAIGN, "Buses"),
        ("/new/talks?office_id=99", GROUP, "Safe buses"),
        ("/new/talks?office_id=99999999999999999999", GROUP, "Safe buses"),
        ("/new/offices?campaign_id=-99999999999999999999", GROUP, "Safe buses"),
        ("/talks/1/change", CAMPAIGN, "Buses"),
        ("/documents/1/change", f"{GROUP}/documents/1", "Buses"),
    ],
)
@pytest.mark.usefixtures("group")
def test_a_form_names_the_page_that_it_leads_back_to(
    mentee: FlaskClient, page: str, back: str, title: str
) -> None:
    main = BeautifulSoup(mentee.get(GROUP + page).text, "html.parser").main
    link = main.select_one(".back a")
    assert (link["href"], link.text.strip()) == (back, title)
    (leave,) = main.find_all("a", string=["Cancel", "No, keep it"])
    assert leave["href"] == back


@pytest.mark.parametrize("page", ["/groups/new", f"{GROUP}/change", MEETING])
@pytest.mark.usefixtures("group")
def test_a_form_of_a_group_can_be_cancelled(mentee: FlaskClient, page: str) -> None:
    assert ">Cancel</a>" in mentee.get(page).text
