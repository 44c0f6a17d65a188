"""A queue shows its oldest items, counts all of them, and can be urgent."""

from datetime import timedelta

from sqlalchemy import select

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Application, Person
from mentorship.services.today.waiting import (
    MAX_ITEMS_SHOWN,
    Queue,
    QueueKind,
    WaitingItem,
    first_rows,
    looked_after_by,
)
from tests.conftest import Applicant


def test_the_first_rows_come_with_the_count_of_all(applicant: Applicant) -> None:
    query = select(Application.id).order_by(Application.id)
    assert first_rows(db.session, query) == (0, [])
    ids = [applicant("mentee", f"{at}@example.org").id for at in range(MAX_ITEMS_SHOWN + 2)]
    count, rows = first_rows(db.session, query)
    assert count == MAX_ITEMS_SHOWN + 2
    assert [row[0] for row in rows] == ids[:MAX_ITEMS_SHOWN]


def test_a_queue_whose_rows_vanished_between_count_and_list_has_just_begun() -> None:
    before = now()
    assert before <= Queue(QueueKind.DUE, 1, []).since <= now()


def test_a_coordinators_own_rows_are_theirs_and_those_of_nobody(
    applicant: Applicant, coordinator: Person
) -> None:
    mine, free, other = (applicant("mentee", f"{name}@example.org") for name in "abc")
    mine.coordinator_id, other.coordinator_id = coordinator.id, other.person_id
    column = Application.coordinator_id
    ids = select(Application.id).order_by(Application.id)
    own = ids.where(*looked_after_by(column, coordinator, own=True))
    assert db.session.scalars(own).all() == [mine.id, free.id]
    assert looked_after_by(column, coordinator, own=False) == []


def test_a_queue_is_as_old_as_its_oldest_item_and_urgent_if_one_is() -> None:
    early, late = now() - timedelta(days=1), now()
    items = [WaitingItem(1, late, is_urgent=True), WaitingItem(2, early)]
    queue = Queue(QueueKind.MESSAGES, 2, items)
    assert (queue.since, queue.is_urgent) == (early, True)
    assert Queue(QueueKind.CONCERNS, 1, items[1:]).is_urgent
    assert not Queue(QueueKind.APPLICATIONS, 1, items[1:]).is_urgent
