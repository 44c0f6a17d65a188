"""Versions of a report: published when enough has changed, and then as they are."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Person, ReportVersion, Role, Round
from mentorship.services.reports import versions
from mentorship.services.reports.versions import DAYS_BETWEEN_VERSIONS
from tests.factories import make_application, make_round

ONE_DAY = timedelta(days=1)


def add_mentees(round_: Round, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        make_application(round_, Role.MENTEE, f"mentee{number}@example.org")


def publish(round_: Round, actor: Person | None = None) -> ReportVersion:
    version = versions.publish(db.session, actor, round_)
    db.session.commit()
    return version


@pytest.mark.usefixtures("each_database")
def test_a_published_version_shows_multiples_of_five_and_is_recorded(coordinator: Person) -> None:
    round_ = make_round()
    add_mentees(round_, 7)
    version = publish(round_, coordinator)
    assert version.shown == {"applied.mentee.asian": 5, "language.en": 5}
    assert version.totals == {"applied": 7}
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "publish report"))
    assert (entry.actor_id, entry.subject_id) == (coordinator.id, version.id)


def test_nothing_is_published_below_five(a_round: Round) -> None:
    add_mentees(a_round, 4)
    with pytest.raises(UserFacingError, match="too few people"):
        publish(a_round)


def test_the_next_version_waits_four_weeks_and_for_five_more_people(a_round: Round) -> None:
    add_mentees(a_round, 9)
    first = publish(a_round)
    add_mentees(a_round, 6, first=9)
    with pytest.raises(UserFacingError, match="four weeks"):
        publish(a_round)
    # An hour more: the clocks may have been changed meanwhile.
    first.created_at = now() - timedelta(days=DAYS_BETWEEN_VERSIONS, hours=1)
    second = publish(a_round)
    assert [version.number for version in versions.versions_of(db.session, a_round)] == [2, 1]
    assert (first.shown["language.en"], second.shown["language.en"]) == (5, 15)
    second.created_at = now() - timedelta(days=DAYS_BETWEEN_VERSIONS, hours=1)
    add_mentees(a_round, 4, first=15)
    with pytest.raises(UserFacingError, match="Too little has changed"):
        publish(a_round)


def test_the_day_of_the_next_version_is_known(a_round: Round) -> None:
    add_mentees(a_round, 5)
    assert versions.next_day(None) is None
    version = publish(a_round)
    assert versions.next_day(version) is not None
    version.created_at = now() - timedelta(days=DAYS_BETWEEN_VERSIONS, hours=1) - ONE_DAY
    assert versions.next_day(version) is None


def test_the_newest_version_of_each_round_is_found(a_round: Round) -> None:
    add_mentees(a_round, 5)
    first = publish(a_round)
    first.created_at = now() - timedelta(days=DAYS_BETWEEN_VERSIONS, hours=1) - ONE_DAY
    add_mentees(a_round, 5, first=5)
    second = publish(a_round)
    rounds = [make_round("Autumn"), a_round]
    assert versions.newest_by_round(db.session, rounds) == {a_round.id: second}
    assert versions.version_with_id(db.session, first.id) is first
