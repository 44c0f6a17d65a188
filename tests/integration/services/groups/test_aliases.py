"""An alias is its own in a group, and no name that somebody has elsewhere."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup
from mentorship.services.groups import joining
from mentorship.services.groups.aliases import index_of_alias
from tests.group_factories import join_group, make_group
from tests.integration.services.groups.conftest import People


@pytest.mark.parametrize("alias", ["Heron", "  heron", "HÉRON"])
def test_two_in_a_group_never_have_the_same_alias(
    people: People, group: AdvocacyGroup, alias: str
) -> None:
    with pytest.raises(UserFacingError, match="uses this alias"):
        joining.ask(db.session, people.member, group, alias, "")


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
    row = join_group(group, people.member, "Pomelo", accepted_by=people.lead)
    db.session.delete(row)
    db.session.commit()
    join_group(group, people.other, "Pomelo")
