"""The pairs that a match run suggested itself, and what is counted of their people."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select

from mentorship.after_commit import AnySession
from mentorship.models import Application, MatchRun, Profile, Suggestion, Unmatched
from mentorship.privacy.sealed_rows import open_documents
from mentorship.questions.registry import region_of
from mentorship.services.reports.figures import group_of
from mentorship.vocabulary import COMFORTABLE


@dataclass(frozen=True)
class RunPair:
    """Two applications that a run suggested to each other; no score if it cannot be read."""

    mentee_id: int
    mentor_id: int
    score: float | None = field(repr=False)
    max_score: float | None = field(repr=False)


@dataclass(frozen=True)
class PersonFacts:
    """What is counted of one person."""

    name: str = field(repr=False)
    group: str = field(repr=False)
    region: str = field(repr=False)
    languages: frozenset[str] = field(repr=False)


def original_suggestion_ids(run: MatchRun) -> Select[tuple[int]]:
    """Return the query of what a run suggested itself, without what decisions brought later.

    Those come after the run's own: a mentee's first suggestion is the run's, unless it had none.
    """
    without = select(Unmatched.application_id).where(Unmatched.match_run_id == run.id)
    return (
        select(func.min(Suggestion.id))
        .where(Suggestion.match_run_id == run.id, Suggestion.mentee_id.not_in(without))
        .group_by(Suggestion.mentee_id)
    )


def pairs_of(session: AnySession, run: MatchRun) -> list[RunPair]:
    """Return the pairs of a run, the highest score first."""
    rows = session.execute(
        select(Suggestion.mentee_id, Suggestion.mentor_id, Suggestion.row_token, Suggestion.sealed)
        .where(Suggestion.id.in_(original_suggestion_ids(run)))
        .order_by(Suggestion.rank, Suggestion.id)
    ).all()
    documents = open_documents(session, Suggestion, [(row[2], row[3]) for row in rows])
    explanations = (document["explanation"] if document else {} for document in documents)
    return [
        RunPair(row[0], row[1], explanation.get("score"), explanation.get("max_score"))
        for row, explanation in zip(rows, explanations, strict=True)
    ]


def people_in(pairs: Iterable[RunPair]) -> set[int]:
    """Return the applications of everybody who is matched."""
    return {id_ for pair in pairs for id_ in (pair.mentee_id, pair.mentor_id)}


def facts_of(session: AnySession, run: MatchRun, ids: Collection[int]) -> Mapping[int, PersonFacts]:
    """Return what is counted of applications of a run's round; not of those that are unreadable."""
    rows = session.execute(
        select(Profile.application_id, Profile.row_token, Profile.sealed)
        .join(Application, Application.id == Profile.application_id)
        .where(Application.round_id == run.round_id)
    ).all()
    wanted = [row for row in rows if row[0] in ids]
    documents = open_documents(session, Profile, [(row[1], row[2]) for row in wanted])
    return {
        row[0]: _facts(document["stored_answers"])
        for row, document in zip(wanted, documents, strict=True)
        if document is not None
    }


def _facts(answers: Mapping[str, Any]) -> PersonFacts:
    return PersonFacts(
        name=answers["name"],
        group=group_of(answers["communities"]),
        region=region_of(answers["area"]),
        languages=frozenset(
            spoken["language"]
            for spoken in answers["languages"]
            if spoken["comfort"] in COMFORTABLE
        ),
    )
