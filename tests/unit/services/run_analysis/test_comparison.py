"""What differs between the pairs of two runs."""

from mentorship.services.run_analysis.comparison import Move, RunFigures, moves_between
from mentorship.services.run_analysis.run_pairs import RunPair


def pairs(**mentor_of: int) -> list[RunPair]:
    return [RunPair(int(mentee[1:]), mentor, 1.0, 2.0) for mentee, mentor in mentor_of.items()]


def test_each_mentee_stays_moves_comes_or_goes() -> None:
    moves = moves_between(pairs(m1=11, m2=12, m3=13), pairs(m1=11, m2=13, m4=14))
    assert moves.same == 1
    assert moves.moved == [Move(2, 12, 13)]
    assert moves.new == [Move(4, None, 14)]
    assert moves.lost == [Move(3, 13, None)]


def test_two_runs_without_pairs_do_not_differ() -> None:
    moves = moves_between([], [])
    assert (moves.same, moves.moved, moves.new, moves.lost) == (0, [], [], [])


def test_the_mean_is_a_share_of_the_best_possible_score_where_there_is_one() -> None:
    assert RunFigures(2, 10.0, 4.0, 5.0, 20.0, {}).mean_share == 0.25
    assert RunFigures(0, None, None, None, None, {}).mean_share is None
