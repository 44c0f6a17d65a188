"""Why two people fit who were brought together on a board, not by a run."""

from collections.abc import Iterable
from typing import Any

import matching
from mentorship.models import MatchRun
from mentorship.services.pairing.exclusion_review import PairOfIds
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.match_round import (
    explanation,
    program_and_tables,
)


def explain(
    run: MatchRun, given: MatchInput, pairs: Iterable[PairOfIds]
) -> dict[PairOfIds, dict[str, Any]]:
    """Return why each of some pairs fits, by (mentee id, mentor id), as a run would say."""
    program, (mentees, mentors) = program_and_tables(run, given)
    ids = [(str(mentee), str(mentor)) for mentee, mentor in pairs]
    return {
        (int(pair.mentee_id), int(pair.mentor_id)): explanation(pair)
        for pair in matching.explain(program, mentees, mentors, ids)
    }
