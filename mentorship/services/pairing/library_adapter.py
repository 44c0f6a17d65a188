"""From a round to suggestions: the one place that calls the matching library."""

# Annotations stay unevaluated: naming a type of the library would import all of it, and SciPy
# and pandas with it, into every web process. Only a match run needs them.
from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matching
from mentorship.after_commit import AnySession
from mentorship.models import Application, MatchRun, Role, Suggestion
from mentorship.services.applications.submission import places_taken, pool
from mentorship.services.pairing.pair_constraints import banned_pairs, pinned_pairs
from mentorship.services.pairing.suggestions import supersede_pending
from mentorship.vocabulary import COMFORTABLE, REGION_OF_AREA

if TYPE_CHECKING:
    import pandas as pd

SETTINGS = {"program": "cross-community", "objective": "most_people"}
STAGES = ("scoring", "solving", "explaining")


class MatchFailedError(Exception):
    """A run failed; the message is one word for the cause and names nobody."""


def match_round(
    session: AnySession, run: MatchRun, report_percent: Callable[[int], None]
) -> matching.MatchResult:
    """Match the unmatched people of a round who have free capacity, by the run's settings."""
    applications = pool(session, run.round)
    taken = places_taken(session, run.round)
    capacity = {item.id: max(0, item.places - taken[item.id]) for item in applications}
    person_of = {item.id: item.person_id for item in applications}
    mentees = [item for item in applications if item.role is Role.MENTEE and capacity[item.id]]
    mentors = [item for item in applications if item.role is Role.MENTOR]
    matchable = [*mentees, *(mentor for mentor in mentors if capacity[mentor.id])]
    tables = people_table(mentees, capacity), people_table(mentors, capacity)
    banned, pinned = banned_pairs(session, matchable), pinned_pairs(session, matchable)

    def progress(stage: str, done: int, total: int) -> None:
        if stage in STAGES:  # a stage that the library adds later is not shown
            finished_stages = STAGES.index(stage) + done / max(total, 1)
            report_percent(round(100 * finished_stages / len(STAGES)))

    while True:
        result = _call_library(run, tables, banned, pinned, progress)
        duplicates = reciprocal_duplicates(result, person_of)
        if not duplicates:
            return result
        banned += duplicates


def _call_library(
    run: MatchRun,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    banned: Sequence[tuple[int, int]],
    pinned: Sequence[tuple[int, int]],
    progress: Callable[[str, int, int], None],
) -> matching.MatchResult:
    try:
        return matching.match(
            matching.Program.shipped(run.settings["program"]),
            *tables,
            objective=run.settings["objective"],
            seed=run.seed,
            banned=_as_text(banned),
            pinned=_as_text(pinned),
            progress=progress,
        )
    except matching.InvalidPinError:
        raise MatchFailedError("pins") from None
    except matching.MatchingError as error:
        # The library's message may contain ids; the type of the error is enough.
        raise MatchFailedError(type(error).__name__) from None


def reciprocal_duplicates(
    result: matching.MatchResult, person_of: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the lower-scored of two pairs in which the same two people mentor each other."""
    seen: set[frozenset[int]] = set()
    duplicates = []
    for pair in result.pairs:
        mentee, mentor = int(pair.mentee_id), int(pair.mentor_id)
        people = frozenset((person_of[mentee], person_of[mentor]))
        if people in seen:
            duplicates.append((mentee, mentor))
        seen.add(people)
    return duplicates


def people_table(applications: Sequence[Application], capacity: dict[int, int]) -> pd.DataFrame:
    """Return people as the matching library reads them: text, and lists with commas."""
    import pandas as pd

    columns = [
        *("id", "person", "communities", "languages", "modes", "availability"),
        *("topics", "interests", "dislikes", "region", "places"),
    ]
    rows = [_row(application, capacity[application.id]) for application in applications]
    return pd.DataFrame(rows, columns=columns, dtype=str)


def _row(application: Application, capacity: int) -> dict[str, str]:
    profile = application.profile
    comfortable = [
        spoken["language"] for spoken in profile.languages if spoken["comfort"] in COMFORTABLE
    ]
    return {
        "id": str(application.id),
        "person": str(application.person_id),
        "communities": ",".join(profile.communities),
        "languages": ",".join(comfortable),
        "modes": ",".join(profile.modes),
        "availability": ",".join(profile.availability),
        "topics": ",".join(profile.topics),
        "interests": ",".join(profile.interests),
        "dislikes": ",".join(profile.dislikes),
        "region": REGION_OF_AREA.get(profile.area, ""),
        "places": str(capacity),
    }


def _as_text(pairs: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    return [(str(mentee), str(mentor)) for mentee, mentor in pairs]


def store(session: AnySession, run: MatchRun, result: matching.MatchResult) -> None:
    """Store the library's suggestions in place of a round's undecided ones."""
    supersede_pending(session, run.round)
    session.add_all(
        Suggestion(
            match_run=run,
            mentee_id=int(pair.mentee_id),
            mentor_id=int(pair.mentor_id),
            explanation=_explanation(pair),
        )
        for pair in result.pairs
    )
    run.mentees, run.mentors, run.places = result.mentees, result.mentors, result.places
    run.suggested = len(result.pairs)
    run.result = {
        "total": result.total,
        "mentees": [_unmatched(mentee) for mentee in result.unmatched_mentees],
        "mentors": [_unmatched(mentor) for mentor in result.unmatched_mentors],
    }


def _explanation(pair: matching.MatchedPair) -> dict[str, Any]:
    return {
        "score": pair.score,
        "most": pair.most,
        "pinned": pair.pinned,
        "shares": [
            {
                "criterion": share.criterion,
                "share": share.share,
                "weight": share.weight,
                "evidence": share.evidence.kind,
                **dataclasses.asdict(share.evidence),
            }
            for share in pair.shares
        ],
    }


def _unmatched(person: matching.Unmatched) -> dict[str, Any]:
    reason = person.reason
    return {
        "id": int(person.id),
        "kind": reason.kind,
        "others": reason.others,
        "allowed": reason.allowed,
        "passing": {count.rule: count.passing for count in reason.passing},
        "change": [list(answer) for answer in reason.change.answers] if reason.change else [],
    }
