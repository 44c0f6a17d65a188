"""A person whose two accounts were in one group is in it once afterwards, as closely as before."""

import pytest

from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupMember, GroupStep, Person
from mentorship.services.groups import group_rows, joining, members
from mentorship.services.groups.row_entries import (
    GroupGoalEntry,
    GroupStepEntry,
)
from tests.conftest import Applicant
from tests.group_factories import join_group, make_group
from tests.integration.services.merging.test_merge import do_merge


@pytest.fixture
def merged(applicant: Applicant) -> tuple[Person, AdvocacyGroup, GroupMember]:
    """Return a person whose other account led a group that this one had asked to join."""
    kept, other = applicant("mentee", "kept@example.org"), applicant("mentor", "other@example.org")
    group = make_group(other.person, alias="Heron")
    third = applicant("mentor", "third@example.org").person
    row = join_group(group, third, "Plum", accepted_by=other.person)
    lead = members.membership(db.session, other.person, group)
    assert lead is not None
    goal = group_rows.add(db.session, third, group, GroupGoalEntry("A forum"))
    group_rows.add(db.session, third, group, GroupStepEntry("Cook", goal.id, lead.id))
    join_group(group, kept.person, "Pomelo")
    return do_merge(kept, other), group, row


def test_the_closer_tie_stays_with_its_alias_and_its_steps(
    merged: tuple[Person, AdvocacyGroup, GroupMember],
) -> None:
    person, group, _third = merged
    own = members.membership(db.session, person, group)
    assert own is not None
    assert (own.is_lead, members.alias_of(own)) == (True, "Heron")
    assert db.session.query(GroupMember).count() == 2
    assert db.session.query(GroupStep).one().assigned_to == own.id


def test_the_group_goes_on_as_before(merged: tuple[Person, AdvocacyGroup, GroupMember]) -> None:
    person, group, third = merged
    joining.make_lead(db.session, person, group, third)
    assert third.is_lead
