"""Only the two of an active pair write together."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Pair, PairPause, Person
from mentorship.services.pairs import closing
from mentorship.services.pairs.active_pairs import lock_active
from tests.factories import accept_introduction


def test_the_two_write_after_both_yeses_and_until_the_end(
    introduced: Pair, coordinator: Person
) -> None:
    mentee = introduced.mentee.person
    with pytest.raises(UserFacingError, match="both of you have said yes"):
        lock_active(db.session, mentee, introduced)
    accept_introduction(introduced)
    lock_active(db.session, mentee, introduced)
    lock_active(db.session, introduced.mentor.person, introduced)
    closing.end(db.session, coordinator, introduced)
    with pytest.raises(UserFacingError, match="ended already"):
        lock_active(db.session, mentee, introduced)


def test_the_two_write_while_their_match_is_paused(introduced: Pair) -> None:
    accept_introduction(introduced)
    db.session.add(PairPause(pair_id=introduced.id))
    lock_active(db.session, introduced.mentee.person, introduced)


def test_nobody_else_writes(introduced: Pair, coordinator: Person) -> None:
    accept_introduction(introduced)
    with pytest.raises(UserFacingError, match="Only the two people"):
        lock_active(db.session, coordinator, introduced)
