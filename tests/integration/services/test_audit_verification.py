"""What somebody changes in the audit trail behind the service's back is found, and where."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, Executable, delete, insert, select, update

from mentorship.extensions import db
from mentorship.models import AuditEntry, AuditLink, Round
from mentorship.services import audit_verification, personal_data
from mentorship.services.audit import record
from mentorship.services.audit_verification import Head, Problem
from tests.conftest import change_runtime
from tests.factories import make_coordinator, make_person

Places = set[tuple[int | None, Problem]]


def entry_at(place: int) -> ColumnElement[int]:
    return select(AuditLink.entry_id).where(AuditLink.position == place).scalar_subquery()


def change(place: int, **values: object) -> Executable:
    return update(AuditEntry).where(AuditEntry.id == entry_at(place)).values(values)


def change_link(place: int, **values: object) -> Executable:
    return update(AuditLink).where(AuditLink.position == place).values(values)


def remove(place: int) -> Executable:
    return delete(AuditEntry).where(AuditEntry.id == entry_at(place))


def remove_link(place: int) -> Executable:
    return delete(AuditLink).where(AuditLink.position == place)


# What somebody with the database alone would try; the places of `trail`, and their problems.
TAMPERING: dict[str, tuple[list[Executable], Places]] = {
    "another action": ([change(2, action="x")], {(2, Problem.CHANGED)}),
    "another actor": ([change(2, actor_id=999)], {(2, Problem.CHANGED)}),
    "no actor": ([change(2, actor_id=None)], {(2, Problem.CHANGED)}),
    "no actor, as if they were erased": (
        [change(2, actor_id=None, actor_salt=None), change_link(2, actor_erased_in=9)],
        {(9, Problem.ERASED)},
    ),
    "another row": ([change(2, subject_id=999)], {(2, Problem.CHANGED)}),
    "another time": ([change(2, at=datetime(2020, 1, 1, tzinfo=UTC))], {(2, Problem.CHANGED)}),
    "an entry removed": ([remove(3)], {(3, Problem.REMOVED)}),
    "an entry and its link removed": ([remove(3), remove_link(3)], {(3, Problem.REMOVED)}),
    "an entry removed, and the gap closed": (
        [remove(3), remove_link(3), change_link(4, position=3), change_link(5, position=4)],
        {(3, Problem.MOVED), (4, Problem.MOVED), (5, Problem.REMOVED)},
    ),
    "an entry removed, as if it were erased": (
        [remove(3), change_link(3, erased_in=8)],
        {(8, Problem.ERASED)},
    ),
    "an entry removed, as if another that is no erasure had erased it": (
        [remove(3), change_link(3, erased_in=4)],
        {(3, Problem.REMOVED)},
    ),
    "no actor, as if another that is no erasure had erased them": (
        [change(2, actor_id=None, actor_salt=None), change_link(2, actor_erased_in=4)],
        {(2, Problem.CHANGED)},
    ),
    "an entry there, although it is said to be erased": (
        [change_link(3, erased_in=8)],
        {(None, Problem.ADDED)},
    ),
    "the first removed": ([remove(1), remove_link(1)], {(1, Problem.REMOVED)}),
    "the words of two swapped": (
        [change(2, action="number 2"), change(3, action="number 1")],
        {(2, Problem.CHANGED), (3, Problem.CHANGED)},
    ),
    "two entries swapped": (
        [
            change(2, id=900),
            change(3, id=entry_at(2)),
            update(AuditEntry).where(AuditEntry.id == 900).values(id=entry_at(3)),
        ],
        {(2, Problem.CHANGED), (3, Problem.CHANGED)},
    ),
    "the places of two swapped": (
        [
            change_link(2, position=900),
            change_link(3, position=2),
            change_link(900, position=3),
        ],
        {(2, Problem.MOVED), (3, Problem.MOVED), (4, Problem.MOVED)},
    ),
    "an erasure denied": (
        [change_link(6, erased_in=None)],
        {(6, Problem.REMOVED), (8, Problem.ERASED)},
    ),
    "an erasure not recorded": ([remove(8)], {(8, Problem.REMOVED)}),
}


def tamper(*statements: Executable) -> None:
    for statement in statements:
        db.session.connection().execute(statement)


@pytest.fixture
def trail(each_database: None, app: Flask) -> None:
    """Store ten entries: five, two by people who are erased in the next two, and the last."""
    staff, applicant = make_coordinator(), make_person("mei@example.org")
    former = make_coordinator("former@example.org")
    round_ = Round(name="Spring")
    db.session.add(round_)
    tamper(delete(AuditEntry), delete(AuditLink))
    for number in range(5):
        record(db.session, staff, f"number {number}", round_)
    record(db.session, applicant, "own", applicant)
    record(db.session, former, "work", round_)
    db.session.commit()
    for person in (applicant, former):
        personal_data.erase(db.session, person)
        db.session.commit()
    record(db.session, staff, "last", round_)
    db.session.commit()


def found() -> Places:
    findings = audit_verification.verify(db.session).findings
    return {(finding.position, finding.problem) for finding in findings}


@pytest.mark.usefixtures("trail")
def test_whatever_is_changed_without_the_key_is_found_where_it_is() -> None:
    assert found() == set()
    result = audit_verification.verify(db.session)
    assert (result.entries, result.erased) == (10, 1)
    for name, (statements, expected) in TAMPERING.items():
        tamper(*statements)
        assert found() == expected, name
        db.session.rollback()
    assert found() == set()


@pytest.mark.usefixtures("trail")
def test_an_entry_appended_without_the_key_is_found() -> None:
    forged = {"action": "approve", "subject": "suggestion", "subject_id": 1}
    entry_id = db.session.scalar(insert(AuditEntry).values(forged).returning(AuditEntry.id))
    (finding,) = audit_verification.verify(db.session).findings
    assert (finding.problem, finding.entry_id) == (Problem.ADDED, entry_id)
    last = db.session.get_one(AuditLink, 10)
    digests = dict.fromkeys(("actor_digest", "content_digest", "erasure_digest"), last.digest)
    db.session.execute(
        insert(AuditLink).values(position=11, entry_id=entry_id, digest=last.digest, **digests)
    )
    assert {(11, Problem.MOVED), (11, Problem.CHANGED)} <= found()


@pytest.mark.usefixtures("trail")
def test_a_trail_whose_end_is_cut_off_is_whole_but_does_not_continue_an_earlier_head() -> None:
    earlier = audit_verification.head(db.session)
    assert earlier.position == 10
    assert audit_verification.continues(db.session, earlier)
    tamper(remove(10), remove_link(10))
    assert found() == set()
    assert not audit_verification.continues(db.session, earlier)
    assert not audit_verification.continues(db.session, replace(earlier, position=9))


def test_with_another_key_nothing_can_be_verified(app: Flask, a_round: Round) -> None:
    assert found() == set()
    change_runtime(app, audit_key=b"another key")
    assert {problem for _, problem in found()} == {Problem.CHANGED, Problem.MOVED}


def test_an_empty_trail_has_a_head_too(app: Flask) -> None:
    empty = audit_verification.head(db.session)
    assert str(empty) == audit_verification.verify(db.session).head == "0-0000-0000-0000-0000-0000"
    assert audit_verification.continues(db.session, empty)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12-0123-4567-89ab-cdef-0123", Head(12, "0123456789abcdef0123")),
        (" 12: 0123 4567 89AB CDEF 0123 ", Head(12, "0123456789abcdef0123")),
        ("12-0123456789abcdef0123", Head(12, "0123456789abcdef0123")),
        ("12-0123", None),
        ("0123456789abcdef0123", None),
        ("١٢-0123-4567-89ab-cdef-0123", None),
        ("", None),
    ],
)
def test_a_head_is_read_as_people_write_it(typed: str, read: Head | None) -> None:
    assert Head.parse(typed) == read
    if read is not None:
        assert Head.parse(str(read)) == read
