"""Who waited in an earlier round, and what ends the waiting."""

import pytest

from mentorship.extensions import db
from mentorship.models import Application, ApplicationState, Pair, Round, RoundState
from mentorship.services.applications import waiting
from tests.factories import accept_introduction, make_application, make_round

WAITLISTED, SUBMITTED, ACCEPTED = (
    ApplicationState.WAITLISTED, ApplicationState.SUBMITTED, ApplicationState.ACCEPTED,
)  # fmt: skip


def apply_again(earlier: Application, role: str = "mentee") -> Application:
    return make_application(make_round("Next"), role, earlier.person.sign_in_name)


def has_waited(application: Application) -> bool:
    return waiting.who_waited(db.session, [application.id]) == {application.id}


@pytest.mark.parametrize(
    ("state", "round_state", "waited"),
    [
        (WAITLISTED, RoundState.OPEN, True),
        (WAITLISTED, RoundState.ARCHIVED, True),
        (SUBMITTED, RoundState.MATCHING, False),
        (SUBMITTED, RoundState.MEETING, True),
        (ACCEPTED, RoundState.ARCHIVED, True),
        (ApplicationState.IN_SCREENING, RoundState.ARCHIVED, False),
        (ApplicationState.DECLINED, RoundState.ARCHIVED, False),
        (ApplicationState.WITHDRAWN, RoundState.ARCHIVED, False),
    ],
)
def test_whoever_was_waitlisted_or_without_a_match_at_the_end_has_waited(
    a_round: Round, state: ApplicationState, round_state: RoundState, waited: bool
) -> None:
    earlier = make_application(a_round, "mentee", "mei@example.org")
    earlier.state, a_round.state = state, round_state
    assert not has_waited(earlier)
    assert has_waited(apply_again(earlier)) is waited


def test_a_match_ends_the_waiting_and_one_in_the_other_role_does_not(introduced: Pair) -> None:
    introduced.mentee.round.state = RoundState.ARCHIVED
    again = apply_again(introduced.mentee)
    other_role = make_application(again.round, "mentor", again.person.sign_in_name)
    assert has_waited(again)
    assert not has_waited(other_role)
    accept_introduction(introduced)
    assert not has_waited(again)


def test_whoever_waited_and_has_not_applied_since_is_listed_the_longest_waiting_first(
    a_round: Round,
) -> None:
    first, second, third = (
        make_application(a_round, "mentee", f"{name}@example.org") for name in "abc"
    )
    a_round.state = RoundState.ARCHIVED
    later = make_round("Next")
    assert list(db.session.scalars(waiting.not_applied_yet(later))) == [first, second, third]
    make_application(later, "mentee", second.person.sign_in_name)
    assert list(db.session.scalars(waiting.not_applied_yet(later))) == [first, third]
    assert waiting.not_applied_yet_count(db.session, later) == 2
    assert waiting.not_applied_yet_count(db.session, a_round) == 0
    assert waiting.applied_count(db.session, later) == 1
