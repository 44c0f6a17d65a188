"""An event is locked as earlier changes left it; one that is gone is refused."""

import threading

import pytest
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Event
from mentorship.services.events import events
from mentorship.services.events.locking import lock_event, lock_events
from tests.event_rows import make_event
from tests.factories import make_coordinator

pytestmark = pytest.mark.usefixtures("each_database")


def test_a_second_transaction_waits_for_the_first_and_reads_what_it_wrote() -> None:
    event = make_event(make_coordinator())
    lock_event(db.session, event)
    event.capacity, event_id = 3, event.id
    engine, read = db.engine, list[int | None]()

    def lock_too() -> None:
        with Session(engine) as other:
            read.extend(item.capacity for item in lock_events(other, [event_id]))

    thread = threading.Thread(target=lock_too)
    thread.start()
    thread.join(0.2)
    assert read == []
    db.session.commit()
    thread.join()
    assert read == [3]


def test_an_event_that_is_gone_cannot_be_locked() -> None:
    coordinator = make_coordinator()
    event = make_event(coordinator, published=False)
    gone = Event(id=event.id)
    events.delete_draft(db.session, coordinator, event)
    db.session.commit()
    with pytest.raises(UserFacingError, match="not there any more"):
        lock_event(db.session, gone)
