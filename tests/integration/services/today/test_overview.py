"""All queues in the order of their need, and the decisions that can be taken back."""

from datetime import timedelta

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import ApplicationState, Pair, Person
from mentorship.services.applications import decisions
from mentorship.services.applications.decisions import UNDO_DURATION
from mentorship.services.pairs import concerns
from mentorship.services.today import overview
from mentorship.services.today.waiting import QueueKind
from tests.conftest import Applicant, MovedClock
from tests.factories import accept_introduction


def test_nothing_waits_at_first(coordinator: Person) -> None:
    assert overview.queues(db.session, coordinator) == []


def test_urgent_queues_come_first_then_the_oldest(
    introduced: Pair, applicant: Applicant, coordinator: Person, moved_clock: MovedClock
) -> None:
    accept_introduction(introduced)
    moved_clock.forward(days=50)
    applicant("mentee", "new@example.org").submitted_at = now() - timedelta(days=3)
    concerns.tell(db.session, introduced.mentee.person, introduced, "Please call.")
    kinds = [queue.kind for queue in overview.queues(db.session, coordinator)]
    assert kinds == [
        QueueKind.CONCERNS, QueueKind.DUE, QueueKind.FLAGS, QueueKind.APPLICATIONS
    ]  # fmt: skip


def test_a_decision_can_be_taken_back_by_who_took_it_for_an_hour(
    applicant: Applicant, coordinator: Person
) -> None:
    mei = applicant("mentee", "mei@example.org")
    decided = decisions.decide(db.session, coordinator, mei, ApplicationState.WAITLISTED)
    (item,) = overview.undoable_decisions(db.session, coordinator)
    assert (item.person.name, item.decision) == ("mei", ApplicationState.WAITLISTED)
    assert overview.undoable_decisions(db.session, mei.person) == []
    decided.decided_at -= UNDO_DURATION
    assert overview.undoable_decisions(db.session, coordinator) == []
