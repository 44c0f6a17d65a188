"""Which pairs of applications must not be suggested because somebody excludes somebody."""

from unittest.mock import MagicMock

from mentorship.models import Application, Person, Profile, Role
from mentorship.services.pairing.pair_constraints import banned_pairs


def application(number: int, role: Role, excluded_people: str) -> Application:
    answers = {"name": f"Person {number}", "excluded_people": excluded_people}
    return Application(
        id=number,
        person_id=number,
        role=role,
        person=Person(sealed_sign_in_name=f"p{number}@example.org", sign_in_index=bytes([number])),
        profile=Profile(stored_answers=answers),
    )


def test_an_exclusion_bans_the_pair_whoever_of_the_two_wrote_it() -> None:
    pool = [
        application(1, Role.MENTEE, "Person 4"),
        application(2, Role.MENTEE, ""),
        application(3, Role.MENTOR, "p2@example.org"),
        application(4, Role.MENTOR, "Person 3"),
    ]
    no_bans = MagicMock()
    assert banned_pairs(no_bans, pool) == [(1, 4), (2, 3)]
