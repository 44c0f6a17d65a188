"""Flags and tasks wait for whoever looks after a match: a wish for a call first, at once."""

import pytest

from mentorship.extensions import db
from mentorship.models import Pair, Person
from mentorship.services.match_support import check_ins
from mentorship.services.match_support.check_ins import CheckInAnswers
from mentorship.services.today import support_queues
from tests.conftest import MovedClock
from tests.factories import accept_introduction, make_coordinator

pytestmark = pytest.mark.usefixtures("each_database")


def test_an_unanswered_introduction_is_a_flag_and_what_rules_ask_for_a_task(
    introduced: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=5)
    flags = support_queues.flags(db.session, coordinator, own=False)
    assert [(item.rule, item.id) for item in flags.items] == [("answer", introduced.id)] * 2
    assert [person.name for person in flags.items[0].people] == ["mentee", "mentor"]
    assert support_queues.due(db.session, coordinator, own=False).count == 0
    accept_introduction(introduced)
    moved_clock.forward(days=14)
    assert support_queues.flags(db.session, coordinator, own=False).count == 0
    due = support_queues.due(db.session, coordinator, own=False)
    assert {item.rule for item in due.items} == {"first_contact", "training"}


def test_a_wish_for_a_call_waits_at_once_and_is_urgent(
    introduced: Pair, coordinator: Person
) -> None:
    accept_introduction(introduced)
    answers = CheckInAnswers(rating=4, obstacle="nothing", wants_call=True)
    check_ins.answer(db.session, introduced.mentee.person, introduced, answers)
    queue = support_queues.flags(db.session, coordinator, own=False)
    assert (queue.count, queue.items[0].rule, queue.is_urgent) == (1, "call_wanted", True)


def test_what_another_coordinator_looks_after_is_not_among_ones_own(
    introduced: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    introduced.coordinator_id = make_coordinator("other@example.org").id
    moved_clock.forward(days=5)
    assert support_queues.flags(db.session, coordinator, own=False).count == 2
    assert support_queues.flags(db.session, coordinator, own=True).count == 0


def test_a_coordinator_reads_nothing_about_a_match_of_her_own(
    introduced: Pair, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=5)
    mentor = introduced.mentor.person
    assert support_queues.flags(db.session, mentor, own=False).count == 0
