"""Each suggestion is decided once, for people who still take part, in order of score."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    ApplicationState,
    AuditEntry,
    Ban,
    MatchRun,
    OutgoingEmail,
    Pair,
    Person,
    Pin,
    Round,
    RunState,
    Suggestion,
    SuggestionState,
)
from mentorship.services.applications import decisions, submission
from mentorship.services.pairing import pair_constraints, suggestions
from tests.conftest import Applicant, Mailbox, SignIn
from tests.factories import make_round, reject
from tests.page_forms import open_page

RANKS = [4, 1, 3, 2]


@pytest.fixture
def run(a_round: Round) -> MatchRun:
    done = MatchRun(round=a_round, seed=1, settings={}, state=RunState.DONE)
    db.session.add(done)
    return done


@pytest.fixture
def scored(run: MatchRun, applicant: Applicant) -> list[Suggestion]:
    """Four mentees and one mentor: the order of the rows is not that of the ranks."""
    mentor = applicant("mentor", "mentor@example.org", "latino", capacity=4)
    rows = [
        Suggestion(
            match_run=run,
            mentee=applicant("mentee", f"mentee{number}@example.org"),
            mentor=mentor,
            rank=rank,
            explanation={},
        )
        for number, rank in enumerate(RANKS)
    ]
    db.session.add_all(rows)
    db.session.commit()
    return rows


def test_nothing_is_suggested_on_the_page_of_somebody_who_is_on_the_waitlist(
    scored: list[Suggestion], coordinator: Person
) -> None:
    mentee = scored[0].mentee
    assert suggestions.pending_about(db.session, mentee) == [scored[0]]
    decisions.decide(db.session, coordinator, mentee, ApplicationState.WAITLISTED)
    assert suggestions.pending_about(db.session, mentee) == []


def test_suggestions_are_listed_by_rank(run: MatchRun, scored: list[Suggestion]) -> None:
    listed = suggestions.suggestions_of(db.session, run)
    assert listed == [scored[1], scored[3], scored[2], scored[0]]


def test_those_that_wait_for_a_decision_are_counted(
    run: MatchRun, scored: list[Suggestion]
) -> None:
    scored[0].state, scored[1].state = SuggestionState.HELD, SuggestionState.REJECTED
    assert suggestions.pending_count(db.session, run) == 2


def test_the_other_mentees_of_a_mentor_are_those_of_the_same_run_the_best_first(
    a_round: Round, scored: list[Suggestion]
) -> None:
    later = MatchRun(round=a_round, seed=2, settings={}, state=RunState.DONE)
    again = Suggestion(
        match_run=later,
        mentee=scored[0].mentee,
        mentor=scored[0].mentor,
        rank=1,
        explanation={},
    )
    db.session.add(again)
    others = suggestions.others_suggested(db.session, scored[0])
    assert others == [scored[at].mentee for at in (1, 3, 2)]
    assert suggestions.others_suggested(db.session, again) == []


def test_of_two_coordinators_who_introduce_at_once_the_second_is_told(
    app: Flask, suggested: Suggestion, coordinator: Person
) -> None:
    assert suggested.state is SuggestionState.PENDING  # as the second coordinator saw it
    with Session(db.engine) as other_session:
        suggestions.introduce(other_session, None, other_session.get_one(Suggestion, suggested.id))
        other_session.commit()
    with pytest.raises(UserFacingError, match="already been decided"):
        suggestions.introduce(db.session, coordinator, suggested)
    db.session.rollback()
    assert (suggested.state, suggested.decided_by) == (SuggestionState.INTRODUCED, None)
    assert db.session.query(Pair).count() == 1


def test_a_decision_records_who_made_it_and_when(
    suggested: Suggestion, coordinator: Person
) -> None:
    before = now()
    pair = suggestions.introduce(db.session, coordinator, suggested)
    assert suggested.decided_by == coordinator.id
    assert suggested.decided_at
    assert before <= suggested.decided_at <= now()
    decisions = db.session.query(AuditEntry).filter_by(actor_id=coordinator.id)
    assert [(entry.action, entry.subject, entry.subject_id) for entry in decisions] == [
        ("introduce", "pair", pair.id),
    ]


@pytest.mark.parametrize("side", ["mentee", "mentor"])
@pytest.mark.parametrize("absence", ["withdrawn", "waitlisted"])
def test_nobody_is_introduced_who_has_left_since_the_run(
    suggested: Suggestion, coordinator: Person, side: str, absence: str
) -> None:
    application = getattr(suggested, side)
    if absence == "withdrawn":
        submission.withdraw(db.session, application.person, application)
    else:
        decisions.decide(db.session, coordinator, application, ApplicationState.WAITLISTED)
    db.session.commit()
    with pytest.raises(UserFacingError, match="no longer takes part"):
        suggestions.introduce(db.session, coordinator, suggested)
    db.session.rollback()
    assert suggested.state is SuggestionState.PENDING


def test_a_mentee_is_introduced_to_one_mentor_at_a_time(
    run: MatchRun, applicant: Applicant
) -> None:
    mentee = applicant("mentee", "mei@example.org")
    rows = [
        Suggestion(
            match_run=run,
            mentee=mentee,
            mentor=applicant("mentor", f"{name}@example.org", "latino"),
            rank=rank,
            explanation={},
        )
        for rank, name in enumerate(("ana", "eva"), start=1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    pair = suggestions.introduce(db.session, None, rows[0])
    db.session.commit()
    with pytest.raises(UserFacingError, match="introduced to somebody already"):
        suggestions.introduce(db.session, None, rows[1])
    db.session.rollback()
    submission.withdraw(db.session, pair.mentor.person, pair.mentor)
    suggestions.introduce(db.session, None, rows[1])


def test_the_last_open_spot_of_a_mentor_is_given_once(scored: list[Suggestion]) -> None:
    scored[0].mentor.profile.change({"capacity": 2})
    db.session.commit()
    for item in scored[:2]:
        suggestions.introduce(db.session, None, item)
    db.session.commit()
    with pytest.raises(UserFacingError, match="introduced to somebody already"):
        suggestions.introduce(db.session, None, scored[2])


def test_rejecting_removes_the_pin_and_bans_the_pair_once(
    suggested: Suggestion, coordinator: Person
) -> None:
    pair_constraints.pin(db.session, coordinator, suggested)
    pair_constraints.ban(db.session, suggested.mentee_id, suggested.mentor_id)
    with pytest.raises(UserFacingError, match="must not be matched"):
        pair_constraints.pin(db.session, coordinator, suggested)
    reject(suggested, coordinator)
    assert (db.session.query(Pin).count(), db.session.query(Ban).count()) == (0, 1)


def test_a_ban_removes_the_pin_of_the_same_two_people_in_the_other_roles(
    suggested: Suggestion, coordinator: Person, applicant: Applicant
) -> None:
    mentor = applicant("mentor", "mentee@example.org")
    mentee = applicant("mentee", "mentor@example.org", "latino")
    db.session.add(Pin(mentee_id=mentee.id, mentor_id=mentor.id))
    reject(suggested, coordinator)
    assert db.session.query(Pin).count() == 0


def test_both_are_told_of_an_introduction_if_they_have_an_address(
    mailbox: Mailbox, run: MatchRun, applicant: Applicant
) -> None:
    row = Suggestion(
        match_run=run,
        mentee=applicant("mentee", "mei-1234"),
        mentor=applicant("mentor", "ana@example.org", "latino"),
        rank=1,
        explanation={},
    )
    db.session.add(row)
    db.session.flush()
    suggestions.introduce(db.session, None, row)
    assert [email.recipient for email in db.session.query(OutgoingEmail)] == ["ana@example.org"]


def test_a_newer_run_replaces_pending_suggestions_of_its_own_round_only(
    suggested: Suggestion, run: MatchRun, scored: list[Suggestion]
) -> None:
    run.round = make_round("Summer")
    db.session.flush()
    suggestions.supersede(db.session, run.round)
    db.session.commit()
    assert {item.state for item in scored} == {SuggestionState.SUPERSEDED}
    assert suggested.state is SuggestionState.PENDING
    with pytest.raises(UserFacingError, match="already been decided"):
        suggestions.introduce(db.session, None, scored[0])


def test_a_suggestion_that_does_not_exist_is_none(app: Flask) -> None:
    assert suggestions.suggestion_with_id(db.session, 99) is None


def test_an_application_shows_the_suggestions_that_wait_for_a_decision_about_it(
    suggested: Suggestion, coordinator: Person, sign_in: SignIn
) -> None:
    staff = sign_in(coordinator)
    pages = [f"/applications/{id_}" for id_ in (suggested.mentee_id, suggested.mentor_id)]
    link = f'formaction="/suggestions/{suggested.id}/open"'
    assert all(link in open_page(staff, page).text for page in pages)
    reject(suggested, coordinator)
    assert not any(link in open_page(staff, page).text for page in pages)
