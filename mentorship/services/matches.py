"""From a round to suggestions: the one place that calls the matching library.

The row of a match run tells how it stands. A worker takes it by a lease; when the
worker dies, the lease runs out and the next worker takes the run up again from the start.
"""

import dataclasses
import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select, update
from sqlalchemy.exc import IntegrityError

import matching
from mentorship.after_commit import AnySession, commit, leave, rollback
from mentorship.errors import NotPossibleError
from mentorship.models import (
    Application,
    MatchRun,
    Person,
    Role,
    Round,
    RunState,
    Suggestion,
)
from mentorship.models.columns import now
from mentorship.services.applications import places_taken, pool
from mentorship.services.audit import record
from mentorship.services.bans_and_pins import banned_pairs, pinned_pairs
from mentorship.services.suggestions import supersede_pending
from mentorship.vocabulary import COMFORTABLE, REGION_OF_AREA

logger = logging.getLogger(__name__)

ALREADY_BEING_MADE = _l("Suggestions are being made already. Give it a moment.")
PROGRAM = "cross-community"
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
STAGES = ("scoring", "solving", "explaining")
UNFINISHED = (RunState.QUEUED, RunState.RUNNING)


class WorkerLostError(Exception):
    """A run was taken up again and again, and every worker died over it."""


FAILURES = {matching.InvalidPinError: "pins", WorkerLostError: "worker"}


def request_run(
    session: AnySession, actor: Person | None, in_round: Round, seed: int | None = None
) -> MatchRun:
    """Ask for suggestions; the worker makes them once this is committed."""
    if unfinished_run(session, in_round) is not None:
        raise NotPossibleError(ALREADY_BEING_MADE)
    waiting = pool(session, in_round)
    for role, sentence in (
        (Role.MENTEE, _("Nobody in this round is looking for a mentor yet.")),
        (Role.MENTOR, _("Nobody in this round offers to be a mentor yet.")),
    ):
        if not any(application.role is role for application in waiting):
            raise NotPossibleError(sentence)
    run = MatchRun(
        round=in_round,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        settings={"program": PROGRAM, "objective": "most_people"},
        requested_by=actor.id if actor else None,
    )
    session.add(run)
    try:
        session.flush()
    except IntegrityError:
        raise NotPossibleError(ALREADY_BEING_MADE) from None
    record(session, actor, "request suggestions", run)
    leave(session, "perform_run", run.id)
    return run


def perform(session: AnySession, run_id: int) -> None:
    """Take a run up, match, and store what came of it. Commits as it goes."""
    run = _take_up(session, run_id)
    if run is None:
        return None
    attempt = run.attempts
    try:
        if attempt > MOST_ATTEMPTS:
            raise WorkerLostError
        result = _match(session, run)
        if not _still_ours(session, run, attempt):
            return rollback(session)
        _store(session, run, result)
    except (matching.MatchingError, WorkerLostError) as error:
        rollback(session)
        _fail(session, run, error)
    return commit(session)


def lapsed_runs(session: AnySession) -> list[int]:
    """Return the runs that wait for a worker, or whose worker has died."""
    lapsed = or_(MatchRun.state == RunState.QUEUED, MatchRun.lease_until < now())
    return list(
        session.scalars(
            select(MatchRun.id).where(MatchRun.state.in_(UNFINISHED), lapsed).order_by(MatchRun.id)
        )
    )


def run_with_id(session: AnySession, run_id: int) -> MatchRun | None:
    return session.get(MatchRun, run_id)


def runs_of(session: AnySession, in_round: Round) -> list[MatchRun]:
    return list(
        session.scalars(
            select(MatchRun).where(MatchRun.round_id == in_round.id).order_by(MatchRun.id.desc())
        )
    )


def latest_result(session: AnySession, in_round: Round) -> MatchRun | None:
    """Return the newest run that made suggestions; one that failed hides nothing."""
    done = (run for run in runs_of(session, in_round) if run.state is RunState.DONE)
    return next(done, None)


def unfinished_run(session: AnySession, in_round: Round) -> MatchRun | None:
    return session.scalar(
        select(MatchRun).where(MatchRun.round_id == in_round.id, MatchRun.state.in_(UNFINISHED))
    )


def _take_up(session: AnySession, run_id: int) -> MatchRun | None:
    """Lease a run, in one statement, so that of two workers one gets it."""
    lapsed = and_(MatchRun.state == RunState.RUNNING, MatchRun.lease_until < now())
    taken = session.scalar(
        update(MatchRun)
        .where(MatchRun.id == run_id, or_(MatchRun.state == RunState.QUEUED, lapsed))
        .values(
            state=RunState.RUNNING,
            started_at=now(),
            lease_until=now() + LEASE,
            attempts=MatchRun.attempts + 1,
        )
        .returning(MatchRun.id)
    )
    commit(session)
    return None if taken is None else session.get_one(MatchRun, run_id)


def _still_ours(session: AnySession, run: MatchRun, attempt: int) -> bool:
    """Tell whether no other worker took the run over while this one was slow."""
    session.refresh(run, with_for_update=True)
    return run.state is RunState.RUNNING and run.attempts == attempt


def _match(session: AnySession, run: MatchRun) -> matching.MatchResult:
    waiting = pool(session, run.round)
    taken = places_taken(session, run.round)
    free = {one.id: max(0, one.places - taken[one.id]) for one in waiting}
    mentees = [one for one in waiting if one.role is Role.MENTEE and free[one.id]]
    mentors = [one for one in waiting if one.role is Role.MENTOR]

    def keep_the_lease(stage: str, done: int, total: int) -> None:
        run.lease_until = now() + LEASE
        run.progress = round(100 * (STAGES.index(stage) + done / max(total, 1)) / len(STAGES))
        commit(session)

    matchable = [*mentees, *(mentor for mentor in mentors if free[mentor.id])]
    tables = people_table(mentees, free), people_table(mentors, free)
    banned = banned_pairs(session, matchable)
    while True:
        result = matching.match(
            matching.Program.shipped(run.settings["program"]),
            *tables,
            objective=run.settings["objective"],
            seed=run.seed,
            banned=_as_text(banned),
            pinned=_as_text(pinned_pairs(session, matchable)),
            progress=keep_the_lease,
        )
        again = mirrored(result, {one.id: one.person_id for one in waiting})
        if not again:
            return result
        banned += again


def mirrored(result: matching.MatchResult, person_of: Mapping[int, int]) -> list[tuple[int, int]]:
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


def _store(session: AnySession, run: MatchRun, result: matching.MatchResult) -> None:
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
        "mentees": [_unmatched(one) for one in result.unmatched_mentees],
        "mentors": [_unmatched(one) for one in result.unmatched_mentors],
    }
    run.state, run.progress, run.finished_at = RunState.DONE, 100, now()
    record(session, None, "make suggestions", run)


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


def _unmatched(one: matching.Unmatched) -> dict[str, Any]:
    reason = one.reason
    return {
        "id": int(one.id),
        "kind": reason.kind,
        "others": reason.others,
        "allowed": reason.allowed,
        "passing": {count.rule: count.passing for count in reason.passing},
    }


def _fail(session: AnySession, run: MatchRun, error: Exception) -> None:
    # The message of the library may name people's ids; its kind is enough for a log.
    logger.error("Match run %s failed: %s", run.id, type(error).__name__)
    run.state, run.finished_at = RunState.FAILED, now()
    run.failure = FAILURES.get(type(error), "matching")
