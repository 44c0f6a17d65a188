"""From a round to suggestions: the one place that calls the matching library."""

# Annotations stay unevaluated: naming a type of the library would import all of it, and SciPy
# and pandas with it, into every web process. Only a match run needs them.
from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matching
from matching.parallel.progress import Progress, Stage
from mentorship.after_commit import AnySession
from mentorship.models import Application, MatchRun, Role, Suggestion
from mentorship.services.applications.submission import places_taken, pool
from mentorship.services.pairing.pair_constraints import banned_pairs, pinned_pairs
from mentorship.services.pairing.suggestions import supersede_pending
from mentorship.vocabulary import COMFORTABLE, REGION_OF_AREA

if TYPE_CHECKING:
    import pandas as pd

SETTINGS = {"program": "cross-community", "objective": "most_people"}
STAGES = (Stage.SCORING, Stage.SOLVING, Stage.EXPLAINING)
"""The stages of a match run that advance its percentage, in order."""


class MatchFailedError(Exception):
    """No suggestions could be made; the message is one word that says why, and names nobody."""


def match_round(
    session: AnySession, run: MatchRun, say_percent: Callable[[int], None]
) -> matching.MatchResult:
    """Match everybody of a round who waits and has a place free, as the run's settings say."""
    waiting = pool(session, run.round)
    taken = places_taken(session, run.round)
    free = {one.id: max(0, one.places - taken[one.id]) for one in waiting}
    person_of = {one.id: one.person_id for one in waiting}
    mentees = [one for one in waiting if one.role is Role.MENTEE and free[one.id]]
    mentors = [one for one in waiting if one.role is Role.MENTOR]
    matchable = [*mentees, *(mentor for mentor in mentors if free[mentor.id])]
    tables = people_table(mentees, free), people_table(mentors, free)
    banned, pinned = banned_pairs(session, matchable), pinned_pairs(session, matchable)
    progress = percent_progress(say_percent)
    while True:
        result = _call_the_library(run, tables, banned, pinned, progress)
        again = reciprocal_duplicates(result, person_of)
        if not again:
            return result
        banned += again


def percent_progress(report: Callable[[int], None]) -> Progress:
    """Return a callback for the library that reports per cent of the whole run.

    Any other stage reports the last percentage again, because a report also renews the run's lease.
    """
    percent = 0

    def progress(stage: Stage, done: int, total: int) -> None:
        nonlocal percent
        if stage in STAGES:
            share = (STAGES.index(stage) + done / max(total, 1)) / len(STAGES)
            percent = round(100 * share)
        report(percent)

    return progress


def _call_the_library(
    run: MatchRun,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    banned: Sequence[tuple[int, int]],
    pinned: Sequence[tuple[int, int]],
    progress: Progress,
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
        # What the library says may name ids; the kind of its failure is enough.
        raise MatchFailedError(type(error).__name__) from None


def reciprocal_duplicates(
    result: matching.MatchResult, person_of: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the weaker of two pairs that join the same two people, each mentoring the other."""
    met: set[frozenset[int]] = set()
    weaker = []
    for pair in result.pairs:
        mentee, mentor = int(pair.mentee_id), int(pair.mentor_id)
        people = frozenset((person_of[mentee], person_of[mentor]))
        if people in met:
            weaker.append((mentee, mentor))
        met.add(people)
    return weaker


def people_table(applications: Sequence[Application], free: dict[int, int]) -> pd.DataFrame:
    """Lay people out as the matching library reads them: text, and lists with commas."""
    import pandas as pd

    columns = [
        *("id", "person", "communities", "languages", "modes", "availability"),
        *("topics", "interests", "dislikes", "region", "places"),
    ]
    rows = [_row(application, free[application.id]) for application in applications]
    return pd.DataFrame(rows, columns=columns, dtype=str)


def _row(application: Application, places: int) -> dict[str, str]:
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
        "places": str(places),
    }


def _as_text(pairs: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    return [(str(mentee), str(mentor)) for mentee, mentor in pairs]


def store(session: AnySession, run: MatchRun, result: matching.MatchResult) -> None:
    """Keep what the library suggests, in place of whatever still waited to be judged."""
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
    run.mentees, run.mentors, run.places = result.mentees, result.mentors, result.capacity
    run.suggested = len(result.pairs)
    run.result = {
        "total": result.total,
        "mentees": [_unmatched(one) for one in result.unmatched_mentees],
        "mentors": [_unmatched(one) for one in result.unmatched_mentors],
    }


def _explanation(pair: matching.MatchedPair) -> dict[str, Any]:
    return {
        "score": pair.score,
        "most": pair.max_score,
        "pinned": pair.pinned,
        "shares": [
            {
                "criterion": share.criterion,
                "share": share.share,
                "weight": share.weight,
                "evidence": share.evidence.kind,
                **dataclasses.asdict(share.evidence),
            }
            for share in pair.criterion_scores
        ],
    }


def _unmatched(one: matching.Unmatched) -> dict[str, Any]:
    reason = one.reason
    return {
        "id": int(one.id),
        "kind": reason.kind,
        "others": reason.others,
        "allowed": reason.allowed,
        "passing": {count.rule: count.passing for count in reason.passing},
        "change": [list(answer) for answer in reason.change.answers] if reason.change else [],
    }
