"""What a report counts of a round's applications, pairs and meetings."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import ApplicationState, Meeting, Pair, Person, Role, Round
from mentorship.services.applications import decisions
from mentorship.services.reports.figures import SEVERAL, Applicant, Match
from mentorship.services.reports.round_facts import LASTING_DURATION, facts_of
from tests.factories import accept_introduction, make_application, make_round


def test_only_what_was_sent_to_the_round_is_counted(a_round: Round) -> None:
    make_application(make_round("Autumn"), Role.MENTOR, "other-round@example.org")
    make_application(a_round, Role.MENTOR, "draft@example.org", "draft")
    make_application(a_round, Role.MENTEE, "withdrawn@example.org", "withdrawn")
    make_application(
        a_round,
        Role.MENTOR,
        "both@example.org",
        "both_communities",
        languages=[
            {"language": "ko", "comfort": "fluent"},
            {"language": "en", "comfort": "learning"},
        ],
    )
    applicants, matches = facts_of(db.session, a_round)
    assert set(applicants) == {
        Applicant(Role.MENTEE, "asian", frozenset({"en"})),
        Applicant(Role.MENTOR, SEVERAL, frozenset({"ko"})),
    }
    assert matches == []


def test_somebody_whom_a_coordinator_accepted_is_counted_as_accepted(
    a_round: Round, coordinator: Person
) -> None:
    application = make_application(a_round, Role.MENTOR)
    decisions.decide(db.session, coordinator, application, ApplicationState.ACCEPTED)
    (applicant,) = facts_of(db.session, a_round)[0]
    assert applicant.is_accepted


def test_an_introduction_shows_acceptance_and_is_no_match_yet(introduced: Pair) -> None:
    applicants, matches = facts_of(db.session, introduced.mentee.round)
    assert [applicant.is_accepted for applicant in applicants] == [True, True]
    assert matches == []


@pytest.mark.parametrize("days_ended_early", [None, 1])
def test_a_match_has_a_direction_meetings_and_a_duration(
    introduced: Pair, days_ended_early: int | None
) -> None:
    pair = accept_introduction(introduced)
    pair.started_at = now() - LASTING_DURATION
    if days_ended_early is not None:
        pair.closed_at = now() - timedelta(days=days_ended_early)
    for minutes in (30, 45):
        db.session.add(Meeting(pair=pair, held_on=now().date(), minutes=minutes))
    db.session.commit()
    assert facts_of(db.session, pair.mentee.round)[1] == [
        Match("latino-asian", days_ended_early is None, (30, 45))
    ]


def test_counting_takes_as_many_statements_for_few_people_as_for_many(a_round: Round) -> None:
    def statements() -> int:
        db.session.expire_all()
        executed = Mock()
        event.listen(Engine, "before_cursor_execute", executed)
        facts_of(db.session, a_round)
        event.remove(Engine, "before_cursor_execute", executed)
        return executed.call_count

    make_application(a_round, Role.MENTOR, "mentor@example.org")
    counted = statements()
    for number in range(4):
        make_application(a_round, Role.MENTEE, f"mentee{number}@example.org")
    assert statements() == counted == 4
