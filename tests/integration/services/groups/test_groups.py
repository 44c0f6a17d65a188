"""A group is started once, found if its lead says so, and gone with its key when it is closed."""

from datetime import date

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupMember
from mentorship.runtime import current_runtime
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.groups import groups
from mentorship.services.groups.groups import MAX_GROUPS, GroupDetails, NextMeeting
from tests.group_factories import make_group, write_row_of_each_kind
from tests.integration.services.groups.conftest import People


def test_a_form_sent_twice_starts_one_group(people: People, group: AdvocacyGroup) -> None:
    again = make_group(people.lead)
    assert again is group
    assert db.session.query(GroupMember).one().is_lead


def test_nobody_is_in_more_groups_than_anybody_can_be_in_well(people: People) -> None:
    for number in range(MAX_GROUPS):
        make_group(people.lead, f"Group {number}")
    with pytest.raises(UserFacingError, match="enough for now"):
        make_group(people.lead, "One more")


def test_a_group_is_found_if_its_lead_says_so_by_whoever_is_not_in_it(
    people: People, group: AdvocacyGroup
) -> None:
    found = groups.findable_by(people.other)
    assert db.session.scalars(found).all() == []
    details = GroupDetails("Buses", "Safe ones.", is_findable=True)
    shown = version_of(entry_of(group, GroupDetails))
    groups.change_details(db.session, people.lead, group, details, shown)
    assert db.session.scalars(found).all() == [group]
    assert db.session.scalars(groups.findable_by(people.lead)).all() == []


def test_the_meeting_of_whoever_was_slower_is_refused_and_nothing_lost(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    shown = version_of(entry_of(group, NextMeeting))
    first = NextMeeting(date(2027, 1, 9), "7 pm", "The library")
    groups.plan_meeting(db.session, people.member, group, first, shown)
    groups.plan_meeting(db.session, people.member, group, first, shown)
    other = NextMeeting(date(2027, 1, 10), "", "")
    with pytest.raises(UserFacingError, match="Somebody has changed this"):
        groups.plan_meeting(db.session, people.lead, group, other, shown)
    assert entry_of(group, NextMeeting) == first


def test_a_link_finds_its_group_until_there_is_a_new_one(
    people: People, group: AdvocacyGroup
) -> None:
    old = group.link_token
    assert groups.group_of_link(db.session, old) is group
    groups.renew_link(db.session, people.lead, group)
    db.session.commit()
    assert groups.group_of_link(db.session, old) is None
    assert groups.group_of_link(db.session, group.link_token) is group


def test_a_closed_group_leaves_no_row_and_no_key(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    write_row_of_each_kind(people.member, group)
    key_id = group.key_id
    assert groups.count(db.session) == 1
    groups.close(db.session, people.lead, group)
    db.session.commit()
    assert groups.count(db.session) == db.session.query(GroupMember).count() == 0
    assert current_runtime().key_store.read([key_id]) == {}
