"""The copy of somebody's data has their groups, and nothing of the others in them."""

import json
from typing import Any

from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupMember
from mentorship.services.groups import group_rows
from mentorship.services.groups.group_data import groups_data
from mentorship.services.groups.row_entries import (
    CampaignEntry,
    GroupDocumentEntry,
)
from tests.group_factories import join_group
from tests.integration.services.groups.conftest import People


def test_a_member_gets_their_alias_and_what_they_alone_wrote(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    group_rows.add(db.session, people.member, group, GroupDocumentEntry("Mine", "My text"))
    group_rows.add(db.session, people.lead, group, GroupDocumentEntry("Theirs", "Their text"))
    group_rows.add(db.session, people.member, group, CampaignEntry("Buses", "Safe", ""))
    db.session.commit()
    (data,) = groups_data(db.session, people.member)
    assert (data["group"], data["own_alias"], data["is_lead"]) == ("Safe buses", "Jacaranda", False)
    assert data["since"] == joined.accepted_at
    assert [row["texts"] for row in data["written"]] == [["Mine", "My text"], ["Buses", "Safe"]]
    assert not any(word in as_text(data) for word in ("Heron", "Their"))


def test_whoever_has_only_asked_gets_what_they_have_read_and_written(
    people: People, group: AdvocacyGroup
) -> None:
    join_group(group, people.other, "Pomelo")
    (data,) = groups_data(db.session, people.other)
    assert (data["own_words"], data["since"], data["written"]) == ("I can cook.", None, [])


def as_text(data: dict[str, Any]) -> str:
    return json.dumps(data, default=str)
