"""Entries are chained by the commit, in one order, however many transactions commit at once."""

import threading

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mentorship.extensions import db
from mentorship.models import AuditEntry, AuditLink, Person, Round
from mentorship.services import audit_verification, personal_data
from mentorship.services.audit import record
from mentorship.services.audit_chain import link_existing_entries
from tests.factories import make_coordinator, make_person, make_round

pytestmark = pytest.mark.usefixtures("each_database")


def positions() -> list[int]:
    return list(db.session.scalars(select(AuditLink.position).order_by(AuditLink.position)))


def is_verified() -> bool:
    return audit_verification.verify(db.session).findings == []


def test_a_commit_chains_its_entries_and_a_rollback_leaves_none(app: Flask) -> None:
    round_ = make_round()
    before = len(positions())
    for action in ("first", "second"):
        record(db.session, None, action, round_)
    db.session.commit()
    record(db.session, None, "undone", round_)
    db.session.rollback()
    record(db.session, None, "third", round_)
    db.session.commit()
    assert positions() == list(range(1, before + 4))
    chained = (
        select(AuditEntry.action)
        .join(AuditLink, AuditLink.entry_id == AuditEntry.id)
        .order_by(AuditLink.position)
    )
    assert list(db.session.scalars(chained))[before:] == ["first", "second", "third"]
    assert is_verified()


def test_simultaneous_commits_make_one_chain(app: Flask) -> None:
    round_id, before = make_round().id, len(positions())
    db.session.commit()
    barrier, errors = threading.Barrier(4), []

    def record_often() -> None:
        barrier.wait()
        try:
            for number in range(10):
                with app.app_context(), Session(db.engine) as session:
                    record(session, None, f"number {number}", session.get_one(Round, round_id))
                    session.commit()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=record_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert positions() == list(range(1, before + 41))
    assert is_verified()


def test_two_who_are_erased_at_once_leave_a_chain(app: Flask) -> None:
    """A coordinator, and somebody whom they recorded: each erasure changes the other's entries."""
    round_id = make_round().id
    staff, applicants = make_coordinator(), [make_person(f"a-{n}@example.org") for n in range(4)]
    for applicant in applicants:
        record(db.session, staff, "read", applicant)
        record(db.session, applicant, "try", db.session.get_one(Round, round_id))
    db.session.commit()
    ids = [staff.id, *(applicant.id for applicant in applicants)]
    barrier, errors = threading.Barrier(len(ids)), []

    def erase(person_id: int) -> None:
        barrier.wait()
        try:
            with app.app_context(), Session(db.engine) as session:
                personal_data.erase(session, session.get_one(Person, person_id))
                session.commit()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=erase, args=(id_,)) for id_ in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert is_verified()
    assert db.session.query(AuditEntry).filter(AuditEntry.actor_id.in_(ids)).count() == 0
    erased = db.session.query(AuditEntry).filter_by(subject="person").all()
    assert {(entry.action, entry.subject_id) for entry in erased} == {("erase", id_) for id_ in ids}


def test_several_are_erased_in_one_commit_with_what_they_did_in_it(app: Flask) -> None:
    """As after a restored backup."""
    people = [make_person(f"a-{number}@example.org") for number in range(3)]
    for person in people:
        record(db.session, people[0], "try", person)
    for person in people[:2]:
        personal_data.erase(db.session, person)
    db.session.commit()
    result = audit_verification.verify(db.session)
    assert (result.findings, result.erased) == ([], 2)
    left = {(entry.action, entry.actor_id) for entry in db.session.query(AuditEntry)}
    assert left == {("erase", None), ("try", None)}


def test_entries_of_a_database_without_a_chain_are_chained_in_their_order(app: Flask) -> None:
    round_ = make_round()
    make_coordinator()
    for action in ("first", "second"):
        record(db.session, None, action, round_)
    db.session.commit()
    db.session.execute(delete(AuditLink))
    assert not is_verified()
    link_existing_entries(db.session.connection())
    db.session.commit()
    assert is_verified()
    record(db.session, None, "third", round_)
    db.session.commit()
    assert is_verified()
    ids = list(db.session.scalars(select(AuditLink.entry_id).order_by(AuditLink.position)))
    assert ids == sorted(ids)
    assert len(ids) >= 4
