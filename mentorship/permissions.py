"""The permission table: for each permission, the predicates of which any grants it.

A predicate takes an actor (None if nobody is signed in) and the subject of the permission.
"""

import enum
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from mentorship.extensions import db
from mentorship.models import (
    ADMINISTRATOR,
    COORDINATOR,
    VIEWER,
    AdvocacyGroup,
    Broadcast,
    Concern,
    Conversation,
    Correction,
    ErasedPair,
    Pair,
    Person,
    RecoveryRequest,
    Thread,
)
from mentorship.runtime import current_runtime
from mentorship.services.accounts.two_factor import requires_two_factor
from mentorship.services.applications import programme_members
from mentorship.services.groups.members import membership, membership_in_any_state
from mentorship.services.messages.readers import may_read, was_introduced

Predicate = Callable[[Person | None, Any], bool]


class AboutPeople(Protocol):
    """A row, or rows, about some people."""

    def person_ids(self) -> set[int]: ...


class Permission(enum.Enum):
    """What a route can require. Every route states one."""

    READ_PUBLIC_PAGES = enum.auto()
    SUGGEST_RESOURCE = enum.auto()
    SIGN_IN_OR_UP = enum.auto()
    SIGN_OUT = enum.auto()
    READ_OUTBOX = enum.auto()
    SET_UP_TWO_FACTOR = enum.auto()
    MANAGE_ACCOUNT = enum.auto()
    APPLY = enum.auto()
    SEE_HOME = enum.auto()
    DO_TRAINING = enum.auto()
    SEE_INTRODUCTION = enum.auto()
    ANSWER_INTRODUCTION = enum.auto()
    ANSWER_CONVERSATION = enum.auto()
    LOG_MEETINGS = enum.auto()
    AGREE = enum.auto()
    CHOOSE_CONTACT = enum.auto()
    KEEP_GOALS_AND_ALBUM = enum.auto()
    END_MATCH = enum.auto()
    PAUSE_MATCH = enum.auto()
    CHECK_IN = enum.auto()
    CHECK_IN_BY_LINK = enum.auto()
    REPORT_CONCERN = enum.auto()
    ASK_COORDINATORS = enum.auto()
    READ_OWN_THREAD = enum.auto()
    SEE_GROUPS = enum.auto()
    JOIN_GROUPS = enum.auto()
    ASK_TO_JOIN_GROUP = enum.auto()
    WORK_IN_GROUP = enum.auto()
    LEAD_GROUP = enum.auto()
    COORDINATE = enum.auto()
    READ_REPORTS = enum.auto()
    ADMINISTER = enum.auto()
    WORK_HERE = enum.auto()
    HAND_OVER_CASELOAD = enum.auto()
    CONFIRM_RECOVERY = enum.auto()
    MAKE_RECOVERY_LINK = enum.auto()
    TAKE_CARE_OF_CONCERN = enum.auto()
    ANSWER_THREAD = enum.auto()
    SEND_BROADCAST = enum.auto()
    COORDINATE_OTHERS = enum.auto()
    ANSWER_CORRECTION = enum.auto()
    CHANGE_LIMITS = enum.auto()
    ACKNOWLEDGE_ERASURE = enum.auto()
    SIGN_UP_FOR_EVENTS = enum.auto()
    GIVE_UP_OWN_SIGN_UP = enum.auto()


def anybody(actor: Person | None, subject: object) -> bool:
    return True


def anybody_in_demo(actor: Person | None, subject: object) -> bool:
    return current_runtime().demo


def is_signed_in(actor: Person | None, subject: object) -> bool:
    return actor is not None


def is_signed_in_with_required_two_factor(actor: Person | None, subject: object) -> bool:
    """Return whether two-factor is set up if it must be; then it was asked for at sign-in."""
    return actor is not None and (actor.has_two_factor or not requires_two_factor(actor))


def has_account_role(actor: Person | None, role: str) -> bool:
    return (
        actor is not None
        and actor.has_role(role)
        and is_signed_in_with_required_two_factor(actor, None)
    )


def is_coordinator(actor: Person | None, subject: object) -> bool:
    return has_account_role(actor, COORDINATOR)


def is_viewer(actor: Person | None, subject: object) -> bool:
    """Return whether somebody may see counts; a viewer sees no person."""
    return has_account_role(actor, VIEWER)


def is_administrator(actor: Person | None, subject: object) -> bool:
    """Return whether somebody may change accounts and settings; they see no profile."""
    return has_account_role(actor, ADMINISTRATOR)


def is_coordinator_in_person(actor: Person | None, subject: Person) -> bool:
    """Return whether a coordinator does something with their own caseload."""
    return is_coordinator(actor, subject) and actor == subject


def is_second_coordinator(actor: Person | None, subject: RecoveryRequest) -> bool:
    """Return whether a coordinator other than the one who asked may confirm a recovery."""
    return (
        actor is not None
        and is_coordinator(actor, subject)
        and subject.requested_by is not None
        and actor.id not in {subject.requested_by, subject.person_id}
    )


def is_coordinator_who_asked(actor: Person | None, subject: RecoveryRequest) -> bool:
    return (
        actor is not None
        and is_coordinator(actor, subject)
        and subject.requested_by == actor.id
        and subject.confirmed_at is not None
    )


def is_coordinator_not_meant_by(actor: Person | None, subject: Concern) -> bool:
    """Return whether a coordinator may read a concern: not as the one whom it may be about."""
    return actor is not None and (
        is_coordinator(actor, subject)
        and (
            subject.pair is None
            or subject.pair.role_of(actor) is None
            or subject.written_by == actor.id
        )
    )


def is_coordinator_of_others(actor: Person | None, subject: AboutPeople) -> bool:
    """Return whether a coordinator may note, correct or merge something: not about herself."""
    return (
        actor is not None
        and is_coordinator(actor, subject)
        and actor.id not in subject.person_ids()
    )


def is_coordinator_never_introduced(actor: Person | None, subject: AboutPeople) -> bool:
    """Return whether a coordinator may know why somebody was not matched: not with herself."""
    return (
        actor is not None
        and is_coordinator(actor, subject)
        and not was_introduced(db.session, actor, subject.person_ids())
    )


def is_coordinator_told_of_erasure(actor: Person | None, subject: ErasedPair) -> bool:
    """Return whether a pair that an erasure ended was hers to look after, or nobody's."""
    return (
        actor is not None
        and is_coordinator(actor, subject)
        and subject.coordinator_id in {None, actor.id}
        and subject.person_id != actor.id
    )


def is_member(actor: Person | None, subject: object) -> bool:
    """Return whether the programme knows somebody: it has accepted, introduced or matched them."""
    return (
        actor is not None
        and is_signed_in_with_required_two_factor(actor, subject)
        and programme_members.is_member(db.session, actor)
    )


def is_whose_answer_was_corrected(actor: Person | None, subject: Correction) -> bool:
    return (
        actor is not None
        and subject.application.person_id == actor.id
        and is_signed_in_with_required_two_factor(actor, subject)
    )


def is_one_of_the_pair(actor: Person | None, subject: Pair) -> bool:
    return (
        actor is not None
        and subject.role_of(actor) is not None
        and is_signed_in_with_required_two_factor(actor, subject)
    )


def is_one_of_the_conversation(actor: Person | None, subject: Conversation) -> bool:
    return (
        actor is not None
        and subject.role_of(actor) is not None
        and is_signed_in_with_required_two_factor(actor, subject)
    )


def is_thread_of(actor: Person | None, subject: Thread) -> bool:
    return (
        actor is not None
        and subject.person_id == actor.id
        and is_signed_in_with_required_two_factor(actor, subject)
    )


def is_participant(actor: Person | None, subject: object) -> bool:
    """Return whether somebody takes part in the programme, and not only works here."""
    return (
        actor is not None
        and is_signed_in_with_required_two_factor(actor, subject)
        and programme_members.is_participant(db.session, actor)
    )


def may_ask_to_join(actor: Person | None, subject: AdvocacyGroup) -> bool:
    """Return whether somebody may ask by a group's number: if they find it, or have asked."""
    return (
        actor is not None
        and is_participant(actor, subject)
        and (subject.is_findable or membership_in_any_state(db.session, actor, subject) is not None)
    )


def is_member_of_group(actor: Person | None, subject: AdvocacyGroup) -> bool:
    """Return whether somebody is in a group, and still takes part in the programme."""
    return (
        actor is not None
        and is_participant(actor, subject)
        and membership(db.session, actor, subject) is not None
    )


def is_lead_of_group(actor: Person | None, subject: AdvocacyGroup) -> bool:
    if actor is None or not is_participant(actor, subject):
        return False
    own = membership(db.session, actor, subject)
    return own is not None and own.is_lead


def is_coordinator_who_may_read(actor: Person | None, subject: Thread) -> bool:
    """Return whether a coordinator may answer a thread: not as the one whom it may be about."""
    return (
        actor is not None
        and is_coordinator(actor, subject)
        and may_read(db.session, actor, subject)
    )


def is_coordinator_who_wrote(actor: Person | None, subject: Broadcast) -> bool:
    return actor is not None and is_coordinator(actor, subject) and subject.written_by == actor.id


PERMISSIONS: Mapping[Permission, tuple[Predicate, ...]] = {
    Permission.READ_PUBLIC_PAGES: (anybody,),
    Permission.SUGGEST_RESOURCE: (anybody,),
    Permission.SIGN_IN_OR_UP: (anybody,),
    Permission.SIGN_OUT: (anybody,),
    Permission.READ_OUTBOX: (anybody_in_demo,),
    Permission.SET_UP_TWO_FACTOR: (is_signed_in,),
    Permission.MANAGE_ACCOUNT: (is_signed_in_with_required_two_factor,),
    Permission.APPLY: (is_signed_in_with_required_two_factor,),
    Permission.SEE_HOME: (is_signed_in_with_required_two_factor,),
    Permission.DO_TRAINING: (is_signed_in_with_required_two_factor,),
    Permission.SEE_INTRODUCTION: (is_one_of_the_pair,),
    Permission.ANSWER_INTRODUCTION: (is_one_of_the_pair,),
    Permission.ANSWER_CONVERSATION: (is_one_of_the_conversation,),
    Permission.LOG_MEETINGS: (is_one_of_the_pair,),
    Permission.AGREE: (is_one_of_the_pair,),
    Permission.CHOOSE_CONTACT: (is_one_of_the_pair,),
    Permission.KEEP_GOALS_AND_ALBUM: (is_one_of_the_pair,),
    Permission.END_MATCH: (is_one_of_the_pair,),
    Permission.PAUSE_MATCH: (is_one_of_the_pair,),
    Permission.CHECK_IN: (is_one_of_the_pair,),
    Permission.CHECK_IN_BY_LINK: (anybody,),
    Permission.REPORT_CONCERN: (is_one_of_the_pair,),
    Permission.ASK_COORDINATORS: (is_signed_in_with_required_two_factor,),
    Permission.READ_OWN_THREAD: (is_thread_of,),
    Permission.SEE_GROUPS: (is_signed_in_with_required_two_factor,),
    Permission.JOIN_GROUPS: (is_participant,),
    Permission.ASK_TO_JOIN_GROUP: (may_ask_to_join,),
    Permission.WORK_IN_GROUP: (is_member_of_group,),
    Permission.LEAD_GROUP: (is_lead_of_group,),
    Permission.COORDINATE: (is_coordinator,),
    Permission.READ_REPORTS: (is_coordinator, is_viewer),
    Permission.ADMINISTER: (is_administrator,),
    Permission.WORK_HERE: (is_coordinator, is_viewer, is_administrator),
    Permission.HAND_OVER_CASELOAD: (is_administrator, is_coordinator_in_person),
    Permission.CONFIRM_RECOVERY: (is_second_coordinator,),
    Permission.MAKE_RECOVERY_LINK: (is_coordinator_who_asked,),
    Permission.TAKE_CARE_OF_CONCERN: (is_coordinator_not_meant_by,),
    Permission.ANSWER_THREAD: (is_coordinator_who_may_read,),
    Permission.SEND_BROADCAST: (is_coordinator_who_wrote,),
    Permission.COORDINATE_OTHERS: (is_coordinator_of_others,),
    Permission.ANSWER_CORRECTION: (is_whose_answer_was_corrected,),
    Permission.CHANGE_LIMITS: (is_coordinator_never_introduced,),
    Permission.ACKNOWLEDGE_ERASURE: (is_coordinator_told_of_erasure,),
    Permission.SIGN_UP_FOR_EVENTS: (is_member,),
    Permission.GIVE_UP_OWN_SIGN_UP: (is_signed_in_with_required_two_factor,),
}

# Routes that come with an extension cannot state their permission in place.
ROUTES_OF_EXTENSIONS: Mapping[str, Permission] = {
    "static": Permission.READ_PUBLIC_PAGES,
    "bootstrap.static": Permission.READ_PUBLIC_PAGES,
}


def allows(actor: Person | None, permission: Permission, subject: object = None) -> bool:
    return any(grants(actor, subject) for grants in PERMISSIONS[permission])
