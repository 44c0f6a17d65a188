"""Write the reasons of the pairs that a decision has brought; a job of the worker.

It needs the scores of the whole round, as a rare interest counts more than a common one.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from mentorship.after_commit import AnySession, commit
from mentorship.models import UNDECIDED, MatchRun, RunInput, RunState, Suggestion, SuggestionState
from mentorship.services.pairing.library_adapter.explanations import explain
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.run_kinds import suggests_matches


def explain_suggestions(session: AnySession, run_id: int) -> None:
    """Write the reasons that are missing among a run's suggestions, and commit."""
    run = session.get(MatchRun, run_id)
    run_input = session.scalar(select(RunInput).where(RunInput.match_run_id == run_id))
    if run is None or run_input is None or not run_input.can_be_read():
        return
    missing = _without_reasons(session, run)
    if not missing:
        return
    scores = {(item.mentee_id, item.mentor_id): item.explanation["score"] for item in missing}
    explained = explain(run, MatchInput.of(run_input), scores)
    for suggestion in missing:
        suggestion.explanation = explained[suggestion.mentee_id, suggestion.mentor_id]
    commit(session)


def runs_without_reasons(session: AnySession) -> list[int]:
    """Return the newest run of each round, if a worker has left reasons unwritten."""
    of_round = select(func.max(MatchRun.id)).where(
        MatchRun.state == RunState.DONE, suggests_matches()
    )
    newest = select(MatchRun).where(MatchRun.id.in_(of_round.group_by(MatchRun.round_id)))
    return [run.id for run in session.scalars(newest) if _without_reasons(session, run)]


def _without_reasons(session: AnySession, run: MatchRun) -> Sequence[Suggestion]:
    present = select(Suggestion).where(
        Suggestion.match_run_id == run.id,
        Suggestion.state.in_((*UNDECIDED, SuggestionState.INTRODUCED)),
    )
    return [
        item
        for item in session.scalars(present.order_by(Suggestion.id))
        if item.can_be_read() and not item.explanation["shares"]
    ]
