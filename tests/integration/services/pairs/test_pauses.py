"""Either of the two lets their match rest, and goes on; nothing is due meanwhile."""

from datetime import timedelta

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, PairPause, Person
from mentorship.services.match_support import due_list
from mentorship.services.pairs import closing, pauses
from tests.conftest import Mailbox, MovedClock
from tests.factories import accept_introduction

pytestmark = pytest.mark.usefixtures("each_database")


def actions() -> list[str]:
    rows = db.session.query(AuditEntry).filter_by(subject="pair").order_by(AuditEntry.id)
    return [row.action for row in rows if "match" in row.action]


def test_one_lets_it_rest_and_the_other_goes_on_with_days_shifted(
    pair: Pair, mentee: Person, mentor: Person, moved_clock: MovedClock
) -> None:
    before = {item.id: item.due_on for item in due_list.open_items_of(db.session, pair)}
    pauses.pause(db.session, mentee, pair)
    resting = due_list.open_items_of(db.session, pair)
    assert {item.id: item.due_on for item in resting} == dict.fromkeys(before)
    moved_clock.forward(days=20)
    pauses.resume(db.session, mentor, pair)
    after = {item.id: item.due_on for item in due_list.open_items_of(db.session, pair)}
    assert after == {id_: day and day + timedelta(days=20) for id_, day in before.items()}
    assert actions() == ["pause match", "resume match"]


def test_a_second_tap_of_either_changes_nothing(pair: Pair, mentee: Person, mentor: Person) -> None:
    for person in (mentee, mentor, mentee):
        pauses.pause(db.session, person, pair)
    for person in (mentor, mentee):
        pauses.resume(db.session, person, pair)
    assert db.session.query(PairPause).count() == 1
    assert actions() == ["pause match", "resume match"]
    assert pauses.open_pause(db.session, pair) is None
    pauses.pause(db.session, mentor, pair)
    assert db.session.query(PairPause).count() == 2


def test_the_other_one_is_told_and_nobody_else(
    pair: Pair, mentee: Person, mailbox: Mailbox
) -> None:
    pauses.pause(db.session, mentee, pair)
    db.session.commit()
    assert {to for to, _subject, _body in mailbox.emails()} == {"mentor@example.org"}


def test_what_has_not_begun_or_has_ended_does_not_rest(
    introduced: Pair, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    with pytest.raises(UserFacingError):
        pauses.pause(db.session, mentee, introduced)
    accept_introduction(introduced)
    pauses.pause(db.session, mentee, introduced)
    closing.end(db.session, coordinator, introduced)
    assert pauses.open_pause(db.session, introduced) is None, "the end ends the rest too"
    with pytest.raises(UserFacingError, match="ended already"):
        pauses.pause(db.session, mentee, introduced)


def test_nobody_else_lets_a_match_rest(pair: Pair, coordinator: Person) -> None:
    for act in (pauses.pause, pauses.resume):
        with pytest.raises(UserFacingError, match="Only the two people"):
            act(db.session, coordinator, pair)
