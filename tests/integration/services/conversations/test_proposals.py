"""Who would meet whom: proposed by a run, changed by coordinators, and told nobody before."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Ban,
    Board,
    Conversation,
    OutgoingEmail,
    Person,
    Role,
    Round,
    RunState,
    Suggestion,
)
from mentorship.services.applications import submission
from mentorship.services.conversations import proposals
from mentorship.services.pairing import match_runs, pair_constraints
from tests.conftest import Applicant, Mailbox
from tests.factories import make_match_run
from tests.integration.services.conversations.conftest import (
    People,
    Propose,
    conversation,
    invite_all,
)


def pairs_of(people: People) -> set[tuple[str, str]]:
    name = {application.id: name for name, application in people.items()}
    rows = db.session.query(Conversation)
    return {(name[item.mentee_id], name[item.mentor_id]) for item in rows}


ALL = {("ana", "carla"), ("ana", "diego"), ("bo", "carla"), ("bo", "diego")}


@pytest.mark.usefixtures("each_database")
def test_a_run_proposes_conversations_and_suggests_nothing(
    people: People, propose: Propose, a_round: Round
) -> None:
    run = propose()
    assert (run.state, run.suggested) == (RunState.DONE, 4)
    assert pairs_of(people) == ALL
    assert all(0 < item.share <= 1 for item in db.session.query(Conversation))
    assert db.session.query(Suggestion).count() == db.session.query(Board).count() == 0
    assert match_runs.latest_result(db.session, a_round) is None


def test_nobody_meets_more_people_than_the_settings_say(people: People, propose: Propose) -> None:
    assert propose(per_mentee=1, per_mentor=1).suggested == 2
    assert len({mentor for _mentee, mentor in pairs_of(people)}) == 2


def test_bans_and_exclusions_hold(people: People, propose: Propose) -> None:
    pair_constraints.ban(db.session, people["ana"].id, people["carla"].id)
    people["bo"].profile.change({"excluded_people": "diego@example.org"})
    db.session.commit()
    propose()
    assert pairs_of(people) == {("ana", "diego"), ("bo", "carla")}


def test_a_newer_run_replaces_proposals_and_keeps_what_people_were_invited_to(
    people: People, propose: Propose, a_round: Round, coordinator: Person
) -> None:
    propose(per_mentee=1, per_mentor=1)
    first = pairs_of(people)
    propose(per_mentee=1, per_mentor=1)
    assert pairs_of(people) == first
    invite_all(a_round, coordinator)
    assert propose(per_mentee=1, per_mentor=1).suggested == 0
    assert propose(per_mentee=2, per_mentor=2).suggested == 2
    assert pairs_of(people) == ALL


def test_mentees_whose_match_is_pinned_meet_nobody(people: People, propose: Propose) -> None:
    (suggestion, *_others) = make_match_run_suggestions(people)
    pair_constraints.pin(db.session, people["ana"].person, suggestion)
    db.session.commit()
    propose()
    assert suggestion.mentee_id not in {item.mentee_id for item in db.session.query(Conversation)}
    assert suggestion.mentor_id not in {item.mentor_id for item in db.session.query(Conversation)}


def make_match_run_suggestions(people: People) -> list[Suggestion]:
    run = make_match_run(people["ana"].round)
    return db.session.query(Suggestion).filter_by(match_run_id=run.id).all()


def test_a_run_for_conversations_leaves_the_board_open(
    people: People, propose: Propose, a_round: Round
) -> None:
    run = make_match_run(a_round)
    propose()
    assert match_runs.latest_result(db.session, a_round) == run


def test_two_who_applied_in_both_roles_have_one_conversation(
    applicant: Applicant, propose: Propose
) -> None:
    for name, traits in (("ana", ()), ("bo", ("latino",))):
        for role in Role:
            applicant(role, f"{name}@example.org", *traits)
    assert propose().suggested == 1


def test_what_is_taken_out_is_gone_before_the_invitation_and_called_off_after_it(
    people: People, propose: Propose, a_round: Round, coordinator: Person
) -> None:
    propose()
    proposals.take_out(db.session, coordinator, conversation(people, "ana", "carla"))
    db.session.commit()
    assert pairs_of(people) == ALL - {("ana", "carla")}
    assert invite_all(a_round, coordinator) == 3
    called_off = conversation(people, "bo", "carla")
    proposals.take_out(db.session, coordinator, called_off)
    proposals.take_out(db.session, coordinator, called_off)
    db.session.commit()
    assert called_off.called_off
    assert called_off.id not in {item.id for item in proposals.listed(db.session, a_round)}
    # It is not proposed a second time.
    propose()
    assert pairs_of(people) == ALL


def test_the_invitation_tells_everybody_once_that_there_is_news(
    people: People, propose: Propose, a_round: Round, coordinator: Person, mailbox: Mailbox
) -> None:
    propose()
    assert db.session.query(OutgoingEmail).count() == 0
    assert invite_all(a_round, coordinator) == 4
    assert db.session.query(OutgoingEmail).count() == 4
    with pytest.raises(UserFacingError):
        invite_all(a_round, coordinator)


def test_an_invitation_that_shows_other_pairs_than_there_are_invites_nobody(
    people: People, propose: Propose, a_round: Round, coordinator: Person
) -> None:
    propose()
    seen = proposals.invitation(db.session, a_round).digest()
    db.session.add(Ban(mentee=people["ana"], mentor=people["carla"]))
    submission.withdraw(db.session, None, people["diego"])
    db.session.commit()
    with pytest.raises(UserFacingError):
        proposals.invite(db.session, coordinator, a_round, seen)
    db.session.rollback()
    assert not db.session.query(Conversation).filter(Conversation.invited_at.is_not(None)).count()
    assert invite_all(a_round, coordinator) == 1
