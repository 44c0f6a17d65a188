"""One message to many: confirmed once, and each person gets it once, whatever happens meanwhile."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.after_commit import commit
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, Broadcast, BroadcastRecipient, Message, Person
from mentorship.services.messages import broadcasts
from tests.conftest import Applicant

pytestmark = pytest.mark.usefixtures("each_database")
TEXTS = {"en": "We meet on Friday.", "es": "Nos reunimos el viernes."}


@pytest.fixture
def applications(app: Flask, each_database: None, applicant: Applicant) -> list[Application]:
    items = [applicant("mentee", f"{name}@example.org") for name in ("mei", "lan", "ana")]
    items[2].person.language = "es"
    db.session.commit()
    return items


def begin(author: Person, applications: list[Application]) -> Broadcast:
    ids = [item.id for item in applications]
    broadcast = broadcasts.start(db.session, author, ids)
    broadcasts.write(db.session, broadcast, TEXTS)
    db.session.commit()
    return broadcast


def progress(broadcast: Broadcast) -> tuple[int, int]:
    return broadcasts.progress(db.session, [broadcast.id])[broadcast.id]


def sent_texts() -> list[str]:
    return sorted(message.text for message in db.session.query(Message))


def test_everybody_gets_the_message_once_in_their_language(
    app: Flask, coordinator: Person, applications: list[Application]
) -> None:
    broadcast = begin(coordinator, applications)
    broadcasts.confirm(db.session, coordinator, broadcast)
    db.session.commit()
    assert broadcasts.unfinished(db.session) == [broadcast.id]
    for _time in range(2):
        broadcasts.send(db.session, broadcast.id)
    assert sent_texts() == [TEXTS["es"], TEXTS["en"], TEXTS["en"]]
    assert progress(broadcast) == (3, 3)
    assert broadcasts.unfinished(db.session) == []


def test_a_message_is_confirmed_once_and_not_changed_or_discarded_afterwards(
    coordinator: Person, applications: list[Application]
) -> None:
    broadcast = begin(coordinator, applications)
    broadcasts.confirm(db.session, coordinator, broadcast)
    with pytest.raises(UserFacingError):
        broadcasts.confirm(db.session, coordinator, broadcast)
    with pytest.raises(UserFacingError):
        broadcasts.write(db.session, broadcast, {"en": "Something else."})
    with pytest.raises(UserFacingError):
        broadcasts.discard(db.session, broadcast)


def test_a_message_that_another_request_has_just_confirmed_is_not_changed(
    coordinator: Person, applications: list[Application]
) -> None:
    broadcast = begin(coordinator, applications)
    assert broadcast.confirmed_at is None, "read, as the page of a request reads it"
    with Session(db.engine) as other_request:
        draft = other_request.get_one(Broadcast, broadcast.id)
        broadcasts.confirm(other_request, other_request.get_one(Person, coordinator.id), draft)
        other_request.commit()
    with pytest.raises(UserFacingError, match="has been sent already"):
        broadcasts.write(db.session, broadcast, {"en": "Something else."})


def test_before_it_is_sent_a_coordinator_sees_to_whom_and_in_which_language(
    coordinator: Person, applications: list[Application]
) -> None:
    broadcast = begin(coordinator, applications)
    assert broadcasts.count_by_language(db.session, broadcast) == {"en": 2, "es": 1}
    assert broadcasts.names(db.session, broadcast) == ["ana", "lan", "mei"]
    assert broadcasts.progress(db.session, [broadcast.id, 99]) == {
        broadcast.id: (0, 3),
        99: (0, 0),
    }


def test_a_draft_is_sent_to_nobody(coordinator: Person, applications: list[Application]) -> None:
    broadcast = begin(coordinator, applications)
    broadcasts.send(db.session, broadcast.id)
    broadcasts.send(db.session, 99)
    assert sent_texts() == []
    broadcasts.discard(db.session, broadcast)
    db.session.commit()
    assert db.session.query(BroadcastRecipient).count() == 0


def test_a_worker_that_is_killed_has_written_to_nobody_twice(
    coordinator: Person, applications: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    broadcast = begin(coordinator, applications)
    broadcasts.confirm(db.session, coordinator, broadcast)
    db.session.commit()
    monkeypatch.setattr(broadcasts, "BATCH_SIZE", 1)
    commits = iter(range(9))

    def commit_once(session: object) -> None:
        if next(commits):
            raise KeyboardInterrupt
        commit(db.session)

    monkeypatch.setattr(broadcasts, "commit", commit_once)
    with pytest.raises(KeyboardInterrupt):
        broadcasts.send(db.session, broadcast.id)
    db.session.rollback()
    assert len(sent_texts()) == progress(broadcast)[0] == 1
    monkeypatch.setattr(broadcasts, "commit", commit)
    broadcasts.send(db.session, broadcast.id)
    assert len(sent_texts()) == 3


def test_the_same_selection_sent_twice_begins_one_message_to_each_person_once(
    coordinator: Person, applications: list[Application], applicant: Applicant
) -> None:
    both_roles = [*applications, applicant("mentor", "mei@example.org")]
    broadcast = begin(coordinator, both_roles)
    assert [person.id for person in broadcasts.recipients(db.session, broadcast)] == sorted(
        item.person_id for item in applications
    )
    assert begin(coordinator, both_roles) is broadcast
    assert begin(coordinator, applications[:1]) is not broadcast
    assert broadcasts.broadcast_with_id(db.session, broadcast.id) is broadcast
    assert len(db.session.scalars(broadcasts.newest_first(coordinator)).all()) == 2
    with pytest.raises(UserFacingError):
        broadcasts.start(db.session, coordinator, [])


def test_old_drafts_and_what_was_sent_long_ago_are_deleted(
    coordinator: Person, applications: list[Application]
) -> None:
    draft, sent = (begin(coordinator, items) for items in (applications, applications[:1]))
    draft.created_at = now() - broadcasts.DRAFT_LIFETIME - timedelta(minutes=1)
    sent.created_at = sent.confirmed_at = now() - timedelta(days=29)
    broadcasts.purge_old(db.session)
    db.session.commit()
    assert db.session.query(Broadcast).all() == [sent]
    sent.confirmed_at = now() - broadcasts.SENT_LIFETIME - timedelta(minutes=1)
    broadcasts.purge_old(db.session)
    assert db.session.query(Broadcast).all() == []
