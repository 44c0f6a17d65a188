"""Of a match, the copy of somebody's data has what both see and their own part, no more."""

from datetime import date
from typing import Any

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Pair, Person, Role
from mentorship.services.pairs import album, meetings, pairs
from mentorship.services.pairs.album import AlbumText
from mentorship.services.pairs.meetings import MeetingEntry
from mentorship.services.pairs.pair_data import pair_data
from mentorship.services.pairs.reflections import Reflection
from tests.factories import accept_introduction, make_person

DAY = date(2027, 3, 1)
MEETING = MeetingEntry(DAY, 45, "online", "talk", "We talked about rivers.")


def of_both(pair: Pair) -> dict[Role, dict[str, Any]]:
    return {
        role: pair_data(db.session, pair.own_side(role).person, pair)
        for role in (Role.MENTEE, Role.MENTOR)
    }


def test_each_side_of_a_pair_gets_its_own_role_and_yes(introduced: Pair) -> None:
    pairs.say_yes(db.session, introduced.mentor.person, introduced)
    sides = of_both(introduced)
    assert {role: side["own_role"] for role, side in sides.items()} == {
        role: role.value for role in Role
    }
    assert sides[Role.MENTEE]["own_yes"] is None
    assert sides[Role.MENTOR]["own_yes"] == introduced.mentor_agreed_at


def test_why_not_is_given_to_whoever_said_it_alone(introduced: Pair) -> None:
    pairs.say_no(db.session, introduced.mentee.person, introduced, words="We know each other.")
    sides = of_both(introduced)
    assert sides[Role.MENTEE]["own_words"] == "We know each other."
    assert not {"own_reason", "own_words"} & sides[Role.MENTOR].keys()


def test_both_get_a_meeting_and_each_what_they_keep_about_it(introduced: Pair) -> None:
    pair = accept_introduction(introduced)
    note = Reflection("I was shy.", 4)
    meetings.log_meeting(db.session, pair.mentee.person, pair, MEETING, reflection=note)
    sides = of_both(pair)
    for role, by_you, kept in ((Role.MENTEE, True, "I was shy."), (Role.MENTOR, False, None)):
        (meeting,) = sides[role]["meetings"]
        assert (meeting["notes"], meeting["logged_by_you"]) == (MEETING.notes, by_you)
        assert meeting.get("own_note") == kept


def test_what_is_kept_about_a_meeting_stays_when_the_other_one_deletes_it(introduced: Pair) -> None:
    pair = accept_introduction(introduced)
    meeting = meetings.log_meeting(db.session, pair.mentor.person, pair, MEETING)
    meetings.reflect(db.session, pair.mentee.person, meeting, Reflection("I was shy.", 4))
    meetings.delete_meeting(db.session, pair.mentor.person, meeting)
    db.session.expire_all()
    sides = of_both(pair)
    (kept,) = sides[Role.MENTEE]["kept_about_deleted_meetings"]
    assert kept == {"day": DAY, "own_note": "I was shy.", "own_feeling": 4}
    assert sides[Role.MENTOR]["kept_about_deleted_meetings"] == []
    assert [side["meetings"] for side in sides.values()] == [[], []]


def test_both_get_the_album_which_says_whose_each_entry_is(introduced: Pair) -> None:
    pair = accept_introduction(introduced)
    album.add_entry(db.session, pair.mentor.person, pair, AlbumText("word", "Salamat", "Thanks."))
    written = {
        role: [(entry["title"], entry["written_by_you"]) for entry in side["album"]]
        for role, side in of_both(pair).items()
    }
    assert written == {Role.MENTEE: [("Salamat", False)], Role.MENTOR: [("Salamat", True)]}


def test_nobody_else_gets_anything(introduced: Pair) -> None:
    stranger: Person = make_person("stranger@example.org")
    with pytest.raises(UserFacingError):
        pair_data(db.session, stranger, introduced)
