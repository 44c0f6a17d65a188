"""The list of what is due for matches: taken care of in one tap, once, by whoever comes first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import AuditEntry, Message, Pair, Person, SupportEntry
from mentorship.services.match_support import check_ins, due_items, support_entries
from mentorship.services.match_support.check_ins import CheckInAnswers
from tests.conftest import MovedClock, SignIn
from tests.factories import accept_introduction, make_coordinator
from tests.integration.situations import make_rows
from tests.page_forms import hidden_fields, open_page, press

LIST, ITEM = "/matches/due", "/matches/1/due/training/mentee"
FLAG = "/matches/1/due/low_rating/mentee"


@pytest.fixture
def pair(introduced: Pair, moved_clock: MovedClock) -> Pair:
    """Return a match for whose two people first contact and training are due."""
    introduced.mentee.profile.change({"phone": "+1 213 555 0123"})
    accept_introduction(introduced)
    moved_clock.forward(days=15)
    return introduced


@pytest.fixture
def staff(pair: Pair, coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def flagged(pair: Pair) -> Pair:
    answers = CheckInAnswers(2, "time", wants_call=False, words="We never find a time.")
    check_ins.answer(db.session, pair.mentee.person, pair, answers)
    db.session.commit()
    return pair


def rows_of(client: FlaskClient, url: str = LIST) -> list[str]:
    """Return what the list shows in each row, without the action."""
    page = lxml.html.document_fromstring(client.get(url).text)
    cells = [row.xpath("./td") for row in page.xpath("//table/tbody/tr")]
    return [" | ".join(" ".join(cell.text_content().split()) for cell in row[:4]) for row in cells]


def entries() -> list[tuple[str, str, str, str, bool | None]]:
    rows = db.session.query(SupportEntry).order_by(SupportEntry.id)
    return [(row.rule, row.party.value, row.outcome.value, row.note, row.was_right) for row in rows]


def test_each_row_says_for_whom_something_is_due_and_since_when(staff: FlaskClient) -> None:
    assert sorted(rows_of(staff)) == [
        "mentee – mentor | First contact with the coordinator | mentee | since yesterday",
        "mentee – mentor | First contact with the coordinator | mentor | since yesterday",
        "mentee – mentor | Training | mentee | since yesterday",
        "mentee – mentor | Training | mentor | since yesterday",
    ]


def test_the_list_is_filtered_by_rule_by_week_and_by_who_looks_after_a_match(
    staff: FlaskClient, pair: Pair, coordinator: Person
) -> None:
    assert len(rows_of(staff, f"{LIST}?rule=training")) == 2
    assert len(rows_of(staff, f"{LIST}?when=week")) == 6
    assert len(rows_of(staff, f"{LIST}?rule=unknown&whose=unknown&when=never")) == 4
    assert len(rows_of(staff, f"{LIST}?whose=mine")) == 4, "nobody looks after it yet"
    pair.coordinator_id = make_coordinator("second@example.org").id
    db.session.commit()
    assert rows_of(staff, f"{LIST}?whose=mine") == []
    assert "Nothing is due" in staff.get(f"{LIST}?whose=mine").text
    pair.coordinator_id = coordinator.id
    db.session.commit()
    assert len(rows_of(staff, f"{LIST}?whose=mine&rule=training")) == 2


def test_each_filter_keeps_the_other_ones(staff: FlaskClient) -> None:
    text = staff.get(f"{LIST}?whose=mine&when=week&rule=training").text
    links = lxml.html.document_fromstring(text).xpath("//nav[@class='filter-links']//a")
    urls = {" ".join(link.text_content().split()): link.get("href") for link in links}
    assert urls["Due now"] == f"{LIST}?whose=mine&rule=training"
    assert urls["All matches"] == f"{LIST}?when=week&rule=training"
    assert urls["All rules 6"] == f"{LIST}?whose=mine&when=week"
    assert urls["Training 2"] == f"{LIST}?whose=mine&when=week&rule=training"


def test_done_and_undo_lead_back_to_the_list_as_it_was_shown(staff: FlaskClient) -> None:
    shown = f"{LIST}?whose=mine&when=week&rule=training&page=1"
    query = shown.removeprefix(LIST)
    assert press(staff, shown, f"{ITEM}/done{query}").location == shown
    assert press(staff, shown, f"/support-entries/1/undo{query}").location == shown
    assert entries() == []


def test_one_tap_marks_it_as_done_and_another_undoes_it(
    staff: FlaskClient, coordinator: Person
) -> None:
    done = press(staff, LIST, f"{ITEM}/done", follow_redirects=True)
    assert "Marked as done" in done.text
    assert len(rows_of(staff)) == 3
    assert entries() == [("training", "mentee", "done", "", None)]
    undone = press(staff, LIST, "/support-entries/1/undo", follow_redirects=True)
    assert "It is due again" in undone.text
    assert len(rows_of(staff)) == 4
    assert entries() == []


def test_what_was_noted_is_undone_for_an_hour_and_by_its_writer_alone(
    staff: FlaskClient, sign_in: SignIn, moved_clock: MovedClock
) -> None:
    press(staff, LIST, f"{ITEM}/done")
    undo = "/support-entries/1/undo"
    stale = hidden_fields(staff, LIST, undo)
    assert undo not in sign_in(make_coordinator("second@example.org")).get(LIST).text
    moved_clock.forward(minutes=61)
    assert undo not in staff.get(LIST).text
    late = staff.post(undo, data=stale, follow_redirects=True)
    assert "for an hour" in late.text
    assert len(entries()) == 1


def test_the_second_of_two_coordinators_is_told_and_nothing_is_doubled(
    staff: FlaskClient, sign_in: SignIn
) -> None:
    second = sign_in(make_coordinator("second@example.org"))
    stale = hidden_fields(second, LIST, f"{ITEM}/done")
    typed = hidden_fields(second, ITEM) | {"note": "We talked on Monday."}
    press(staff, LIST, f"{ITEM}/done")
    told = second.post(f"{ITEM}/done", data=stale, follow_redirects=True)
    assert "Somebody has taken care of this already" in told.text
    told = second.post(ITEM, data=typed, follow_redirects=True)
    assert "Somebody has taken care of this already" in told.text
    assert len(entries()) == 1


def test_a_double_tap_notes_it_once(staff: FlaskClient) -> None:
    sent = hidden_fields(staff, LIST, f"{ITEM}/done")
    for _ in range(2):
        staff.post(f"{ITEM}/done", data=sent)
    assert len(entries()) == 1


def test_what_recurs_is_not_done_twice_by_a_double_tap(
    staff: FlaskClient, moved_clock: MovedClock
) -> None:
    """It is due again at a later day: the page showed another one."""
    moved_clock.forward(days=20)
    query = "?rule=check_in"
    url = f"/matches/1/due/check_in/mentee/done{query}"
    sent = hidden_fields(staff, LIST + query, url)
    for _ in range(2):
        response = staff.post(url, data=sent, follow_redirects=True)
    assert "since you opened" in response.text
    assert len(entries()) == 1


def test_the_page_of_an_item_says_why_and_how_to_reach_the_person(
    staff: FlaskClient, coordinator: Person
) -> None:
    assert "Elements of Effective Practice" not in staff.get(ITEM).text, "it is recorded first"
    page = open_page(staff, ITEM).text
    assert "Elements of Effective Practice for Mentoring, 5th edition" in page
    assert 'href="tel:+12135550123"' in page
    assert "please take part in the short training" in page
    noted = press(staff, ITEM, data={"note": "She was there."}, follow_redirects=True)
    assert "You can undo it in the list" in noted.text
    assert entries() == [("training", "mentee", "done", "She was there.", None)]
    done = [row.action for row in db.session.query(AuditEntry).filter_by(actor_id=coordinator.id)]
    assert done[-3:] == ["read application", "read application", "support: done"]


@pytest.mark.parametrize("action", ["/postpone", "/message/mentee"])
def test_a_page_about_an_item_that_names_people_is_recorded_first(
    staff: FlaskClient, coordinator: Person, action: str
) -> None:
    assert "Opening this page is recorded" in staff.get(ITEM + action).text
    opened = open_page(staff, ITEM + action)
    assert opened.request.path == ITEM + action
    assert 'id="page-form"' in opened.text
    read = db.session.query(AuditEntry).filter_by(actor_id=coordinator.id)
    assert {row.action for row in read} == {"read application"}


def test_a_flag_is_no_single_tap_and_needs_to_be_called_right_or_wrong(
    flagged: Pair, staff: FlaskClient
) -> None:
    listed = staff.get(LIST).text
    assert f"{FLAG}/done" not in listed
    assert f"{FLAG}/open" in listed
    page = open_page(staff, FLAG).text
    assert "rated the match 1 or 2 of 5" in page
    refused = press(staff, FLAG, data={"note": "All is well."})
    assert refused.status_code == 422
    assert "Say whether there was something to look after" in refused.text
    assert "All is well.</textarea>" in refused.text
    assert entries() == []
    assert (
        press(staff, FLAG, data={"was_right": "wrong", "note": "All is well."}).status_code == 302
    )
    assert entries() == [("low_rating", "mentee", "done", "All is well.", False)]
    assert not [row for row in rows_of(staff) if "Low rating" in row]


def test_something_is_put_off_with_a_reason_until_a_day_of_the_next_two_months(
    staff: FlaskClient,
) -> None:
    page = f"{ITEM}/postpone"
    until = today() + timedelta(days=9)
    assert press(staff, page, data={"until": str(until), "reason": " "}).status_code == 422
    for wrong in (today(), today() + timedelta(days=61)):
        refused = press(
            staff, page, data={"until": str(wrong), "reason": "Away."}, follow_redirects=True
        )
        assert "from tomorrow to 60 days from now" in refused.text
    assert entries() == []
    assert press(staff, page, data={"until": str(until), "reason": "Away."}).location == LIST
    assert entries() == [("training", "mentee", "postponed", "Away.", None)]
    assert len(rows_of(staff)) == 3
    assert "put off until" in staff.get(LIST).text
    page = " ".join(open_page(staff, ITEM).text.split())
    assert "Due since" not in page
    assert "Due on" in page
    assert "Put off on" in page
    assert "Away." in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (None, "please take part in the short training"),
        ("es", "por favor participe en la capacitación corta"),
    ],
)
def test_the_message_that_is_ready_is_in_the_persons_language(
    pair: Pair, staff: FlaskClient, language: str | None, words: str
) -> None:
    pair.mentee.person.language = language
    db.session.commit()
    page = f"{ITEM}/message/mentee"
    text = lxml.html.document_fromstring(open_page(staff, page).text).xpath("string(//textarea)")
    assert words in text
    assert press(staff, page, data={"text": text}).status_code == 302
    assert [message.text for message in db.session.query(Message)] == [text.strip()]
    assert len(rows_of(staff)) == 4, "a message alone does not take care of it"


def test_a_url_that_names_nothing_that_is_due_leads_to_the_match(staff: FlaskClient) -> None:
    open_page(staff, "/matches/1")
    for gone in ("training/nobody", "no_rule/mentee", "answer/mentee"):
        response = staff.get(f"/matches/1/due/{gone}", follow_redirects=True)
        assert "Somebody has taken care of this already" in response.text


def test_whoever_is_one_of_the_two_neither_lists_nor_opens_it(pair: Pair, sign_in: SignIn) -> None:
    make_coordinator(pair.mentor.person.sign_in_name)
    client = sign_in(pair.mentor.person)
    assert rows_of(client) == []
    assert client.get(ITEM).status_code == 404
    assert client.post(f"{ITEM}/done").status_code == 404


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def add_matches(number: int) -> None:
    for _ in range(number):
        rows = make_rows("active")
        rows["pair"].started_at = rows["pair"].mentee_agreed_at
        db.session.add_all(rows.values())
        db.session.flush()
        due_items.refresh(db.session, rows["pair"])
    db.session.commit()


def note_first_contacts(coordinator: Person, number: int) -> None:
    """Note something about the newest matches, so that the list offers to undo it."""
    for pair in db.session.query(Pair).order_by(Pair.id.desc()).limit(number):
        item = support_entries.due_item(db.session, pair, "first_contact", "mentee")
        assert item is not None
        support_entries.mark_done(db.session, coordinator, item)
    db.session.commit()


def test_the_list_takes_as_many_statements_for_many_rows_and_entries_as_for_few(
    staff: FlaskClient, coordinator: Person, moved_clock: MovedClock
) -> None:
    counts = []
    for number in (1, 8):
        add_matches(number)
        moved_clock.forward(days=15)
        note_first_contacts(coordinator, number)
        staff.get(LIST)
        db.session.expire_all()
        with counted_statements() as sent:
            page = staff.get(LIST)
        shown = page.text.count("list-name"), page.text.count("/undo")
        counts.append((len(sent), *shown))
    (few, rows, entries_shown), (many, all_rows, all_entries_shown) = counts
    assert few == many
    assert rows < all_rows == 25
    assert (entries_shown, all_entries_shown) == (1, 8)
