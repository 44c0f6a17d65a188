"""Who is in a group is read as earlier decisions left it, and changed one after another."""

import pytest
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupMember, Person
from mentorship.runtime import current_runtime
from mentorship.services.groups import groups, leaving, members
from tests.group_factories import join_group
from tests.integration.services.groups.conftest import People


@pytest.mark.usefixtures("each_database")
def test_leads_come_first_and_whoever_only_asks_is_not_among_the_members(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    asking = join_group(group, people.other, "Azalea")
    aliases = [members.alias_of(row) for row in members.members_of(db.session, group)]
    assert aliases == ["Heron", "Jacaranda"]
    assert members.waiting_for(db.session, group) == [asking]
    assert members.count_waiting(db.session, [group]) == {group.id: 1}
    assert members.groups_to_answer(db.session, people.lead) == [(group, 1)]
    assert members.groups_to_answer(db.session, people.member) == []
    assert members.membership(db.session, people.other, group) is None
    assert members.membership_in_any_state(db.session, people.other, group) is asking


def test_a_member_whose_key_is_gone_keeps_no_list_from_being_read(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    current_runtime().key_store.destroy([people.member.key_id])
    db.session.remove()
    group = db.session.get_one(AdvocacyGroup, 1)
    aliases = [members.alias_of(row) for row in members.members_of(db.session, group)]
    assert aliases == ["Heron", "somebody"]


@pytest.mark.usefixtures("each_database")
def test_whoever_was_removed_meanwhile_changes_nothing_any_more(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    db.session().expire_on_commit = False
    assert joined.accepted_at is not None
    db.session.commit()
    with Session(db.engine) as other:
        lead, row = other.get_one(Person, people.lead.id), other.get_one(GroupMember, joined.id)
        leaving.decline(other, lead, other.get_one(AdvocacyGroup, group.id), row)
        other.commit()
    with pytest.raises(UserFacingError, match="not in this group any more"):
        members.lock_as_member(db.session, people.member, group)


def test_a_group_that_was_closed_meanwhile_says_so(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    db.session().expire_on_commit = False
    db.session.refresh(group)
    db.session.commit()
    with Session(db.engine) as other:
        lead = other.get_one(Person, people.lead.id)
        groups.close(other, lead, other.get_one(AdvocacyGroup, group.id))
        other.commit()
    with pytest.raises(UserFacingError, match="not there any more"):
        members.lock_as_member(db.session, people.member, group)


def test_only_a_lead_leads(people: People, group: AdvocacyGroup, joined: GroupMember) -> None:
    with pytest.raises(UserFacingError, match="Only a lead"):
        members.lock_as_lead(db.session, people.member, group)
