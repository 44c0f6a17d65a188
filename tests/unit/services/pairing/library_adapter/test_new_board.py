"""A new board has the scores, the broken rules and the optimum of its run."""

import pytest

import matching.problem.scaled_problem
from mentorship.services.pairing.extra_points import WAITING_POINTS
from mentorship.services.pairing.library_adapter.match_round import run_result
from mentorship.services.pairing.library_adapter.new_board import NewBoard, new_board
from mentorship.services.pairing.library_adapter.optimizer import Optimizer
from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem
from tests.unit.services.pairing.library_adapter.given_people import given, run_of

# Mentees 1 to 4, mentors 11 to 13: mentee 2 shares no language with anybody, mentor 13 is mentee 4.
GIVEN = given(
    [{}, {"languages": "zap"}, {"topics": "storytelling"}, {"communities": "asian,latino"}],
    [{"capacity": "2"}, {"modes": "in_person", "availability": "mon_morning"}, {"person": "104"}],
    banned=[(1, 11)],
    pinned=[(3, 13)],
    waited=[1],
)


def stored_problem(new: NewBoard) -> StoredProblem:
    shape = len(new.mentee_ids), len(new.mentor_ids)
    return StoredProblem(shape, tuple(new.rules), new.problem)


def test_every_pair_has_the_rules_that_it_breaks() -> None:
    new = new_board(run_of(GIVEN))
    assert (new.mentee_ids, new.mentor_ids) == (["1", "2", "3", "4"], ["11", "12", "13"])
    problem = stored_problem(new)
    broken = {
        (mentee, mentor): set(problem.broken_rules(mentee, mentor))
        for mentee in range(4)
        for mentor in range(3)
        if problem.broken_rules(mentee, mentor)
    }
    cannot_meet = {"mode", "time"}
    assert broken == {
        (0, 0): {"kept_apart"},
        (0, 1): cannot_meet,
        (1, 0): {"language"},
        (1, 1): {"language", *cannot_meet},
        (1, 2): {"language"},
        (2, 1): cannot_meet,
        (3, 1): cannot_meet,
        (3, 2): {"oneself"},
    }


def test_a_new_board_goes_on_from_the_optimum_of_its_run() -> None:
    result = run_of(GIVEN)
    new = new_board(result)
    optimizer = Optimizer.restore(stored_problem(new), new.options, new.solver)
    pairs = {(int(pair.mentee_id) - 1, int(pair.mentor_id) - 11) for pair in result.pairs}
    assert set(optimizer.pairs()) == pairs
    assert optimizer.total == result.assignment.total
    assert optimizer.total == pytest.approx(optimizer.solved_anew().total)
    assert optimizer.pinned == {(2, 2)}
    assert new.options.capacity == [2, 1, 1]


@pytest.mark.usefixtures("runtime")
def test_the_best_possible_score_leaves_out_the_points_for_waiting() -> None:
    new = new_board(run_of(GIVEN))
    assert new.max_score == 11.0
    scores = stored_problem(new).scores
    assert scores[0, 0] - scores[3, 0] == pytest.approx(WAITING_POINTS)
    (pair,) = [item for item in run_result(run_of(GIVEN), GIVEN).pairs if item.mentee_id == 4]
    assert pair.explanation["score"] == pytest.approx(scores[3, 0])


def test_a_round_with_too_many_pairs_has_no_problem_to_repair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching.problem.scaled_problem, "MAX_DENSE_PAIRS", 0)
    assert new_board(run_of(GIVEN)).problem == b""
