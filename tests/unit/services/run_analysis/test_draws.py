"""Whose mentor the draw decided, and between whom."""

from types import SimpleNamespace
from typing import Any

from mentorship.services.run_analysis.draws import Draw, draws_of
from mentorship.services.run_analysis.run_pairs import RunPair


def test_mentees_are_listed_with_what_was_equally_good_also_nobody() -> None:
    analysis: Any = SimpleNamespace(ties=[[2, 11], [1, 12], [2, 0], [3, 11]])
    drawn = draws_of(analysis, [RunPair(1, 11, 1.0, 2.0), RunPair(2, 12, 1.0, 2.0)])
    assert drawn == [Draw(1, 11, [12]), Draw(2, 12, [11, None]), Draw(3, None, [11])]
    assert drawn[1].people == {2, 11, 12}
