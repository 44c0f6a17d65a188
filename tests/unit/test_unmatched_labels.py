"""Sentences for why people have no suggested match."""

import pytest
from flask import Flask

from mentorship.coordinate.board import unmatched_labels
from mentorship.models import Application, Role
from mentorship.services.board.unmatched import UNREADABLE, Closest
from mentorship.services.pairing.unmatched_groups import Group, group_of

MENTEE, MENTOR = Role.MENTEE, Role.MENTOR
NONE_ALLOWED = {"kind": "none_allowed", "passing": {"language": 0, "time": 4}}
NONE_IN_ALL = {"kind": "none_allowed", "passing": {"mode": 3, "time": 2}}


@pytest.fixture(autouse=True)
def gettext_context(app: Flask) -> None:
    """Provide the application that gettext needs."""


@pytest.mark.parametrize(
    ("role", "reason", "heading", "detail"),
    [
        (MENTEE, {"kind": "nobody_there"}, "No mentor has an open spot left", ""),
        (MENTOR, {"kind": "nobody_there"}, "No mentee is waiting", ""),
        (MENTOR, {"kind": "no_capacity"}, "All their spots are taken", ""),
        (MENTEE, {"kind": "all_taken", "allowed": 1}, "needed by others", "1 mentor would fit."),
        (MENTOR, {"kind": "all_taken", "allowed": 2}, "better matches", "2 mentees would fit."),
        (MENTEE, {"kind": "below_floor", "allowed": 4}, "too low a score", "4 mentors would fit."),
        (MENTEE, {"kind": "board"}, "A decision about others has left them", ""),
        (MENTEE, {"kind": "partner_left"}, "left while the matching ran", ""),
        (MENTEE, NONE_ALLOWED, "No mentor offers: a language that both speak comfortably", ""),
        (MENTOR, NONE_ALLOWED, "No mentee offers: a language that both speak comfortably", ""),
        (MENTEE, NONE_IN_ALL, "none in all", "The hardest to find: a time when both are free."),
        (MENTOR, NONE_IN_ALL, "Some mentees fit in some ways", "a time when both are free."),
        (MENTEE, {"kind": "none_allowed", "passing": {}}, "none in all", ""),
    ],
)
def test_a_group_has_a_heading_and_a_person_what_is_particular_to_them(
    role: Role, reason: dict[str, object], heading: str, detail: str
) -> None:
    assert heading in unmatched_labels.heading(role, group_of(reason))
    sentence = unmatched_labels.detail(role, reason)
    assert detail in sentence
    assert bool(detail) == bool(sentence)


@pytest.mark.parametrize("group", [UNREADABLE, ("partner_left",), ("all_taken",)])
def test_only_what_helps_a_whole_group_is_advised(group: Group) -> None:
    assert bool(unmatched_labels.advice(group)) == (group == ("partner_left",))
    assert unmatched_labels.heading(MENTOR, group)


@pytest.mark.parametrize(
    ("rules", "is_free", "is_below_floor", "sentence"),
    [
        (["time"], True, False, "Missing: a time when both are free"),
        (["time"], False, False, "Missing: a time when both are free; suggested to others"),
        ([], False, False, "Would fit, but suggested to others"),
        ([], True, True, "Would fit, but the score is too low"),
    ],
)
def test_what_stands_between_two_people_is_said(
    rules: list[str], is_free: bool, is_below_floor: bool, sentence: str
) -> None:
    other = Closest(
        Application(), rules, is_free=is_free, is_below_floor=is_below_floor, is_led_to=False
    )
    assert unmatched_labels.by_obstacle([other, other]) == {sentence: [other, other]}
