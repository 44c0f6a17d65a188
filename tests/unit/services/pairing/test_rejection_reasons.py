"""Which constraints follow from the reason for a rejection."""

from typing import Any

import pytest

from mentorship.questions import blank_answers
from mentorship.roles import Role
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairing.rejection_reasons import ABOUT, Reason, constraints_of


def spoken(*languages: str) -> list[dict[str, str]]:
    return [{"language": language, "comfort": "comfortable"} for language in languages]


MENTEE = blank_answers() | {
    "area": "koreatown",
    "availability": ["mon_morning", "tue_morning", "wed_morning"],
    "languages": [*spoken("en", "es"), {"language": "ko", "comfort": "learning"}],
}
MENTOR = blank_answers() | {
    "area": "online_only",
    "availability": ["mon_morning", "tue_morning"],
    "languages": spoken("en", "ko"),
}


@pytest.mark.parametrize(
    ("reason", "about", "expected"),
    [
        (Reason.NOT_THIS_PAIR, None, []),
        (Reason.NOT_THIS_PAIR, Role.MENTEE, []),
        (Reason.KNOW_EACH_OTHER, Role.MENTOR, []),
        (Reason.MENTOR_TAKES_NO_MORE, Role.MENTOR, [(ConstraintKind.NO_MORE, None)]),
        (Reason.MENTOR_TAKES_NO_MORE, Role.MENTEE, []),
        (Reason.TOO_FAR, Role.MENTEE, [(ConstraintKind.SAME_AREA, None)]),
        (Reason.TOO_FAR, Role.MENTOR, []),  # who meets online is in no area
        (Reason.TOO_FAR, None, []),
        (Reason.TIMES_DO_NOT_FIT, Role.MENTEE, [(ConstraintKind.MIN_COMMON_TIMES, 3)]),
        (Reason.TIMES_DO_NOT_FIT, Role.MENTOR, []),  # who is free at no third time
        (Reason.LANGUAGE_TOO_WEAK, Role.MENTEE, [(ConstraintKind.WITHOUT_LANGUAGES, ["en"])]),
        (Reason.LANGUAGE_TOO_WEAK, Role.MENTOR, [(ConstraintKind.WITHOUT_LANGUAGES, ["en"])]),
    ],
)
def test_a_reason_limits_the_person_whom_it_is_about(
    reason: Reason, about: Role | None, expected: list[tuple[ConstraintKind, Any]]
) -> None:
    limits = constraints_of(reason, about, MENTEE, MENTOR)
    assert limits == [(about, kind, value) for kind, value in expected]


def test_nobody_loses_the_only_language_that_they_speak() -> None:
    only_english = blank_answers() | {"languages": spoken("en")}
    assert constraints_of(Reason.LANGUAGE_TOO_WEAK, Role.MENTEE, only_english, MENTOR) == []


def test_every_reason_says_whom_it_may_be_about() -> None:
    assert ABOUT.keys() == set(Reason)
