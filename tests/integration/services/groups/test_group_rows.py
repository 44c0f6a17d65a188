"""What a group writes is kept, however many write at once; a row belongs to its group alone."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, GroupGoal, GroupMember, GroupStep, Person
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.groups import group_rows
from mentorship.services.groups.row_entries import (
    ENTRIES,
    MAX_ROWS,
    MODELS,
    GroupDocumentEntry,
    GroupGoalEntry,
    GroupStepEntry,
)
from tests.group_factories import make_group, write_row_of_each_kind
from tests.integration.services.groups.conftest import People


@pytest.fixture
def step(people: People, group: AdvocacyGroup, joined: GroupMember) -> GroupStep:
    goal = group_rows.add(db.session, people.lead, group, GroupGoalEntry("A forum"))
    row: GroupStep = group_rows.add(db.session, people.lead, group, GroupStepEntry("Cook", goal.id))
    db.session.commit()
    return row


def test_a_form_sent_twice_adds_one_row_of_each_kind(
    people: People, group: AdvocacyGroup, joined: GroupMember
) -> None:
    rows = write_row_of_each_kind(people.lead, group)
    assert write_row_of_each_kind(people.member, group) == rows
    assert {type(row) for row in rows} == set(MODELS) == set(ENTRIES)


def test_a_group_has_so_many_rows_of_a_kind_and_no_more(
    people: People, group: AdvocacyGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_rows, "MAX_ROWS", dict(MAX_ROWS) | {GroupGoal: 1})
    group_rows.add(db.session, people.lead, group, GroupGoalEntry("One"))
    with pytest.raises(UserFacingError, match="enough for now"):
        group_rows.add(db.session, people.lead, group, GroupGoalEntry("Two"))


def test_a_row_that_another_member_changed_is_nobodys_alone(
    people: People, step: GroupStep
) -> None:
    entry = entry_of(step, GroupStepEntry)
    group_rows.change(db.session, people.member, step, entry, "")
    assert step.written_by == people.lead.id, "nothing was changed"
    changed = replace(entry, text="Bake")
    group_rows.change(db.session, people.member, step, changed, version_of(entry))
    assert (step.text, step.written_by) == ("Bake", None)


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("deletes", [False, True])
def test_whoever_was_slower_is_told_and_overwrites_nothing(
    people: People, step: GroupStep, deletes: bool
) -> None:
    entry = entry_of(step, GroupStepEntry)
    db.session().expire_on_commit = False
    db.session.commit()
    with Session(db.engine) as other:
        member, theirs = other.get_one(Person, people.member.id), other.get_one(GroupStep, step.id)
        if deletes:
            group_rows.delete(other, member, theirs)
        else:
            group_rows.change(other, member, theirs, replace(entry, text="Bake"), version_of(entry))
        other.commit()
    changed = replace(entry, text="Fry")
    with pytest.raises(UserFacingError, match="not there any more" if deletes else "has changed"):
        group_rows.change(db.session, people.lead, step, changed, version_of(entry))
    db.session.rollback()
    assert db.session.query(GroupStep).count() == (0 if deletes else 1)


def test_a_row_changed_meanwhile_is_not_deleted(people: People, step: GroupStep) -> None:
    entry = entry_of(step, GroupStepEntry)
    db.session().expire_on_commit = False
    db.session.commit()
    with Session(db.engine) as other:
        member, theirs = other.get_one(Person, people.member.id), other.get_one(GroupStep, step.id)
        group_rows.change(other, member, theirs, replace(entry, text="Bake"), version_of(entry))
        other.commit()
    with pytest.raises(UserFacingError, match="has changed"):
        group_rows.delete(db.session, people.lead, step)


def test_a_step_is_ticked_off_and_back_once(people: People, step: GroupStep) -> None:
    for is_done in (True, True, False, False, True):
        group_rows.mark_step(db.session, people.member, step, is_done=is_done)
        assert (step.done_at is not None) is is_done


def test_a_row_refers_to_rows_of_its_own_group_alone(people: People, step: GroupStep) -> None:
    another = make_group(people.other, "Another")
    with pytest.raises(UserFacingError, match="not there any more"):
        group_rows.add(db.session, people.other, another, GroupStepEntry("Cook", step.goal_id))
    assert group_rows.row_with_id(db.session, GroupStep, another, step.id) is None


def test_who_is_not_in_a_group_writes_nothing_in_it(people: People, group: AdvocacyGroup) -> None:
    with pytest.raises(UserFacingError, match="not in this group"):
        group_rows.add(db.session, people.other, group, GroupDocumentEntry("Title", "Text"))
