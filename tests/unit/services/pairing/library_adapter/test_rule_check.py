"""What each rule leaves of the pairs of a round."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from flask import Flask

import matching
from matching.tables.people import People
from mentorship.errors import UserFacingError
from mentorship.services.pairing.library_adapter import rule_check
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.programs import standard_program
from mentorship.services.pairing.library_adapter.rule_check import RuleCheck, check_rules
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART

COLUMNS = ("id", "person", "communities", "languages", "region", "modes", "availability",
           "topics", "interests", "dislikes", "capacity")  # fmt: skip
ANSWERS = {"communities": "asian", "languages": "en", "modes": "online", "availability": "mon",
           "region": "central", "capacity": "1"}  # fmt: skip


def row(id_: int, **answers: str) -> list[str]:
    cells = {**dict.fromkeys(COLUMNS, ""), **ANSWERS, "id": str(id_), "person": str(id_), **answers}
    return [cells[column] for column in COLUMNS]


def given(
    mentees: list[list[str]], mentors: list[list[str]], banned: Sequence[tuple[int, int]] = ()
) -> MatchInput:
    return MatchInput(COLUMNS, mentees, mentors, banned=list(banned), pinned=[], waited=[])


def effects(check: RuleCheck | None) -> dict[str, tuple[int, float, dict[int, int]]]:
    assert check is not None
    return {item.rule: (item.alone, item.allowed, dict(item.opened)) for item in check.effects}


def test_the_one_rule_that_keeps_two_people_apart_would_open_a_partner_for_each() -> None:
    mentors = [row(3, communities="latino", availability="tue")]
    check = check_rules(standard_program(), given([row(1)], mentors))
    assert check is not None
    assert list(check.alone) == [1, 3]
    assert effects(check)["time"] == (2, 0.0, {1: 1, 3: 1})
    assert effects(check)["language"] == (0, 1.0, {})
    assert check.tightest == check.effect_of("time")


def test_two_rules_that_both_forbid_a_pair_open_nothing_alone() -> None:
    mentors = [row(3, communities="latino", availability="tue", languages="es")]
    found = effects(check_rules(standard_program(), given([row(1)], mentors)))
    assert [opened for _alone, _allowed, opened in found.values()] == [{}] * len(found)


def test_pairs_that_are_kept_apart_count_as_a_rule() -> None:
    mentors = [row(3, communities="latino"), row(4)]
    check = check_rules(standard_program(), given([row(1)], mentors, banned=[(1, 3), (1, 9)]))
    assert effects(check)[KEPT_APART] == (1, 0.5, {1: 1, 3: 1})


def test_a_mentor_without_an_open_spot_is_left_out() -> None:
    mentors = [row(3, communities="latino", capacity="0")]
    check = check_rules(standard_program(), given([row(1)], mentors))
    assert check == RuleCheck(1, 0, [1], ())
    assert check.tightest is None


def test_nothing_is_counted_for_more_pairs_than_a_page_can_wait_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rule_check, "MAX_PAIRS", 1)
    assert check_rules(standard_program(), given([row(1), row(2)], [row(3)])) is None


def test_an_answer_that_a_programme_cannot_read_is_said_without_naming_it(app: Flask) -> None:
    scale = {"name": "region", "kind": "steps", "column": "region", "order": ["a", "b"],
             "allowed": [0]}  # fmt: skip
    program = {**standard_program(), "rule": [scale]}
    with pytest.raises(UserFacingError, match="does not fit an answer") as caught:
        check_rules(program, given([row(1)], [row(2)]))
    assert "central" not in str(caught.value)


def test_the_counts_are_those_of_a_loop_over_all_pairs() -> None:
    draw = np.random.default_rng(5)

    def people(first: int, count: int) -> list[list[str]]:
        return [
            row(
                first + number,
                communities=draw.choice(["asian", "latino"]),
                languages=draw.choice(["en", "es", "en,es"]),
                availability=draw.choice(["mon", "tue", "wed", "mon,tue"]),
            )
            for number in range(count)
        ]

    data = given(people(1, 8), people(20, 6), banned=[(1, 20), (3, 22)])
    program = matching.Program.from_mapping(standard_program())
    sides = [
        People.from_table(table, side, "people")
        for table, side in zip(data.data_frames(), (program.mentees, program.mentors), strict=True)
    ]
    check = check_rules(standard_program(), data)
    assert check is not None
    broken = {
        pair: broken_rules(program, sides, pair, data.banned)
        for pair in itertools.product(range(8), range(6))
    }
    for effect in check.effects:
        allowed = [pair for pair, rules in broken.items() if effect.rule not in rules]
        assert effect.allowed == pytest.approx(len(allowed) / 48)
        opened = [pair for pair, rules in broken.items() if rules == {effect.rule}]
        for side, position in ((sides[0], 0), (sides[1], 1)):
            for person, id_ in enumerate(side.ids):
                partners = sum(pair[position] == person for pair in opened)
                is_alone = int(id_) in check.alone
                assert effect.opened.get(int(id_), 0) == (partners if is_alone else 0)


def broken_rules(
    program: matching.Program,
    sides: Sequence[People],
    pair: tuple[int, int],
    banned: Sequence[tuple[int, int]],
) -> set[str]:
    at = [np.array([position]) for position in pair]
    ids = tuple(int(side.ids[position]) for side, position in zip(sides, pair, strict=True))
    names = {
        rule.name
        for rule in program.rules
        if not rule.prepare(sides[0], sides[1])(at[0], at[1]).item()
    }
    return names | ({KEPT_APART} if ids in banned else set())
