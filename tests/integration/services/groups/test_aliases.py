"""An alias is its own in a group, and no name that somebody has elsewhere."""

import pytest
from sqlalchemy.exc import IntegrityError

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupMember
from mentorship.services.groups import joining, leaving
from mentorship.services.groups.aliases import index_of_alias
from tests.group_factories import join_group, make_group
from tests.integration.services.groups.conftest import People


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("alias", ["Heron", "heron", "HÉRON"])
def test_an_alias_that_a_member_has_gets_a_number_when_a_lead_accepts(
    people: People, group: AdvocacyGroup, alias: str
) -> None:
    rows = [join_group(group, person, alias) for person in (people.member, people.other)]
    assert [(row.alias, row.alias_index) for row in rows] == [(alias, None)] * 2
    for row in rows:
        joining.accept(db.session, people.lead, group, row)
    assert [row.alias for row in rows] == [f"{alias} 2", f"{alias} 3"]
    assert rows[0].alias_index == index_of_alias(group, "heron 2")


@pytest.mark.usefixtures("each_database")
def test_the_database_refuses_an_alias_twice_in_a_group(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    joined.alias_index = index_of_alias(group, "Heron")
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_two_groups_know_two_people_by_one_alias(people: People, group: AdvocacyGroup) -> None:
    another = make_group(people.member, "Another", alias="Heron")
    assert index_of_alias(group, "Heron") != index_of_alias(another, "Heron")


@pytest.mark.parametrize("alias", ["member@example.org", "Member", "member LOPEZ"])
def test_the_name_of_an_account_or_an_application_is_refused(
    people: People, group: AdvocacyGroup, alias: str
) -> None:
    with pytest.raises(UserFacingError, match="name that you use elsewhere"):
        joining.ask(db.session, people.member, group, alias, "")


def test_an_alias_that_was_given_up_can_be_taken(people: People, group: AdvocacyGroup) -> None:
    join_group(group, people.member, "Pomelo", accepted_by=people.lead)
    leaving.leave(db.session, people.member, group)
    later = join_group(group, people.other, "Pomelo", accepted_by=people.lead)
    assert (later.alias, later.alias_index) == ("Pomelo", index_of_alias(group, "Pomelo"))
