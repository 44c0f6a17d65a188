"""A group with its lead and a member, and somebody who takes part beside them."""

from typing import NamedTuple

import pytest

from mentorship.models import AdvocacyGroup, GroupMember, Person
from tests.conftest import Applicant
from tests.group_factories import accept_into_programme, join_group, make_group


class People(NamedTuple):
    lead: Person
    member: Person
    other: Person


@pytest.fixture
def people(applicant: Applicant) -> People:
    roles = {"lead": "mentee", "member": "mentor", "other": "mentee"}
    applications = {
        name: applicant(role, f"{name}@example.org", name=f"{name.title()} Lopez")
        for name, role in roles.items()
    }
    return People(**{name: accept_into_programme(item) for name, item in applications.items()})


@pytest.fixture
def group(people: People) -> AdvocacyGroup:
    return make_group(people.lead)


@pytest.fixture
def joined(people: People, group: AdvocacyGroup) -> GroupMember:
    return join_group(group, people.member, "Jacaranda", accepted_by=people.lead)
