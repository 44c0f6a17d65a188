"""Bans are listed with what is known of them, and stand until a coordinator lifts them."""

import pytest
from sqlalchemy import update

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Ban, Pair, Person, Suggestion
from mentorship.runtime import current_runtime
from mentorship.services.applications import submission
from mentorship.services.pairing import bans
from mentorship.services.pairing.pair_constraints import (
    ban,
    ban_of,
    banned_pairs,
    is_lifted,
    keep_bans_after_erasure,
)
from mentorship.services.pairing.rejection_reasons import Reason
from mentorship.services.pairs import closing, pairs
from tests.factories import accept_introduction, reject


def are_banned(row: Suggestion | Pair) -> bool:
    return banned_pairs(db.session, [row.mentee, row.mentor]) != []


def lift(row: Suggestion | Pair, coordinator: Person) -> None:
    bans.lift(db.session, coordinator, row.mentee, row.mentor)
    db.session.commit()


def test_a_no_is_listed_for_both_with_who_said_it_and_why(introduced: Pair) -> None:
    mentee = introduced.mentee.person
    pairs.say_no(db.session, mentee, introduced, Reason.KNOW_EACH_OTHER, "From church.")
    db.session.commit()
    for application in (introduced.mentee, introduced.mentor):
        (item,) = bans.separations_of(db.session, application.person)
        assert (item.pair, item.decided_by) == (introduced, mentee)
        assert (item.reason, item.words) == (Reason.KNOW_EACH_OTHER, "From church.")
        assert item.other.person_id != application.person_id


def test_a_rejection_and_the_end_of_a_match_name_the_coordinator(
    suggested: Suggestion, coordinator: Person
) -> None:
    reject(suggested, coordinator)
    (item,) = bans.separations_of(db.session, suggested.mentee.person)
    assert (item.pair, item.decided_by, item.reason) == (None, coordinator, "not_this_pair")


def test_the_end_of_a_match_names_the_coordinator(introduced: Pair, coordinator: Person) -> None:
    accept_introduction(introduced)
    assert bans.separations_of(db.session, introduced.mentee.person) == []
    closing.end(db.session, coordinator, introduced)
    db.session.commit()
    (item,) = bans.separations_of(db.session, introduced.mentee.person)
    assert (item.pair, item.decided_by) == (introduced, coordinator)


@pytest.mark.usefixtures("each_database")
def test_two_whose_match_has_ended_are_suggested_again_once_a_coordinator_allows_it(
    introduced: Pair, coordinator: Person
) -> None:
    pairs.say_no(db.session, introduced.mentor.person, introduced, None, "Not now.")
    db.session.commit()
    assert are_banned(introduced)
    lift(introduced, coordinator)
    assert not are_banned(introduced)
    banned = ban_of(db.session, introduced.mentee_id, introduced.mentor_id)
    assert banned is not None
    assert (banned.words, banned.said_by) == ("", "")
    assert bans.separations_of(db.session, introduced.mentee.person) == []
    with pytest.raises(UserFacingError, match="already"):
        lift(introduced, coordinator)
    ban(db.session, introduced.mentee_id, introduced.mentor_id)
    assert are_banned(introduced)


def test_two_of_whom_one_withdrew_are_suggested_again_once_a_coordinator_allows_it(
    introduced: Pair, coordinator: Person
) -> None:
    submission.withdraw(db.session, introduced.mentee.person, introduced.mentee)
    db.session.commit()
    assert are_banned(introduced)
    (item,) = bans.separations_of(db.session, introduced.mentor.person)
    assert (item.pair, item.decided_by) == (introduced, None)
    lift(introduced, coordinator)
    assert not are_banned(introduced)


def test_a_lifted_ban_is_not_kept_when_one_of_the_two_is_erased(
    suggested: Suggestion, coordinator: Person
) -> None:
    reject(suggested, coordinator)
    lift(suggested, coordinator)
    keep_bans_after_erasure(db.session, suggested.mentee.person)
    assert suggested.mentor.profile.banned_names == []


def test_a_ban_from_before_there_were_reasons_stands_and_can_be_given_one_or_lifted(
    suggested: Suggestion, coordinator: Person
) -> None:
    reject(suggested, coordinator)
    db.session.execute(update(Ban).values(sealed=b""))  # as its migration wrote it
    db.session.commit()
    db.session.expire_all()
    assert are_banned(suggested)
    banned = ban(db.session, suggested.mentee_id, suggested.mentor_id, reason=Reason.TOO_FAR)
    db.session.commit()
    assert (banned.reason, is_lifted(banned)) == (Reason.TOO_FAR, False)
    lift(suggested, coordinator)
    assert not are_banned(suggested)


def test_nothing_is_lifted_of_somebody_who_cannot_be_read(
    suggested: Suggestion, coordinator: Person
) -> None:
    reject(suggested, coordinator)
    suggestion_id, actor_id = suggested.id, coordinator.id
    current_runtime().key_store.destroy({suggested.mentee.person.key_id})
    db.session.remove()
    row = db.session.get_one(Suggestion, suggestion_id)
    with pytest.raises(UserFacingError, match="cannot be read"):
        lift(row, db.session.get_one(Person, actor_id))
    (item,) = bans.separations_of(db.session, row.mentor.person)
    assert (item.reason, item.words) == ("", "")
