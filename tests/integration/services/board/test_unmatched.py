"""What the page of people without a suggestion shows of each."""

from typing import Any

import pytest
from sqlalchemy import select, update

from mentorship.extensions import db
from mentorship.models import MatchRun, Person, Role, Round, Suggestion, SuggestionState, Unmatched
from mentorship.services import personal_data
from mentorship.services.board import unmatched as board
from mentorship.services.board.unmatched import UnmatchedPerson
from mentorship.services.messages import threads
from mentorship.services.pairing import unmatched_questions
from tests.conftest import Applicant
from tests.factories import make_match_run

TIMES = ["mon_evening"]


@pytest.fixture
def run(a_round: Round, applicant: Applicant) -> MatchRun:
    """Return a run in which mei and lan have no mentor: rosa lacks a time, and ana is taken."""
    for name in ("mei", "lan", "hana"):
        applicant("mentee", f"{name}@example.org", availability=TIMES)
    applicant("mentor", "ana@example.org", "latino", availability=TIMES)
    applicant("mentor", "rosa@example.org", "latino", availability=["sat_morning"])
    return make_match_run(a_round)


def rows_of(run: MatchRun, role: Role = Role.MENTEE) -> list[Unmatched]:
    return list(db.session.scalars(board.unmatched_in(run, role)))


def people(run: MatchRun, reader: Person, role: Role = Role.MENTEE) -> list[UnmatchedPerson]:
    return list(board.people(db.session, reader, rows_of(run, role)))


def closest(person: UnmatchedPerson) -> list[tuple[str, list[str], bool]]:
    return [
        (other.application.profile.name, list(other.rules), other.is_led_to)
        for other in person.closest
    ]


def test_each_person_has_whom_they_come_closest_to_and_what_to_ask(
    run: MatchRun, coordinator: Person
) -> None:
    first, second = people(run, coordinator)
    for person in (first, second):
        assert closest(person) == [("rosa", ["time"], True), ("ana", [], False)]
        assert person.question == "Could you also meet on Saturday mornings?"
        assert (person.asked, person.has_suggestion, person.has_changed) == (None, False, False)
    (mentor,) = people(run, coordinator, Role.MENTOR)
    assert [rules for _, rules, _ in closest(mentor)] == [["time"]] * 3


def test_people_are_counted_by_role_and_have_a_position(run: MatchRun) -> None:
    assert board.counts(db.session, run) == {Role.MENTEE: 2, Role.MENTOR: 1}
    positions = [board.position(db.session, row) for row in rows_of(run)]
    assert positions == [0, 1]


def test_one_reason_is_one_group(run: MatchRun, coordinator: Person) -> None:
    rows = rows_of(run)
    (group,) = board.groups(db.session, coordinator, rows, is_all=True)
    assert (group.group, group.size, len(group.people)) == (("all_taken",), 2, 2)
    (group,) = board.groups(db.session, coordinator, rows[:1], is_all=False)
    assert (group.size, len(group.people)) == (2, 1), "the others are on another page"


def test_a_run_from_before_is_grouped_without_what_it_does_not_know(
    run: MatchRun, coordinator: Person
) -> None:
    kinds: list[dict[str, Any]] = [{"kind": "nobody_there"}, {"kind": "partner_left"}]
    rows = rows_of(run)
    for row, reason in zip(rows, kinds, strict=True):
        row.reason = reason
    groups = board.groups(db.session, coordinator, rows, is_all=False)
    assert [(group.group, group.size) for group in groups] == [
        (("nobody_there",), None),
        (("partner_left",), None),
    ]
    assert groups[0].people[0].closest == []
    assert groups[0].people[0].question == ""


def test_whoever_changes_an_answer_is_said_to_have_changed(
    run: MatchRun, coordinator: Person
) -> None:
    first, second = (row.application for row in rows_of(run))
    first.profile.change({"availability": [*TIMES, "sat_morning"]})
    second.profile.change({"name": "Lan Nguyen"})
    db.session.commit()
    assert [person.has_changed for person in people(run, coordinator)] == [True, False]


def test_a_question_is_shown_with_its_day_and_whether_they_have_written_since(
    run: MatchRun, coordinator: Person
) -> None:
    first, _second = rows_of(run)
    unmatched_questions.ask(db.session, coordinator, first, "Saturdays?")
    db.session.commit()
    person, other = people(run, coordinator)
    assert other.asked is None
    assert person.asked is not None
    assert person.asked.answered_in is None
    thread = threads.thread_of(db.session, first.application.person)
    assert thread is not None
    threads.ask(db.session, first.application.person, thread, "Yes")
    db.session.commit()
    person, other = people(run, coordinator)
    assert person.asked is not None
    assert person.asked.answered_in == thread.id


def test_whoever_has_a_suggestion_by_now_is_said_to(run: MatchRun, coordinator: Person) -> None:
    first, _second = rows_of(run)
    suggestion = db.session.scalars(select(Suggestion)).one()
    by_hand = Suggestion(
        match_run=run,
        mentee=first.application,
        mentor=suggestion.mentor,
        rank=2,
        explanation={},
        state=SuggestionState.APPROVED,
    )
    db.session.add(by_hand)
    db.session.commit()
    assert [person.has_suggestion for person in people(run, coordinator)] == [True, False]
    by_hand.state = SuggestionState.REJECTED
    db.session.commit()
    assert [person.has_suggestion for person in people(run, coordinator)] == [False, False]


def test_whoever_has_left_is_close_to_nobody(run: MatchRun, coordinator: Person) -> None:
    (rosa,) = rows_of(run, Role.MENTOR)
    personal_data.erase(db.session, rosa.application.person)
    db.session.commit()
    assert [closest(person) for person in people(run, coordinator)] == [[("ana", [], False)]] * 2


def test_a_damaged_row_is_in_a_group_of_its_own(run: MatchRun, coordinator: Person) -> None:
    damaged = update(Unmatched).where(Unmatched.id == rows_of(run)[0].id)
    db.session.execute(damaged.values(sealed=b"\x09"))
    db.session.commit()
    db.session.expire_all()
    groups = board.groups(db.session, coordinator, rows_of(run), is_all=False)
    assert [group.group for group in groups] == [board.UNREADABLE, ("all_taken",)]
    assert groups[0].people[0].question == ""
