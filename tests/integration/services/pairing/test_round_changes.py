"""What is new since a match run, and who waits since when."""

from datetime import UTC, datetime, timedelta

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import ApplicationState, AuditEntry, MatchRun, Pair, Person, Role, Round
from mentorship.services.applications import decisions, submission
from mentorship.services.audit import record
from mentorship.services.pairing import round_changes
from tests.conftest import Applicant


def run_in(round_: Round) -> MatchRun:
    run = MatchRun(round=round_, seed=1, settings={}, created_at=now() - timedelta(minutes=1))
    db.session.add(run)
    db.session.flush()
    return run


def test_an_application_counts_by_the_last_change_since_the_run(
    a_round: Round, applicant: Applicant, coordinator: Person
) -> None:
    before, changed, withdrawn = (
        applicant("mentee", f"{name}@example.org") for name in ("before", "changed", "withdrawn")
    )
    for entry in db.session.query(AuditEntry):
        entry.at = now() - timedelta(days=1)
    run = run_in(a_round)
    assert not round_changes.count_changes(db.session, run)
    new = applicant("mentor", "new@example.org")
    for _ in range(2):
        record(db.session, changed.person, "change application", changed)
    record(db.session, withdrawn.person, "change application", withdrawn)
    submission.withdraw(db.session, withdrawn.person, withdrawn)
    counts = round_changes.count_changes(db.session, run)
    assert counts == {"send application": 1, "change application": 1, "withdraw": 1}
    entries = list(db.session.scalars(round_changes.latest_changes(run)))
    assert [entry.subject_id for entry in entries] == [withdrawn.id, changed.id, new.id]
    found = round_changes.applications_of_changes(db.session, entries)
    assert before.id not in found
    assert found[new.id] is new


def test_whoever_has_no_introduction_waits_since_they_applied(
    introduced: Pair, applicant: Applicant, coordinator: Person
) -> None:
    first, second = (applicant("mentee", f"{name}@example.org") for name in ("first", "second"))
    first.submitted_at = datetime(2026, 5, 3, tzinfo=UTC)
    decisions.decide(db.session, coordinator, second, ApplicationState.WAITLISTED)
    waiting = round_changes.waiting(db.session, introduced.mentee.round)
    assert waiting[Role.MENTEE].count == 1
    assert waiting[Role.MENTEE].since == datetime(2026, 5, 3, tzinfo=UTC)
    assert waiting[Role.MENTOR].count == 0
