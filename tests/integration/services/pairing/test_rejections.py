"""A rejection with a reason bans the pair and limits the person whom the reason is about."""

from mentorship.extensions import db
from mentorship.models import Person, Role, Suggestion
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairing.pair_constraints import ban, ban_of
from mentorship.services.pairing.rejection_reasons import Reason
from mentorship.services.pairing.rejections import ban_because


def test_a_reason_bans_the_pair_and_limits_one_of_the_two(
    suggested: Suggestion, coordinator: Person
) -> None:
    mentee, mentor = suggested.mentee, suggested.mentor
    _ban, (added,) = ban_because(
        db.session, coordinator, mentee, mentor, Reason.TOO_FAR, Role.MENTEE, "An hour by bus."
    )
    db.session.commit()
    banned = ban_of(db.session, mentee.id, mentor.id)
    assert banned is not None
    assert (banned.reason, banned.words) == ("too_far", "An hour by bus.")
    assert (added.application, added.kind) == (mentee, ConstraintKind.SAME_AREA)
    assert added.created_by == coordinator.id


def test_a_constraint_that_holds_already_is_not_one_that_the_decision_added(
    suggested: Suggestion,
) -> None:
    mentee, mentor = suggested.mentee, suggested.mentor
    about = (db.session, None, mentee, mentor, Reason.MENTOR_TAKES_NO_MORE, Role.MENTOR)
    assert len(ban_because(*about)[1]) == 1
    assert ban_because(*about)[1] == []


def test_a_ban_without_a_reason_leaves_the_reason_of_an_earlier_one(
    suggested: Suggestion,
) -> None:
    mentee, mentor = suggested.mentee, suggested.mentor
    ban_because(db.session, None, mentee, mentor, Reason.KNOW_EACH_OTHER)
    ban(db.session, mentee.id, mentor.id)
    banned = ban_of(db.session, mentee.id, mentor.id)
    assert banned is not None
    assert banned.reason == Reason.KNOW_EACH_OTHER
