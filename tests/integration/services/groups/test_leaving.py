"""A group never stays without a lead, and goes with its last member, whoever leaves and how."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    AdvocacyGroup,
    AuditEntry,
    GroupMember,
    GroupStep,
    Person,
)
from mentorship.runtime import current_runtime
from mentorship.services import personal_data
from mentorship.services.groups import group_rows, joining, leaving, members
from mentorship.services.groups.row_entries import (
    GroupGoalEntry,
    GroupStepEntry,
)
from tests.group_factories import join_group, write_row_of_each_kind
from tests.integration.services.groups.conftest import People


def erase(person: Person) -> None:
    personal_data.erase(db.session, person)
    db.session.commit()


def test_the_last_lead_hands_the_group_over_before_leaving(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    with pytest.raises(UserFacingError, match="You are the only lead"):
        leaving.leave(db.session, people.lead, group)
    joining.make_lead(db.session, people.lead, group, joined)
    leaving.leave(db.session, people.lead, group)
    assert [row.person_id for row in members.members_of(db.session, group)] == [people.member.id]


def test_what_somebody_wrote_stays_and_tells_no_longer_who_wrote_it(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    rows = write_row_of_each_kind(people.member, group)
    goal = group_rows.add(db.session, people.lead, group, GroupGoalEntry("Own"))
    step = group_rows.add(
        db.session, people.lead, group, GroupStepEntry("Cook", goal.id, joined.id)
    )
    leaving.leave(db.session, people.member, group)
    db.session.commit()
    assert {row.written_by for row in rows} == {None}
    assert (step.assigned_to, step.written_by) == (None, people.lead.id)


def test_the_last_member_takes_the_group_along(people: People, group: AdvocacyGroup) -> None:
    key_id = group.key_id
    join_group(group, people.other, "Pomelo")  # whoever only asks is nobody to hand it over to
    leaving.leave(db.session, people.lead, group)
    db.session.commit()
    assert db.session.query(AdvocacyGroup).count() == 0
    assert current_runtime().key_store.read([key_id]) == {}


def test_a_lead_removes_a_member_but_no_other_lead(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    goal = group_rows.add(db.session, people.lead, group, GroupGoalEntry("Own"))
    group_rows.add(db.session, people.lead, group, GroupStepEntry("Cook", goal.id, joined.id))
    leaving.decline(db.session, people.lead, group, joined)
    leaving.decline(db.session, people.lead, group, joined)
    db.session.commit()
    assert (joined.accepted_at, joined.alias) == (None, "")
    assert db.session.query(GroupStep).one().assigned_to is None
    own = members.membership(db.session, people.lead, group)
    assert own is not None
    with pytest.raises(UserFacingError, match="only leave the group by themselves"):
        leaving.decline(db.session, people.lead, group, own)


@pytest.mark.usefixtures("each_database")
def test_after_an_erasure_the_longest_member_leads(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    later = join_group(group, people.other, "Pomelo", accepted_by=people.lead)
    rows = write_row_of_each_kind(people.lead, group)
    erase(people.lead)
    assert (joined.is_lead, later.is_lead) == (True, False)
    assert {row.written_by for row in rows} == {None}
    assert members.alias_of(joined) == "Jacaranda"


@pytest.mark.usefixtures("each_database")
def test_a_group_that_an_erased_person_was_alone_in_goes_with_every_trace(
    people: People, group: AdvocacyGroup
) -> None:
    write_row_of_each_kind(people.lead, group)
    join_group(group, people.other, "Pomelo")
    key_id = group.key_id
    assert leaving.ids_of_groups_without_others(db.session, people.lead) == {group.id}
    erase(people.lead)
    assert db.session.query(AdvocacyGroup).count() == db.session.query(GroupMember).count() == 0
    assert current_runtime().key_store.read([key_id]) == {}
    about = AuditEntry.subject.in_(["advocacy_group", "group_goal", "campaign_talk"])
    assert db.session.query(AuditEntry).filter(about).count() == 0


def test_whoever_only_asked_is_erased_and_the_group_goes_on(
    people: People, group: AdvocacyGroup
) -> None:
    join_group(group, people.other, "Pomelo")
    erase(people.other)
    assert db.session.query(GroupMember).one().is_lead
