"""How much of a round is computed, and what becomes of the library's answers."""

import pandas as pd
import pytest

import matching
from mentorship.services.pairing.library_adapter import analysis
from mentorship.services.pairing.library_adapter.analysis import analyze, draws_for, floors_for

PROGRAM = matching.Program.from_mapping(
    {
        "title": "Topics",
        "mentees": {"id": "id"},
        "mentors": {"id": "id"},
        "criterion": [{"name": "topics", "kind": "shared items", "column": "topics", "weight": 2}],
    }
)


@pytest.mark.parametrize(
    ("size", "draws", "floors"), [(0, 100, 48), (600, 100, 48), (1000, 40, 20), (5000, 5, 6)]
)
def test_larger_rounds_are_tried_fewer_times(size: int, draws: int, floors: int) -> None:
    assert (draws_for(size * size), floors_for(size * size)) == (draws, floors)


def test_two_who_are_alike_are_a_draw_and_stay_in_half_of_the_weightings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(analysis, "MAX_DRAWS", 20)
    mentees = pd.DataFrame({"id": ["1", "2"], "topics": ["voting", "voting"]})
    mentors = pd.DataFrame({"id": ["11"], "topics": ["voting"]})
    result = matching.match(PROGRAM, mentees, mentors)
    reports: list[None] = []
    found = analyze(result, lambda: reports.append(None))
    ((mentee, mentor, stayed),) = found.stayed
    other = {1: 2, 2: 1}[mentee]
    assert (found.weightings, mentor) == (20, 11)
    assert 0 < stayed < 20
    assert found.frontier == [[2.0, 1, 2.0]]
    assert sorted(found.ties) == sorted([[mentee, analysis.NOBODY], [other, 11]])
    assert len(reports) > 20
