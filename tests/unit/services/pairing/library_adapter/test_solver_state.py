"""Where the solver stands is the same after it was stored as JSON."""

import json
from dataclasses import asdict

from mentorship.services.pairing.library_adapter.solver_state import SolverState

STATE = SolverState(
    mentor_of=[1, -1],
    mentee_prices=[2**62, 0],
    mentor_prices=[-(2**62), 3],
    quanta_per_point=2**40 / 3,
    quantum=2**20,
    person_weight=2**61 + 1,
    banned=[(0, 0)],
    pinned=[(0, 1)],
    added=[(1, 1)],
)


def test_every_integer_and_pair_survives_json() -> None:
    assert SolverState.from_document(json.loads(json.dumps(asdict(STATE)))) == STATE
