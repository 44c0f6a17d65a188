"""Small problems of a board, drawn at random."""

import numpy as np
from hypothesis import strategies as st

import matching
from mentorship.services.pairing.library_adapter.optimizer import Optimizer
from mentorship.services.pairing.library_adapter.solver_state import SolveOptions, as_data
from mentorship.services.pairing.library_adapter.stored_problem import StoredProblem

RULES = ("language", "time", "cross_community")


@st.composite
def optimizers(draw: st.DrawFn) -> Optimizer:
    """Return the optimum of a problem in which a third of the pairs break a rule."""
    mentees, mentors = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    unit = draw(st.sampled_from([1.0, 1 / 3]))
    scores = rng.integers(0, 12, (mentees, mentors)) * unit
    broken = np.where(rng.random(scores.shape) < 0.3, rng.integers(1, 8, scores.shape), 0)
    options = SolveOptions(
        draw(st.sampled_from(["most_people", "best_total"])),
        draw(st.sampled_from([0.0, 3 * unit])),
        draw(st.sampled_from([0.0, 2 * unit])),
        draw(st.integers(0, 9)),
        rng.integers(0, 3, mentors).tolist(),
    )
    solved = matching.solve(
        matching.Problem(scores, broken == 0, options.capacity),
        options.objective,
        options.floor,
        options.load_penalty,
        options.seed,
    )
    data = bytes((1,)) + scores.astype("<f8").tobytes() + broken.astype("u1").tobytes()
    problem = StoredProblem((mentees, mentors), RULES, data)
    return Optimizer.restore(problem, options, as_data(solved.state, [], [], []))
