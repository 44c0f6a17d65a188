"""People may leave while a match run is computed: the rest of its result is stored."""

from collections.abc import Callable, Collection
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import matching
from matching.parallel.progress import Progress, Stage
from mentorship.errors import DecryptionError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    MatchRun,
    Person,
    Round,
    RunState,
    Suggestion,
    Unmatched,
)
from mentorship.services import personal_data
from mentorship.services.applications import decisions, submission
from mentorship.services.pairing import match_runs, run_results, suggestions
from mentorship.services.pairing.library_adapter import match_round
from tests.conftest import Applicant
from tests.factories import make_match_run, make_suggestion

Leave = Callable[[Session, Application], None]
MENTEES, MENTORS = ("mei", "lan", "hana"), ("ana", "eva")


def erase(session: Session, application: Application) -> None:
    personal_data.erase(session, application.person)


def withdraw(session: Session, application: Application) -> None:
    submission.withdraw(session, application.person, application)


@pytest.fixture(autouse=True)
def on_each_database(each_database: None) -> None:
    pass


@pytest.fixture
def run(on_each_database: None, applicant: Applicant, a_round: Round) -> MatchRun:
    """Return a requested run of three mentees and two mentors; each mentor can take one."""
    for name in MENTEES:
        applicant("mentee", f"{name}@example.org")
    for name in MENTORS:
        applicant("mentor", f"{name}@example.org", "latino")
    run = match_runs.request_run(db.session, None, a_round, seed=1)
    db.session.commit()
    return run


def leave_in_another_session(leave: Leave, names: Collection[str]) -> None:
    with Session(db.engine) as session:
        for application in session.scalars(select(Application).order_by(Application.id)):
            if application.profile.name in names:
                leave(session, application)
        session.commit()


@pytest.fixture
def leave_during_the_run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that has people leave when the library reports a stage."""
    original_match = matching.match

    def prepare(leave: Leave, names: Collection[str], leaving_stage: Stage) -> None:
        waiting = [names]

        def match(*arguments: Any, progress: Progress, **options: Any) -> matching.MatchResult:
            def report(stage: Stage, done: int, total: int) -> None:
                progress(stage, done, total)
                if stage is leaving_stage and waiting:
                    leave_in_another_session(leave, waiting.pop())

            return original_match(*arguments, progress=report, **options)

        monkeypatch.setattr(matching, "match", match)

    return prepare


def stored_names(rows: Collection[Application]) -> set[str]:
    return {application.profile.name for application in rows}


@pytest.mark.slow
@pytest.mark.parametrize(("leave", "stage"), [(withdraw, Stage.SCORING), (erase, Stage.EXPLAINING)])
@pytest.mark.parametrize(
    "names", [["mei"], ["ana"], ["mei", "ana"], [*MENTEES], [*MENTORS], [*MENTEES, *MENTORS]]
)
def test_the_run_is_stored_without_those_who_left(
    run: MatchRun,
    leave_during_the_run: Callable[..., None],
    leave: Leave,
    names: list[str],
    stage: Stage,
) -> None:
    leave_during_the_run(leave, names, stage)
    match_runs.perform(db.session, run.id)
    assert (run.state, run.attempts) == (RunState.DONE, 1)
    pairs = db.session.query(Suggestion).all()
    unmatched = db.session.query(Unmatched).all()
    present = {*MENTEES, *MENTORS} - {*names}
    matched = stored_names([side for pair in pairs for side in (pair.mentee, pair.mentor)])
    without = stored_names([row.application for row in unmatched])
    assert matched | without == present
    assert matched & without == set()
    assert [pair.rank for pair in pairs] == list(range(1, len(pairs) + 1))
    mentors = len({*MENTORS} - {*names})
    assert (run.mentees, run.mentors, run.capacity) == (len(present) - mentors, mentors, mentors)
    assert run.suggested == len(pairs) == sum(run.score_bands)


def test_whoever_was_matched_with_somebody_who_left_is_told_so(
    run: MatchRun, leave_during_the_run: Callable[..., None]
) -> None:
    leave_during_the_run(erase, MENTORS, Stage.EXPLAINING)
    match_runs.perform(db.session, run.id)
    kinds = [row.reason["kind"] for row in db.session.query(Unmatched)]
    assert sorted(kinds) == ["all_taken", "partner_left", "partner_left"]


def test_whoever_is_put_on_the_waitlist_meanwhile_is_not_suggested(
    run: MatchRun, leave_during_the_run: Callable[..., None], coordinator: Person
) -> None:
    def waitlist(session: Session, application: Application) -> None:
        decisions.decide(
            session,
            session.get_one(Person, coordinator.id),
            application,
            ApplicationState.WAITLISTED,
        )

    leave_during_the_run(waitlist, MENTORS, Stage.SCORING)
    match_runs.perform(db.session, run.id)
    assert (run.state, run.suggested, run.mentors) == (RunState.DONE, 0, 0)


def test_whoever_leaves_while_the_result_is_stored_is_erased_from_it(
    app: Flask, run: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def erase_all() -> None:
        with app.app_context():
            leave_in_another_session(erase, MENTEES)

    thread = Thread(target=erase_all)
    original_store = run_results.store

    def store(*arguments: Any) -> None:
        thread.start()
        thread.join(timeout=0.5)
        assert thread.is_alive(), "it waits until the result is stored"
        original_store(*arguments)

    monkeypatch.setattr(run_results, "store", store)
    match_runs.perform(db.session, run.id)
    thread.join()
    assert run.state is RunState.DONE
    assert db.session.query(Suggestion).count() == 0
    names = stored_names([row.application for row in db.session.query(Unmatched)])
    assert names <= {*MENTORS}
    assert db.session.query(Application).count() == len(MENTORS)


def test_the_stored_suggestion_of_the_factory_is_what_matching_gives(a_round: Round) -> None:
    stored = make_suggestion(a_round)
    (matched,) = suggestions.suggestions_of(db.session, make_match_run(a_round))
    assert matched.id != stored.id
    score, stored_score = (item.explanation.pop("score") for item in (matched, stored))
    assert score == pytest.approx(stored_score)
    assert matched.explanation == stored.explanation
    assert matched.match_run.score_bands == stored.match_run.score_bands


def test_somebody_erased_while_people_are_read_makes_the_run_read_again(
    a_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_suggestion(a_round)
    outcomes = iter([DecryptionError(), None])
    really_read = match_round.read_input

    def read(*arguments: Any, **options: Any) -> Any:
        if error := next(outcomes):
            raise error
        return really_read(*arguments, **options)

    monkeypatch.setattr(match_round, "read_input", read)
    run = make_match_run(a_round)
    assert (run.state, run.attempts, run.suggested) == (RunState.DONE, 1, 1)
