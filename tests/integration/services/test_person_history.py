"""A person's history has what was done to their applications and matches, by whom and in order."""

from mentorship.coordinate.people.history_labels import EVENTS
from mentorship.extensions import db
from mentorship.models import DecisionKind, Pair, Person
from mentorship.services.applications import notes
from mentorship.services.pairs import pairs
from mentorship.services.person_history import history_of
from tests.conftest import Applicant

ACTIONS = ("send application", "introduce", "say yes", "write note")


def test_the_newest_comes_first_and_events_of_others_are_left_out(
    introduced: Pair, coordinator: Person, applicant: Applicant
) -> None:
    mentee, mentor = introduced.mentee, introduced.mentor
    pairs.say_yes(db.session, mentor.person, introduced)
    notes.write_note(db.session, coordinator, mentee, "Kind.")
    applicant("mentee", "other@example.org")
    events = history_of(db.session, coordinator, mentee.person, ACTIONS)
    assert [(event.action, event.actor) for event in events] == [
        ("write note", coordinator),
        ("say yes", mentor.person),
        ("introduce", None),
        ("send application", mentee.person),
    ]
    assert history_of(db.session, coordinator, mentee.person, ["say yes"]) == events[1:2]


def test_every_decision_about_a_match_has_words() -> None:
    assert set(DecisionKind) <= EVENTS.keys()
