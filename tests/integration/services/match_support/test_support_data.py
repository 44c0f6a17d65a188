"""The copy of somebody's data has what is theirs, and nothing that the other one has said."""

from datetime import timedelta
from typing import Any

import pytest

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Pair, Person
from mentorship.services import personal_data
from mentorship.services.match_support import check_ins, support_entries
from mentorship.services.match_support.support_data import support_data
from mentorship.services.pairs import meetings, pauses
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.pairs.pairs import role_in
from mentorship.services.pairs.reflections import Reflection
from tests.conftest import SignIn
from tests.integration.services.match_support.conftest import answers

pytestmark = pytest.mark.usefixtures("each_database")


def note(coordinator: Person, pair: Pair, rule: str, party: str, text: str) -> None:
    item = support_entries.due_item(db.session, pair, rule, party)
    assert item is not None
    support_entries.mark_done(db.session, coordinator, item, text)
    db.session.commit()


def support_data_of(person: Person, pair: Pair) -> dict[str, Any]:
    return support_data(db.session, person, role_in(pair, person), pair)


def noted(person: Person, pair: Pair) -> list[tuple[str, str, str]]:
    data = support_data_of(person, pair)["noted_by_coordinators"]
    return [(item["rule"], item["about"], item["note"]) for item in data]


def test_each_gets_their_own_check_ins_alone(pair: Pair, mentee: Person, mentor: Person) -> None:
    check_ins.answer(db.session, mentee, pair, answers(2, words="It is hard."))
    check_ins.answer(db.session, mentor, pair, answers(5, wants_call=True))
    own, other = (support_data_of(person, pair) for person in (mentee, mentor))
    assert [(item["rating"], item["words"]) for item in own["check_ins"]] == [(2, "It is hard.")]
    assert [(item["rating"], item["wants_call"]) for item in other["check_ins"]] == [(5, True)]


def test_the_text_of_a_note_is_for_the_one_whom_it_is_about_alone(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person
) -> None:
    note(coordinator, pair, "training", "mentee", "She came on Saturday.")
    note(coordinator, pair, "first_meeting", "both", "They walked in the park.")
    assert noted(mentee, pair) == [
        ("first_meeting", "both", ""),
        ("training", "you", "She came on Saturday."),
    ]
    assert noted(mentor, pair) == [("first_meeting", "both", "")]
    counted = [support_data_of(person, pair)["notes_about_both"] for person in (mentee, mentor)]
    assert counted == [1, 1]


def test_no_sign_tells_what_the_other_one_has_answered(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person
) -> None:
    check_ins.answer(db.session, mentee, pair, answers(1))
    check_ins.answer(db.session, mentor, pair, answers(5))
    note(coordinator, pair, "rating_gap", "both", "")
    note(coordinator, pair, "low_rating", "mentee", "")
    assert noted(mentor, pair) == []
    assert noted(mentee, pair) == [("low_rating", "you", "")]


def test_what_was_put_off_has_its_day(pair: Pair, mentee: Person, coordinator: Person) -> None:
    item = support_entries.due_item(db.session, pair, "training", "mentee")
    assert item is not None
    until = today() + timedelta(days=20)
    support_entries.postpone(db.session, coordinator, item, until, "On a trip.")
    (entry,) = support_data_of(mentee, pair)["noted_by_coordinators"]
    assert (entry["outcome"], entry["until"], entry["note"]) == ("postponed", until, "On a trip.")


def test_pauses_say_who_began_them(pair: Pair, mentee: Person, mentor: Person) -> None:
    pauses.pause(db.session, mentee, pair)
    pauses.resume(db.session, mentor, pair)
    pauses.pause(db.session, mentor, pair)
    data = support_data_of(mentee, pair)["pauses"]
    assert [(item["begun_by_you"], item["until"] is None) for item in data] == [
        (True, False),
        (False, True),
    ]


def test_the_downloads_have_all_of_it_and_the_page_no_note(
    pair: Pair, mentee: Person, mentor: Person, coordinator: Person, sign_in: SignIn
) -> None:
    entry = MeetingEntry(today(), 60, "online", "exchange", "We cooked.")
    own = Reflection("I was nervous.", 3)
    meetings.log_meeting(db.session, mentee, pair, entry, (), own)
    check_ins.answer(db.session, mentee, pair, answers(2, wants_call=True, words="It is hard."))
    pauses.pause(db.session, mentee, pair)
    note(coordinator, pair, "training", "mentee", "She came on Saturday.")
    note(coordinator, pair, "call_wanted", "mentee", "")
    note(coordinator, pair, "first_contact", "mentor", "He likes tea.")
    client = sign_in(mentee)
    page, file = (client.get(f"/account/data{end}").text for end in ("", "/download.html"))
    for text in ("I was nervous.", "It is hard.", "You asked for a call", "Culture or language"):
        assert text in page
        assert text in file
    assert "Something that you said in a check-in" in file
    assert "She came on Saturday." in file
    assert "She came on Saturday." not in page
    assert "He likes tea." not in client.get("/account/data/download.json").text + file
    assert meeting_of(mentor) == ("exchange", None)
    assert meeting_of(mentee) == ("exchange", "I was nervous.")


def meeting_of(person: Person) -> tuple[str, Any]:
    (pair,) = personal_data.export(db.session, person)["pairs"]
    (meeting,) = pair["meetings"]
    return meeting["purpose"], meeting.get("own_note")
