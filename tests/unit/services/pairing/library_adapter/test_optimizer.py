"""After every change the optimum is that of a fresh solve under the same pairs."""

import json
import subprocess
import sys
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.services.pairing.library_adapter.optimizer import ImpossibleError, Optimizer
from mentorship.services.pairing.library_adapter.solver_state import Position, SolverState
from tests.unit.services.pairing.library_adapter.random_boards import optimizers

CHANGES = (
    "with_pins",
    "without_pins",
    "without_pairs",
    "with_pairs",
    "with_added",
    "without_added",
)


def all_pairs(optimizer: Optimizer) -> list[Position]:
    mentees, mentors = optimizer.problem.shape
    return [(mentee, mentor) for mentee in range(mentees) for mentor in range(mentors)]


def is_allowed(optimizer: Optimizer, pair: Position) -> bool:
    breaks_none = optimizer.problem.breaks_no_rule(pair) or pair in optimizer.added
    return breaks_none and pair not in optimizer.banned


def check(optimizer: Optimizer) -> None:
    anew = optimizer.solved_anew()
    assert optimizer.total == pytest.approx(anew.total, abs=1e-9)
    if optimizer.options.objective == "most_people":
        assert optimizer.people == anew.people
    assert all(is_allowed(optimizer, pair) for pair in optimizer.pairs())
    assert optimizer.pinned <= set(optimizer.pairs())
    restored = optimizer.go_back_to(
        SolverState.from_document(json.loads(json.dumps(asdict(optimizer.state()))))
    )
    assert restored.state() == optimizer.state()
    assert restored.total == optimizer.total


@settings(max_examples=150, deadline=None)
@given(optimizers(), st.data())
def test_every_change_is_as_good_as_solved_anew(optimizer: Optimizer, data: st.DataObject) -> None:
    check(optimizer)
    pairs = st.lists(st.sampled_from(all_pairs(optimizer)), max_size=3)
    for name in data.draw(st.lists(st.sampled_from(CHANGES), min_size=4, max_size=10)):
        changed = set(data.draw(pairs))
        if name in ("without_pairs", "without_added"):
            changed -= optimizer.pinned
        if name == "with_added":
            changed = {pair for pair in changed if optimizer.problem.broken_rules(*pair)}
        try:
            optimizer = getattr(optimizer, name)(changed)
        except ImpossibleError:
            assert name == "with_pins"
        check(optimizer)


@settings(max_examples=40, deadline=None)
@given(optimizers(), st.data())
def test_the_costs_of_another_partner_are_those_of_a_fresh_solve(
    optimizer: Optimizer, data: st.DataObject
) -> None:
    mentee = data.draw(st.integers(0, optimizer.problem.shape[0] - 1))
    mentor = data.draw(st.integers(0, optimizer.problem.shape[1] - 1))
    costs = [*optimizer.cheapest_mentors(mentee, 9), *optimizer.cheapest_mentees(mentor, 9)]
    for cost in costs:
        assert cost.position not in optimizer.pairs()
        with_pair = optimizer.with_pins([cost.position]).solved_anew()
        assert optimizer.total - with_pair.total == pytest.approx(cost.points, abs=1e-9)
        if optimizer.options.objective == "most_people":
            assert optimizer.people - with_pair.people == cost.people


def test_what_is_kept_together_cannot_be_given_to_somebody_else(full: Optimizer) -> None:
    kept = full.with_pins([(0, 0)])
    with pytest.raises(ImpossibleError):
        kept.with_pins([(1, 0)])
    assert str(ImpossibleError()) == "", "nobody is named"
    assert kept.without_pins([(0, 0)]).with_pins([(1, 0)]).mentor_of(1) == 0


def test_a_pair_that_was_allowed_in_addition_stays_apart_after_it_is_banned(
    full: Optimizer,
) -> None:
    banned = full.with_added([(0, 1)]).without_pairs([(0, 1)])
    assert (0, 1) not in banned.go_back_to(banned.state()).pairs()
    assert (0, 1) not in full.without_pairs([(0, 1)]).with_added([(0, 1)]).pairs()
    again = banned.with_pairs([(0, 1)])
    assert again.total == pytest.approx(again.solved_anew().total)
    assert again.with_pins([(0, 1)]).mentor_of(0) == 1


@pytest.fixture
def full() -> Optimizer:
    """Return an optimum of two people on each side; the pair (0, 1) breaks a rule."""
    import numpy as np

    import matching
    from mentorship.services.pairing.library_adapter.solver_state import SolveOptions, as_data
    from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem

    scores = np.array([[3.0, 9.0], [2.0, 1.0]])
    broken = np.array([[0, 2], [0, 0]], dtype="u1")
    state = as_data(matching.solve(matching.Problem(scores, broken == 0)).state, [], [], [])
    options = SolveOptions("most_people", 0.0, 0.0, 1, [1, 1])
    data = bytes((1,)) + scores.tobytes() + broken.tobytes()
    return Optimizer.restore(StoredProblem((2, 2), ("a", "b"), data), options, state)


def test_a_repair_imports_no_scipy_and_no_pandas(full: Optimizer) -> None:
    """A web process repairs a board; importing them takes longer than a second."""
    code = (
        "import json, sys\n"
        "from mentorship.services.pairing.library_adapter.optimizer import Optimizer\n"
        "from mentorship.services.pairing.library_adapter.solver_state import *\n"
        "from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem\n"
        "state = SolverState.from_document(json.loads(sys.argv[1]))\n"
        "options = SolveOptions('most_people', 0.0, 0.0, 1, [1, 1])\n"
        "problem = StoredProblem((2, 2), ('a', 'b'), bytes.fromhex(sys.argv[2]))\n"
        "start = Optimizer.restore(problem, options, state)\n"
        "start.with_pins([(1, 0)]).without_pins([(1, 0)]).without_pairs([(0, 0)])"
        ".with_pairs([(0, 0)]).cheapest_mentors(0, 3)\n"
        "sys.exit(bool({'scipy', 'pandas'} & set(sys.modules)))\n"
    )
    document = json.dumps(asdict(full.state()))
    command = [sys.executable, "-c", code, document, full.problem.data.hex()]
    subprocess.run(command, check=True)
