"""What somebody says stays theirs, can be changed until it counts, and ends with either of two."""

import threading

import pytest
from flask import Flask

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    Conversation,
    Person,
    Round,
    RoundState,
    SuggestionState,
)
from mentorship.services import personal_data
from mentorship.services.applications import submission
from mentorship.services.conversations import own_conversations, proposals
from mentorship.services.merging.merge import merge
from mentorship.services.merging.merge_plan import plan_merge
from mentorship.services.pairing import pair_constraints, suggestions
from tests.conftest import Applicant
from tests.factories import make_coordinator, make_match_run
from tests.integration.services.conversations.conftest import (
    People,
    Propose,
    answer,
    conversation,
    invite_all,
)


@pytest.fixture
def invited(people: People, propose: Propose, a_round: Round, coordinator: Person) -> People:
    propose()
    invite_all(a_round, coordinator)
    return people


def others_of(application: Application) -> tuple[set[str], bool]:
    """Return whom somebody is to talk with, by name, and whether another one is called off."""
    own = own_conversations.conversations_of(db.session, application.person)
    names = {
        side.profile.name
        for item in own.conversations
        for side in (item.mentee, item.mentor)
        if side.id != application.id
    }
    return names, own.some_called_off


def test_nobody_knows_of_a_conversation_before_the_invitation(
    people: People, propose: Propose
) -> None:
    propose()
    assert others_of(people["ana"]) == (set(), False)
    item = conversation(people, "ana", "carla")
    assert own_conversations.invited_with_id(db.session, item.id) is None
    assert personal_data.export(db.session, people["ana"].person)["first_conversations"] == []


def test_an_answer_can_be_changed_until_a_run_has_counted_it(
    invited: People, a_round: Round
) -> None:
    answer(invited, "ana", "carla", 2, "Shy.")
    answer(invited, "ana", "carla", 4)
    item = conversation(invited, "ana", "carla")
    assert (item.mentee_rating, item.mentee_words, item.mentor_rating) == (4, "", None)
    make_match_run(a_round)
    with pytest.raises(UserFacingError, match="begun to match"):
        answer(invited, "ana", "carla", 5)
    db.session.rollback()
    # Whoever has not said anything yet can still do so.
    answer(invited, "carla", "ana", 3)
    assert (item.mentee_rating, item.mentor_rating) == (4, 3)


@pytest.mark.parametrize("how", ["withdraw", "ban", "exclusion", "call off", "round"])
def test_a_conversation_disappears_for_both(
    how: str, invited: People, a_round: Round, coordinator: Person
) -> None:
    ana, carla = invited["ana"], invited["carla"]
    item = conversation(invited, "ana", "carla")
    match how:
        case "withdraw":
            submission.withdraw(db.session, carla.person, carla)
        case "ban":
            pair_constraints.ban(db.session, ana.id, carla.id)
        case "exclusion":
            ana.profile.change({"excluded_people": "carla@example.org"})
        case "call off":
            proposals.take_out(db.session, coordinator, item)
        case "round":
            a_round.state = RoundState.MEETING
    db.session.commit()
    assert "carla" not in others_of(ana)[0]
    assert "ana" not in others_of(carla)[0]
    if how != "round":
        assert others_of(ana) == ({"diego"}, True)
    with pytest.raises(UserFacingError, match="not planned any more"):
        answer(invited, "ana", "carla", 5)


def test_whoever_is_introduced_has_no_other_conversations_any_more(
    invited: People, a_round: Round
) -> None:
    run = make_match_run(a_round)
    suggestion = next(
        item
        for item in suggestions.suggestions_of(db.session, run)
        if item.mentee_id == invited["ana"].id
    )
    suggestions.introduce(db.session, None, suggestion)
    db.session.commit()
    assert suggestion.state is SuggestionState.INTRODUCED
    assert others_of(invited["ana"]) == (set(), True)
    mentor = suggestion.mentor.profile.name
    assert others_of(invited["bo"]) == ({"carla", "diego"} - {mentor}, True)


def test_the_download_has_what_one_said_and_not_what_the_other_said(invited: People) -> None:
    answer(invited, "ana", "carla", 4, "We laughed.")
    answer(invited, "carla", "ana", 1, "Too far away.")
    own = personal_data.export(db.session, invited["ana"].person)["first_conversations"]
    said = {(item["own_rating"], item["own_words"]) for item in own}
    assert said == {(4, "We laughed."), (None, "")}
    assert "Too far away." not in str(own)


@pytest.mark.usefixtures("each_database")
def test_deleting_an_account_deletes_its_conversations_for_both(
    invited: People, a_round: Round
) -> None:
    answer(invited, "carla", "ana", 1, "Too far away.")
    personal_data.erase(db.session, invited["carla"].person)
    db.session.commit()
    db.session.expire_all()
    assert others_of(invited["ana"]) == ({"diego"}, False)
    assert db.session.query(Conversation).count() == 2
    assert make_match_run(a_round).suggested == 1


def test_a_merged_account_keeps_its_conversations(
    invited: People, applicant: Applicant, a_round: Round
) -> None:
    answer(invited, "ana", "carla", 4, "We laughed.")
    other = applicant("mentee", "ana2@example.org", name="ana")
    plan = plan_merge(db.session, other, other, invited["ana"])
    actor = make_coordinator("merging@example.org")
    merge(db.session, actor, other, other, invited["ana"], seen=plan.digest())
    db.session.commit()
    own = personal_data.export(db.session, other.person)["first_conversations"]
    assert {item["own_rating"] for item in own} == {4, None}
    assert others_of(other)[0] == {"carla", "diego"}


@pytest.mark.usefixtures("each_database")
def test_both_sides_can_answer_at_once(app: Flask, invited: People) -> None:
    item_id = conversation(invited, "ana", "carla").id
    people = [invited[name].person_id for name in ("ana", "carla")]
    barrier, errors = threading.Barrier(2), list[BaseException]()

    def say(person_id: int) -> None:
        with app.app_context():
            try:
                barrier.wait()
                item = db.session.get_one(Conversation, item_id)
                person = db.session.get_one(Person, person_id)
                own_conversations.answer(db.session, person, item, 5, "")
                db.session.commit()
            except BaseException as error:  # the test shows it
                errors.append(error)

    threads = [threading.Thread(target=say, args=(person_id,)) for person_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    db.session.expire_all()
    item = db.session.get_one(Conversation, item_id)
    assert (item.mentee_rating, item.mentor_rating) == (5, 5)
