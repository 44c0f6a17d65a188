"""Whom each permission is granted to."""

from flask import Flask

from mentorship.clock import now
from mentorship.models import (
    ADMINISTRATOR,
    COORDINATOR,
    STAFF_ROLES,
    VIEWER,
    AccountRole,
    Application,
    Concern,
    Pair,
    Person,
    RecoveryRequest,
)
from mentorship.permissions import PERMISSIONS, Permission, allows

APPLICANT = Person(id=1, sealed_sign_in_name="", sign_in_index=b"1", fs_uniquifier="1", roles=[])
STRANGER = Person(id=3, sealed_sign_in_name="", sign_in_index=b"3", fs_uniquifier="3", roles=[])
COORDINATING = Person(
    id=9, sealed_sign_in_name="", sign_in_index=b"9", fs_uniquifier="9",
    roles=[AccountRole(name=COORDINATOR)], totp_secret="A" * 32,
)  # fmt: skip


def member(number: int, role: str) -> Person:
    """Return somebody who works here, with two-factor sign-in."""
    return Person(
        id=number, sealed_sign_in_name="", sign_in_index=b"", fs_uniquifier=str(number),
        roles=[AccountRole(name=role)], totp_secret="A" * 32,
    )  # fmt: skip


PAIR = Pair(mentee=Application(person_id=1), mentor=Application(person_id=2))


def test_anonymous_visitors_have_only_public_permissions(app: Flask) -> None:
    granted = {permission for permission in Permission if allows(None, permission, PAIR)}
    assert granted == {
        Permission.SIGN_OUT,
        Permission.READ_PUBLIC_PAGES,
        Permission.SUGGEST_RESOURCE,
        Permission.SIGN_IN_OR_UP,
        Permission.CHECK_IN_BY_LINK,  # whoever has a link, which names nobody
    }


def test_every_permission_is_granted_to_somebody() -> None:
    assert set(PERMISSIONS) == set(Permission)


def test_only_a_coordinator_may_coordinate() -> None:
    assert allows(COORDINATING, Permission.COORDINATE)
    assert not allows(APPLICANT, Permission.COORDINATE)


def test_only_the_two_people_of_a_pair_may_see_it() -> None:
    for permission in (
        Permission.SEE_INTRODUCTION,
        Permission.ANSWER_INTRODUCTION,
        Permission.LOG_MEETINGS,
        Permission.AGREE,
        Permission.CHOOSE_CONTACT,
        Permission.END_MATCH,
        Permission.REPORT_CONCERN,
    ):
        assert allows(APPLICANT, permission, PAIR)
        assert not allows(STRANGER, permission, PAIR)
        assert not allows(COORDINATING, permission, PAIR)


def test_a_coordinator_does_not_take_care_of_a_concern_about_herself(app: Flask) -> None:
    own_pair = Pair(mentee=Application(person_id=1), mentor=Application(person_id=COORDINATING.id))
    cases = ((None, 1, True), (PAIR, 1, True), (own_pair, 1, False), (own_pair, 9, True))
    for pair, writer, allowed in cases:
        concern = Concern(writer=Person(id=writer), written_by=writer, pair=pair)
        assert allows(COORDINATING, Permission.TAKE_CARE_OF_CONCERN, concern) is allowed
        assert not allows(APPLICANT, Permission.TAKE_CARE_OF_CONCERN, concern)


def test_each_role_of_staff_has_its_permissions_alone(app: Flask) -> None:
    of_staff = (Permission.COORDINATE, Permission.READ_REPORTS, Permission.ADMINISTER)
    granted = {
        role: [permission for permission in of_staff if allows(member(20, role), permission)]
        for role in STAFF_ROLES
    }
    assert granted == {
        COORDINATOR: [Permission.COORDINATE, Permission.READ_REPORTS],
        VIEWER: [Permission.READ_REPORTS],
        ADMINISTRATOR: [Permission.ADMINISTER],
    }


def test_a_caseload_is_handed_over_by_its_coordinator_or_an_administrator(app: Flask) -> None:
    second = member(21, COORDINATOR)
    assert allows(COORDINATING, Permission.HAND_OVER_CASELOAD, COORDINATING)
    assert allows(member(20, ADMINISTRATOR), Permission.HAND_OVER_CASELOAD, COORDINATING)
    assert not allows(second, Permission.HAND_OVER_CASELOAD, COORDINATING)
    assert not allows(member(22, VIEWER), Permission.HAND_OVER_CASELOAD, COORDINATING)


def test_recovery_needs_one_coordinator_to_ask_and_another_to_confirm(app: Flask) -> None:
    second = member(21, COORDINATOR)
    request = RecoveryRequest(requested_by=COORDINATING.id, person_id=APPLICANT.id)
    assert not allows(COORDINATING, Permission.CONFIRM_RECOVERY, request)
    assert allows(second, Permission.CONFIRM_RECOVERY, request)
    assert not allows(COORDINATING, Permission.MAKE_RECOVERY_LINK, request)
    request.confirmed_at = now()
    assert allows(COORDINATING, Permission.MAKE_RECOVERY_LINK, request)
    assert not allows(second, Permission.MAKE_RECOVERY_LINK, request)
    about_second = RecoveryRequest(requested_by=COORDINATING.id, person_id=second.id)
    assert not allows(second, Permission.CONFIRM_RECOVERY, about_second)
