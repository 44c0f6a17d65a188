"""Repeat a match run from what it was computed from, and compare what comes out."""

import enum
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import MatchRun, Suggestion
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.run_analysis.results import input_of
from mentorship.services.run_analysis.run_pairs import original_suggestion_ids


class Repetition(enum.StrEnum):
    """What came of repeating a run."""

    SAME = "same"
    OTHER_INPUT = "other_input"
    OTHER_RESULT = "other_result"
    NO_INPUT = "no_input"


def repeat(session: AnySession, run: MatchRun) -> Repetition:
    """Repeat a run: the same input, settings and seed give the same pairs and explanations.

    Decisions about a suggestion do not change what the run said of it.
    """
    run_input = input_of(session, run)
    if run_input is None or not run_input.can_be_read():
        return Repetition.NO_INPUT
    given = MatchInput.of(run_input)
    if given.digest() != run.input_digest:
        return Repetition.OTHER_INPUT
    try:
        matched = match_round.match_round(run, given, lambda _percent: None)
    except match_round.MatchFailedError:
        return Repetition.OTHER_RESULT
    result = match_round.run_result(matched, given)
    repeated = {
        (pair.mentee_id, pair.mentor_id, _canonical(pair.explanation)) for pair in result.pairs
    }
    is_same = repeated == _stored(session, run)
    return Repetition.SAME if is_same else Repetition.OTHER_RESULT


def _stored(session: AnySession, run: MatchRun) -> set[tuple[int, int, str]]:
    """Return what a run suggested: mentee, mentor and explanation."""
    own = select(Suggestion).where(Suggestion.id.in_(original_suggestion_ids(run)))
    return {
        (item.mentee_id, item.mentor_id, _canonical(item.explanation))
        for item in session.scalars(own)
        if item.can_be_read()
    }


def _canonical(explanation: Mapping[str, Any]) -> str:
    """Return an explanation as text that is the same before and after it was stored."""
    return json.dumps(explanation, sort_keys=True)
