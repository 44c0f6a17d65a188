"""Coordinators write, publish, change, cancel and close events, and open the list for the door."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, Event, EventSignUp, Pair, Person
from mentorship.services.events.event_entries import entry_of
from tests.conftest import SignIn
from tests.event_factories import LOCATION, let_begin, make_event, make_member, sign_up
from tests.page_forms import change_and_send, hidden_fields, open_page, press

LIST, NEW, EVENT = "/community/events", "/community/events/new", "/community/events/1"
CHANGE, DOOR = f"{EVENT}/change", f"{EVENT}/door-list"
TYPED: dict[str, Any] = {
    "title_en": "One table",
    "title_es": "",
    "kind": "forum",
    "day": "2030-03-01",
    "starts": "18:00",
    "ends": "20:30",
    "area": "koreatown",
    "language": "es",
    "second_language": "",
    "third_language": "ko",
    "capacity": "",
    "audience": "members",
    "location": LOCATION,
}


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def stored() -> Event:
    db.session.expire_all()
    return db.session.query(Event).one()


def test_an_event_is_written_published_and_shown_to_others(
    staff: FlaskClient, mentee: FlaskClient
) -> None:
    assert "Add one: it stays a draft" in staff.get(LIST).text
    assert press(staff, NEW, data=TYPED).location == EVENT
    event = stored()
    assert str(event.starts_at) == "2030-03-02 02:00:00+00:00", "six in the evening in Los Angeles"
    assert (event.languages, event.capacity, event.is_public) == (["es", "ko"], None, False)
    assert event.place.location == LOCATION
    assert "Draft" in staff.get(LIST).text
    assert mentee.get("/events/1").status_code == 404
    assert LOCATION in staff.get(EVENT).text, "to be checked before it is published"
    assert press(staff, EVENT, f"{EVENT}/publish").location == EVENT
    assert "One table" in mentee.get("/events").text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title_en": ""}, "Write the title in at least one language."),
        ({"ends": "18:00"}, "Enter a time that is later than its beginning."),
        ({"day": "2026-01-31"}, "a time that are still to come"),
        ({"starts": "noon"}, "Enter when it begins."),
        ({"capacity": "many"}, "leave it empty if there is room for everybody"),
        ({"area": "nowhere"}, "Choose one of the answers that are offered."),
    ],
    ids=str,
)
def test_what_does_not_fit_is_explained_beside_the_field(
    staff: FlaskClient, changes: dict[str, str], error: str
) -> None:
    response = press(staff, NEW, data=TYPED | changes)
    assert response.status_code == 422
    assert response.text.count(error) == 2, "in the summary and beside the field"
    assert db.session.query(Event).count() == 0


def test_the_form_shows_what_is_stored_and_changes_one_thing(
    staff: FlaskClient, coordinator: Person
) -> None:
    before = entry_of(make_event(coordinator, capacity=12, area="gone", languages=("xx",)))
    assert change_and_send(staff, CHANGE).location == EVENT
    assert entry_of(stored()) == before
    change_and_send(staff, CHANGE, capacity="13")
    assert stored().capacity == 13


def test_a_form_that_shows_an_earlier_version_changes_nothing(
    staff: FlaskClient, coordinator: Person
) -> None:
    make_event(coordinator)
    older = hidden_fields(staff, CHANGE)
    change_and_send(staff, CHANGE, capacity="13")
    response = staff.post(CHANGE, data=TYPED | older)
    assert response.status_code == 409
    assert stored().titles == {"en": "Your rights at work", "es": "Sus derechos en el trabajo"}


def test_the_door_list_has_aliases_alone_and_its_opening_is_recorded(
    staff: FlaskClient, coordinator: Person, pair: Pair
) -> None:
    event = make_event(coordinator)
    sign_up(pair.mentee.person, event, "Blue")
    assert "Blue" not in staff.get(DOOR).text
    page = open_page(staff, DOOR).text
    assert "Blue" in page
    assert pair.mentee.profile.name not in page.split("<main")[1].replace("Blue", "")
    assert "Blue" in staff.get(DOOR).text
    assert db.session.query(AuditEntry).filter_by(action="read door list").count() == 1
    assert "Blue" not in staff.get(EVENT).text + staff.get(LIST).text


def test_an_event_is_closed_once_it_has_begun(staff: FlaskClient, coordinator: Person) -> None:
    event = make_event(coordinator)
    for number in range(6):
        sign_up(make_member(f"person-{number}@example.org"), event)
    assert staff.get(f"{EVENT}/close").location == EVENT
    let_begin(event)
    assert "To be closed" in staff.get(LIST).text
    assert press(staff, f"{EVENT}/close").location == EVENT
    assert db.session.query(EventSignUp).count() == 0
    for page in (EVENT, f"{LIST}?show=past"):
        assert "at least 5" in staff.get(page).text
    for action in ("change", "cancel", "close"):
        assert staff.get(f"{EVENT}/{action}").location == EVENT
    assert "Nobody has a place yet." in open_page(staff, DOOR).text


def test_a_draft_is_deleted_and_a_published_event_cancelled(
    staff: FlaskClient, coordinator: Person
) -> None:
    make_event(coordinator, published=False)
    make_event(coordinator, is_public=False)
    assert press(staff, f"{EVENT}/delete").location == LIST
    assert staff.get(f"{LIST}/2/delete").location == f"{LIST}/2"
    assert press(staff, f"{LIST}/2/cancel").location == f"{LIST}/2"
    assert stored().cancelled_at is not None
    assert "Cancelled" in staff.get(LIST).text
