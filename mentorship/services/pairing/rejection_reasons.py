"""Why two people are not matched with each other, and what follows from it for one of them.

Every reason bans the pair. Some also limit with whom one of the two is matched later.
"""

import enum
from collections.abc import Callable, Mapping
from typing import Any

from mentorship import vocabulary
from mentorship.questions import Answers
from mentorship.roles import Role
from mentorship.services.pairing.constraint_kinds import Constraint, ConstraintKind


class Reason(enum.StrEnum):
    """Stored with the ban, so a code never changes."""

    NOT_THIS_PAIR = "not_this_pair"
    MENTOR_TAKES_NO_MORE = "mentor_takes_no_more"
    TOO_FAR = "too_far"
    TIMES_DO_NOT_FIT = "times_do_not_fit"
    LANGUAGE_TOO_WEAK = "language_too_weak"
    KNOW_EACH_OTHER = "know_each_other"


EITHER = (Role.MENTEE, Role.MENTOR)
ABOUT: Mapping[Reason, tuple[Role, ...]] = {
    Reason.NOT_THIS_PAIR: (),
    Reason.MENTOR_TAKES_NO_MORE: (Role.MENTOR,),
    Reason.TOO_FAR: EITHER,
    Reason.TIMES_DO_NOT_FIT: EITHER,
    Reason.LANGUAGE_TOO_WEAK: EITHER,
    Reason.KNOW_EACH_OTHER: (),
}
"""Whom a reason may limit: the person who takes no more, for whom it is too far, and so on."""


def reasons_of(role: Role) -> set[Reason]:
    """Return the reasons that somebody in a role can have, about themselves or about the pair."""
    return {reason for reason in Reason if not ABOUT[reason] or role in ABOUT[reason]}


Limit = tuple[Role, ConstraintKind, Any]


def constraints_of(
    reason: Reason, about: Role | None, mentee_answers: Answers, mentor_answers: Answers
) -> list[Limit]:
    """Return the constraints that follow from a reason: whose, of which kind, with which value.

    A reason that is about nobody has none. Neither has one that no partner could ever meet, such
    as without the only language that this person speaks: then the ban alone holds.
    """
    if about is None or about not in ABOUT[reason]:
        return []
    own, other = mentee_answers, mentor_answers
    if about is Role.MENTOR:
        own, other = other, own
    constraint = CONSTRAINT_OF[reason](own, other)
    return [] if constraint is None else [(about, constraint.kind, constraint.value)]


def _takes_no_more(own: Answers, other: Answers) -> Constraint | None:
    return Constraint(ConstraintKind.NO_MORE)


def _stays_in_area(own: Answers, other: Answers) -> Constraint | None:
    return Constraint(ConstraintKind.SAME_AREA) if names_area(own) else None


def _needs_more_times(own: Answers, other: Answers) -> Constraint | None:
    times = set(own["availability"])
    needed = len(times & set(other["availability"])) + 1
    return Constraint(ConstraintKind.MIN_COMMON_TIMES, needed) if needed <= len(times) else None


def _needs_another_language(own: Answers, other: Answers) -> Constraint | None:
    spoken = comfortable_languages(own)
    common = spoken & comfortable_languages(other)
    if not common or spoken <= common:
        return None
    return Constraint(ConstraintKind.WITHOUT_LANGUAGES, sorted(common))


def names_area(answers: Answers) -> bool:
    return answers["area"] not in ("", vocabulary.ONLINE_ONLY, vocabulary.ELSEWHERE)


def comfortable_languages(answers: Answers) -> set[str]:
    return {
        spoken["language"]
        for spoken in answers["languages"]
        if spoken["comfort"] in vocabulary.COMFORTABLE
    }


CONSTRAINT_OF: Mapping[Reason, Callable[[Answers, Answers], Constraint | None]] = {
    Reason.MENTOR_TAKES_NO_MORE: _takes_no_more,
    Reason.TOO_FAR: _stays_in_area,
    Reason.TIMES_DO_NOT_FIT: _needs_more_times,
    Reason.LANGUAGE_TOO_WEAK: _needs_another_language,
}
