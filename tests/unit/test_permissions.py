"""The predicates, one by one."""

from flask import Flask

from mentorship.models import COORDINATOR, AccountRole, Application, Pair, Person
from mentorship.permissions import PERMISSIONS, allows

APPLICANT = Person(id=1, encrypted_sign_in_name="", sign_in_index=b"1", fs_uniquifier="1", roles=[])
STRANGER = Person(id=3, encrypted_sign_in_name="", sign_in_index=b"3", fs_uniquifier="3", roles=[])
COORDINATING = Person(
    id=9, encrypted_sign_in_name="", sign_in_index=b"9", fs_uniquifier="9",
    roles=[AccountRole(name=COORDINATOR)], totp_secret="A" * 32,
)  # fmt: skip
PAIR = Pair(mentee=Application(person_id=1), mentor=Application(person_id=2))


def test_nobody_signed_in_may_do_only_what_anybody_may(app: Flask) -> None:
    granted = {name for name in PERMISSIONS if allows(None, name, PAIR)}
    assert granted == {"leave", "read public pages", "sign in or up"}


def test_only_a_coordinator_coordinates() -> None:
    assert allows(COORDINATING, "coordinate")
    assert not allows(APPLICANT, "coordinate")


def test_only_the_two_of_a_pair_see_it() -> None:
    for permission in ("see introduction", "answer introduction", "log meetings"):
        assert allows(APPLICANT, permission, PAIR)
        assert not allows(STRANGER, permission, PAIR)
        assert not allows(COORDINATING, permission, PAIR)
