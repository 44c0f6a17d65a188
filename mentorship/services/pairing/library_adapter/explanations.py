"""Why two people fit who were brought together on a board, not by a run."""

from collections.abc import Mapping

import matching
from mentorship.models import MatchRun
from mentorship.services.pairing.exclusion_review import PairOfIds
from mentorship.services.pairing.library_adapter import conversations
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.match_round import (
    ExplanationOfPair,
    explanations_of,
    program_and_tables,
)


def explain(
    run: MatchRun, given: MatchInput, scores: Mapping[PairOfIds, float]
) -> ExplanationOfPair:
    """Return why each of some pairs fits, by (mentee id, mentor id), as a run would say.

    ``scores`` are those on the board, which count first conversations.
    """
    program, (mentees, mentors) = program_and_tables(run, given)
    ids = [(str(mentee), str(mentor)) for mentee, mentor in scores]
    explained = explanations_of(matching.explain(program, mentees, mentors, ids))
    return conversations.counted(explained, [scores[pair] for pair in explained], given)
