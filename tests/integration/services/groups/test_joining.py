"""Somebody asks to join, a lead answers; whoever was declined asks again a month later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupMember
from mentorship.services.groups import groups, joining, leaving
from mentorship.services.groups.joining import ASK_AGAIN_AFTER, MAX_MEMBERS
from tests.group_factories import join_group, make_group
from tests.integration.services.groups.conftest import People


def test_whoever_is_accepted_is_in_it_and_what_they_wrote_to_the_leads_is_deleted(
    people: People, group: AdvocacyGroup
) -> None:
    row = join_group(group, people.other, "Pomelo")
    assert (row.is_waiting, row.words) == (True, "I can cook.")
    joining.accept(db.session, people.lead, group, row)
    assert (row.is_waiting, row.words, row.is_lead) == (False, "", False)
    assert joining.ask(db.session, people.other, group, "Another", "") is row
    assert row.alias == "Pomelo"


def test_whoever_is_declined_loses_the_alias_and_asks_again_later(
    people: People, group: AdvocacyGroup
) -> None:
    row = join_group(group, people.other, "Pomelo")
    leaving.decline(db.session, people.lead, group, row)
    assert (row.alias, row.alias_index, row.words) == ("", None, "")
    with pytest.raises(UserFacingError, match="You are not in this group for now"):
        joining.ask(db.session, people.other, group, "Pomelo", "")
    with pytest.raises(UserFacingError, match="Another lead has answered"):
        joining.accept(db.session, people.lead, group, row)
    row.declined_at = now() - ASK_AGAIN_AFTER - timedelta(minutes=1)
    assert joining.ask(db.session, people.other, group, "Pomelo", "").is_waiting


def test_what_somebody_has_asked_is_taken_back_once_and_frees_a_place(
    people: People, group: AdvocacyGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MAX_GROUPS", 1)
    join_group(group, people.other, "Pomelo")
    another = make_group(people.member, "Another")
    with pytest.raises(UserFacingError, match="enough for now"):
        joining.ask(db.session, people.other, another, "Plum", "")
    for _tap in range(2):
        joining.take_back(db.session, people.other, group)
    assert joining.ask(db.session, people.other, another, "Plum", "").is_waiting


def test_an_answer_is_not_taken_back(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    with pytest.raises(UserFacingError, match="has answered this already"):
        joining.take_back(db.session, people.member, group)


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("decide", [joining.accept, joining.make_lead, leaving.decline])
def test_a_lead_who_answers_somebody_who_was_just_erased_reads_that_they_are_gone(
    people: People, group: AdvocacyGroup, decide: Callable[..., None]
) -> None:
    row = join_group(group, people.other, "Pomelo")
    db.session().expire_on_commit = False
    assert row.is_waiting
    db.session.commit()
    with Session(db.engine) as other:
        other.execute(delete(GroupMember).where(GroupMember.id == row.id))
        other.commit()
    with pytest.raises(UserFacingError, match="have left the group, or do not ask"):
        decide(db.session, people.lead, group, row)


def test_a_full_group_takes_nobody_else(
    people: People, group: AdvocacyGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_MEMBERS > 10
    row = join_group(group, people.other, "Pomelo")
    monkeypatch.setattr(joining, "MAX_MEMBERS", 1)
    with pytest.raises(UserFacingError, match="the most it can have"):
        joining.accept(db.session, people.lead, group, row)


def test_a_group_for_which_many_wait_can_be_asked_later(
    people: People, group: AdvocacyGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "MAX_WAITING", 1)
    join_group(group, people.other, "Pomelo")
    with pytest.raises(UserFacingError, match="Many people are waiting"):
        joining.ask(db.session, people.member, group, "Plum", "")


def test_a_second_lead_is_made_of_a_member_alone(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    joining.make_lead(db.session, people.lead, group, joined)
    assert joined.is_lead
    asking = join_group(group, people.other, "Pomelo")
    with pytest.raises(UserFacingError, match="Only somebody in the group"):
        joining.make_lead(db.session, people.member, group, asking)
