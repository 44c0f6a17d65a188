"""Repeat a match run from what it was computed from, and compare what comes out."""

import enum
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select, union

from mentorship.after_commit import AnySession
from mentorship.models import MatchRun, Suggestion, Unmatched
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.run_analysis.results import input_of
from mentorship.services.run_analysis.run_pairs import original_suggestion_ids

PairOfIds = tuple[int, int]


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
    given = MatchInput.from_document(run_input.read_document())
    if given.digest() != run.input_digest:
        return Repetition.OTHER_INPUT
    result = match_round.run_result(match_round.match_round(run, given, lambda _percent: None))
    repeated = {
        (pair.mentee_id, pair.mentor_id): _canonical(pair.explanation) for pair in result.pairs
    }
    is_same = _is_what_was_stored(session, run, repeated)
    return Repetition.SAME if is_same else Repetition.OTHER_RESULT


def _is_what_was_stored(
    session: AnySession, run: MatchRun, repeated: Mapping[PairOfIds, str]
) -> bool:
    """Return whether a run stored these pairs, but for people who left before it was done."""
    stored = session.scalars(
        select(Suggestion).where(Suggestion.id.in_(original_suggestion_ids(run)))
    )
    said = {
        (item.mentee_id, item.mentor_id): _canonical(item.explanation)
        for item in stored
        if item.can_be_read()
    }
    others = repeated.keys() - said.keys()
    return (
        len(said) == run.suggested
        and said.items() <= repeated.items()
        and _somebody_left(session, run, others)
    )


def _somebody_left(session: AnySession, run: MatchRun, pairs: Iterable[PairOfIds]) -> bool:
    """Return whether of each pair at least one is in no row of the run."""
    of_run = (
        select(column).where(table.match_run_id == run.id)
        for table, column in (
            (Suggestion, Suggestion.mentee_id),
            (Suggestion, Suggestion.mentor_id),
            (Unmatched, Unmatched.application_id),
        )
    )
    present = set(session.scalars(union(*of_run)))
    return all(not present.issuperset(pair) for pair in pairs)


def _canonical(explanation: Mapping[str, Any]) -> str:
    """Return an explanation as text that is the same before and after it was stored."""
    return json.dumps(explanation, sort_keys=True)
