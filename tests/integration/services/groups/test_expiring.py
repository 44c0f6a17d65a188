"""Requests that nobody answers and members who take part no more go after a month, by the job."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, Application, ApplicationState, GroupMember, Person
from mentorship.services.groups import expiring
from mentorship.services.groups.expiring import MEMBERS_KEPT_FOR, REQUESTS_KEPT_FOR
from mentorship.services.row_locks import lock_rows
from tests.group_factories import join_group, write_row_of_each_kind
from tests.integration.services.groups.conftest import People

MINUTE = timedelta(minutes=1)


def decide(person: Person, state: ApplicationState) -> None:
    db.session.query(Application).filter_by(person_id=person.id).one().state = state
    db.session.commit()


def run_job(app: Flask, *, noticed: timedelta = timedelta(0)) -> list[int]:
    """Run the hourly job some time after it noticed that somebody takes part no more."""
    for row in db.session.query(GroupMember).filter(GroupMember.not_participant_since.is_not(None)):
        row.not_participant_since = now() - noticed
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    db.session.expire_all()
    return [row.person_id for row in db.session.query(GroupMember).order_by(GroupMember.id)]


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("state", [ApplicationState.DECLINED, ApplicationState.WITHDRAWN])
def test_a_member_leaves_a_month_after_they_took_part(
    app: Flask, people: People, group: AdvocacyGroup, joined: GroupMember, state: ApplicationState
) -> None:
    rows = write_row_of_each_kind(people.member, group)
    both = [people.lead.id, people.member.id]
    decide(people.member, state)
    assert run_job(app) == both
    assert joined.not_participant_since is not None
    assert run_job(app, noticed=MEMBERS_KEPT_FOR - MINUTE) == both
    assert run_job(app, noticed=MEMBERS_KEPT_FOR + MINUTE) == [people.lead.id]
    assert {row.written_by for row in rows} == {None}


@pytest.mark.usefixtures("each_database")
def test_whoever_takes_part_again_stays_and_the_month_begins_anew(
    app: Flask, people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    decide(people.member, ApplicationState.DECLINED)
    run_job(app)
    decide(people.member, ApplicationState.ACCEPTED)
    assert len(run_job(app, noticed=MEMBERS_KEPT_FOR + MINUTE)) == 2
    assert joined.not_participant_since is None


@pytest.mark.usefixtures("each_database")
def test_whoever_takes_part_again_before_the_job_looks_anew_is_not_removed(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    joined.not_participant_since = now() - MEMBERS_KEPT_FOR - MINUTE
    expiring.remove_former_participants(db.session)
    assert db.session.query(GroupMember).count() == 2


def test_a_group_whose_lead_took_part_is_led_by_the_longest_member_who_takes_part(
    app: Flask, people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    later = join_group(group, people.other, "Pomelo", accepted_by=people.lead)
    decide(people.lead, ApplicationState.WITHDRAWN)
    run_job(app)
    decide(people.member, ApplicationState.DECLINED)
    db.session.query(GroupMember).filter_by(person_id=people.lead.id).one().accepted_at = now()
    run_job(app)
    joined.not_participant_since = now()
    lead = db.session.query(GroupMember).filter_by(person_id=people.lead.id).one()
    lead.not_participant_since = now() - MEMBERS_KEPT_FOR - MINUTE
    db.session.commit()
    app.extensions["jobs"].purge_expired()
    db.session.expire_all()
    assert (joined.is_lead, later.is_lead) == (False, True)


def test_a_group_goes_with_its_last_member_who_took_part(
    app: Flask, people: People, group: AdvocacyGroup
) -> None:
    join_group(group, people.other, "Pomelo")
    decide(people.lead, ApplicationState.DECLINED)
    run_job(app)
    assert run_job(app, noticed=MEMBERS_KEPT_FOR + MINUTE) == []
    assert db.session.query(AdvocacyGroup).count() == 0


@pytest.mark.usefixtures("each_database")
def test_a_request_that_no_lead_answers_is_deleted_after_a_month(
    app: Flask, people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    row = join_group(group, people.other, "Pomelo")
    row.asked_at = joined.asked_at = now() - REQUESTS_KEPT_FOR + MINUTE
    assert len(run_job(app)) == 3
    row.asked_at = joined.asked_at = now() - REQUESTS_KEPT_FOR - MINUTE
    assert run_job(app) == [people.lead.id, people.member.id]


@pytest.mark.parametrize(
    "each_database", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)
@pytest.mark.parametrize(
    "step",
    [
        expiring.delete_unanswered_requests,
        expiring.note_former_participants,
        expiring.remove_former_participants,
    ],
)
def test_a_step_of_the_job_holds_no_row_of_a_group_that_somebody_else_has_locked(
    each_database: None,
    people: People,
    group: AdvocacyGroup,
    joined: GroupMember,
    step: Callable[[AnySession], None],
) -> None:
    """Whoever has locked a group changes its rows next: both would wait for each other."""
    asks, leaves = join_group(group, people.other, "Pomelo"), joined
    asks.asked_at = now() - REQUESTS_KEPT_FOR - MINUTE
    decide(people.member, ApplicationState.DECLINED)
    if step is expiring.remove_former_participants:
        leaves.not_participant_since = now() - MEMBERS_KEPT_FOR - MINUTE
        db.session.commit()
    group_id, row_ids = group.id, [asks.id, leaves.id]
    db.session.rollback()
    wait_no_longer = text("SET LOCAL lock_timeout = '20ms'")
    with Session(db.engine) as other:
        lock_rows(other, AdvocacyGroup, [group_id])
        db.session.execute(wait_no_longer)
        with pytest.raises(OperationalError, match="lock timeout"):
            step(db.session)
        other.execute(wait_no_longer)
        # What the step has locked stays locked until it is rolled back.
        assert [row.id for row in lock_rows(other, GroupMember, row_ids)] == sorted(row_ids)
    db.session.rollback()
