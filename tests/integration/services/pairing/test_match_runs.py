"""Match runs produce suggestions, even if a worker dies."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import matching
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    AuditEntry,
    MatchRun,
    Person,
    Role,
    Round,
    RoundState,
    RunState,
    Suggestion,
    SuggestionState,
    Unmatched,
)
from mentorship.services.board import boards
from mentorship.services.match_settings.chosen import of_preset
from mentorship.services.match_settings.presets import BALANCED
from mentorship.services.pairing import match_runs, pair_constraints, run_results, suggestions
from mentorship.services.pairing.library_adapter import match_round
from mentorship.services.pairs import pairs
from mentorship.services.training import modules, progress
from tests.conftest import Applicant
from tests.factories import make_application, make_coordinator, make_match_run, make_round, reject
from tests.integration.conftest import Suggest


class WorkerKilledError(Exception):
    """The worker ends here, as if it had been killed."""


def names(suggested: list[Suggestion]) -> set[tuple[str, str]]:
    return {(pair.mentee.profile.name, pair.mentor.profile.name) for pair in suggested}


def test_pairs_cross_communities_and_store_the_share_of_each_criterion(
    applicant: Applicant, suggest: Suggest
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "same@example.org")
    applicant("mentor", "ana@example.org", "latino")
    (suggestion,) = suggest()
    assert names([suggestion]) == {("mei", "ana")}
    shares = {share["criterion"]: share for share in suggestion.explanation["shares"]}
    programme = matching.Program.shipped("cross-community")
    assert list(shares) == [criterion.name for criterion in programme.criteria]
    assert shares["topics"]["items"] == ["storytelling", "tenant_rights"]
    assert all(0 <= share["share"] <= 1 for share in shares.values())
    assert suggestion.explanation["score"] == pytest.approx(
        sum(share["share"] * share["weight"] for share in shares.values())
    )


def test_a_person_of_both_communities_can_match_anybody(
    applicant: Applicant, suggest: Suggest
) -> None:
    applicant("mentee", "both@example.org", "both_communities")
    applicant("mentor", "asian@example.org")
    assert names(suggest()) == {("both", "asian")}


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"communities": ["asian"]}, "cross_community"),
        ({"languages": [{"language": "es", "comfort": "fluent"}]}, "language"),
        ({"languages": [{"language": "en", "comfort": "learning"}]}, "language"),
        ({"availability": ["mon_morning"]}, "time"),
        ({"modes": ["online"]}, "mode"),
    ],
)
def test_a_pair_that_breaks_a_rule_is_not_suggested_and_the_rule_is_named(
    applicant: Applicant, suggest: Suggest, answers: dict[str, Any], rule: str
) -> None:
    applicant("mentee", "mei@example.org", modes=["in_person"])
    applicant("mentor", "ana@example.org", "latino", **answers)
    assert suggest() == []
    unmatched = db.session.query(Unmatched).join(Unmatched.application)
    reason = unmatched.filter(Application.role == Role.MENTEE).one().reason
    assert reason["kind"] == "none_allowed"
    assert [name for name, passing in reason["passing"].items() if not passing] == [rule]


def test_nobody_is_paired_with_themselves(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "both@example.org", "both_communities")
    applicant("mentor", "both@example.org", "both_communities")
    assert suggest() == []


def test_a_mentor_gets_as_many_mentees_as_their_capacity(
    applicant: Applicant, suggest: Suggest
) -> None:
    for number in range(4):
        applicant("mentee", f"mentee{number}@example.org")
    applicant("mentor", "ana@example.org", "latino", capacity=3)
    assert len(suggest()) == 3


def test_having_waited_is_counted_beside_the_score_and_only_where_somebody_has(
    applicant: Applicant, suggest: Suggest, a_round: Round
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    (first,) = suggest()
    assert "waited" not in first.explanation
    a_round.state = RoundState.ARCHIVED
    next_round = make_round("Next")
    make_application(next_round, "mentee", "mei@example.org")
    make_application(next_round, "mentor", "ana@example.org", "latino")
    make_application(next_round, "mentee", "lan@example.org")
    (second,) = suggestions.suggestions_of(db.session, make_match_run(next_round))
    assert names([second]) == {("mei", "ana")}
    explanation = second.explanation
    assert (explanation["waited"], explanation["waiting_points"]) == (["mentee", "mentor"], 4.0)
    assert {key: explanation[key] for key in ("max_score", "pinned", "shares")} == {
        key: first.explanation[key] for key in ("max_score", "pinned", "shares")
    }
    assert explanation["score"] == pytest.approx(first.explanation["score"])


def test_the_training_counts_only_if_the_settings_of_a_run_say_so(
    applicant: Applicant, suggest: Suggest, a_round: Round
) -> None:
    mentees = [applicant("mentee", f"{name}@example.org") for name in ("mei", "lan")]
    applicant("mentor", "ana@example.org", "latino")
    for module in modules.modules_for(db.session, {Role.MENTEE}):
        progress.mark_done(db.session, mentees[1].person, module)
    (plain,) = suggest()
    assert "trained" not in plain.explanation
    balanced = of_preset(BALANCED)
    settings = replace(balanced.settings, training_points=3.0)
    chosen = replace(balanced, settings=settings)
    run = match_runs.request_run(db.session, None, a_round, seed=1, chosen=chosen)
    match_runs.perform(db.session, run.id)
    (suggestion,) = suggestions.suggestions_of(db.session, run)
    assert names([suggestion]) == {("lan", "ana")}
    explanation = suggestion.explanation
    assert (explanation["trained"], explanation["training_points"]) == (["mentee"], 3.0)
    assert explanation["score"] == pytest.approx(plain.explanation["score"])
    board = boards.board_of(db.session, run)
    assert board is not None
    assert sorted(boards.read_state(board).scores) == [0.0, pytest.approx(explanation["score"])]


def test_waitlisted_applications_are_not_matched(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "waitlisted@example.org", "waitlisted")
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino", capacity=2)
    assert names(suggest()) == {("mei", "ana")}


def test_an_approved_pair_is_kept_and_uses_capacity(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino", capacity=2)
    suggestions.introduce(db.session, None, suggest()[0])
    for number in range(3):
        applicant("mentee", f"mentee{number}@example.org")
    suggested = suggest()
    assert len(suggested) == 1
    assert "mei" not in {suggestion.mentee.profile.name for suggestion in suggested}


def test_a_rejected_pair_is_not_suggested_again(
    applicant: Applicant, suggest: Suggest, coordinator: Person
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    reject(suggest()[0], coordinator)
    assert suggest() == []


def test_a_declined_introduction_frees_both_for_others(
    applicant: Applicant, suggest: Suggest
) -> None:
    mei = applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    pair = suggestions.introduce(db.session, None, suggest()[0])
    pairs.say_no(db.session, mei.person, pair)
    applicant("mentee", "lan@example.org")
    assert names(suggest()) == {("lan", "ana")}


def test_a_pinned_pair_is_suggested_though_another_scores_more(
    applicant: Applicant, suggest: Suggest, coordinator: Person
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino", topics=["storytelling"])
    (lower,) = suggest()
    pair_constraints.pin(db.session, coordinator, lower)
    applicant("mentor", "eva@example.org", "latino")
    (pinned,) = suggest()
    assert names([pinned]) == {("mei", "ana")}
    assert pinned.explanation["pinned"]
    pair_constraints.unpin(db.session, coordinator, pinned)
    db.session.commit()
    assert names(suggest()) == {("mei", "eva")}


@pytest.mark.parametrize(
    "excluded",
    [
        "ana@example.org",
        " ANA@example.org ",
        "my cousin\nAna",
        "ana, x",
        "my ex Ana.",
        "Ana (ana@example.org)",
        "<ana@example.org>; y",
    ],
)
def test_nobody_is_paired_with_a_person_they_excluded(
    applicant: Applicant, suggest: Suggest, excluded: str
) -> None:
    applicant("mentee", "mei@example.org", excluded_people=excluded)
    applicant("mentor", "ana@example.org", "latino")
    assert suggest() == []


def test_an_exclusion_holds_in_both_directions(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino", excluded_people="mei@example.org")
    assert suggest() == []


def test_a_name_within_another_word_is_not_that_name(
    applicant: Applicant, suggest: Suggest
) -> None:
    applicant("mentee", "mei@example.org", excluded_people="Anabel")
    applicant("mentor", "ana@example.org", "latino")
    assert len(suggest()) == 1


def test_a_name_is_found_in_a_script_without_spaces(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "mei@example.org", excluded_people="不要和王佳蓉一起")
    applicant("mentor", "ana@example.org", "latino", name="王佳蓉")
    assert suggest() == []


def test_approving_a_pinned_suggestion_removes_the_pin(
    applicant: Applicant, suggest: Suggest, coordinator: Person, a_round: Round
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    (suggestion,) = suggest()
    pair_constraints.pin(db.session, coordinator, suggestion)
    assert db.session.scalars(pair_constraints.pinned_in(a_round)).all() == [suggestion]
    suggestions.introduce(db.session, None, suggestion)
    assert db.session.scalars(pair_constraints.pinned_in(a_round)).all() == []


def test_two_people_are_paired_once_though_each_could_mentor_the_other(
    applicant: Applicant, suggest: Suggest
) -> None:
    for role in ("mentee", "mentor"):
        mei = applicant(role, "mei@example.org")
        applicant(role, "ana@example.org", "latino")
    (suggestion,) = suggest()
    pair = suggestions.introduce(db.session, None, suggestion)
    assert suggest() == []
    pairs.say_no(db.session, mei.person, pair)
    db.session.commit()
    assert suggest() == []


def test_an_exclusion_added_after_the_suggestion_prevents_approval(
    applicant: Applicant, suggest: Suggest
) -> None:
    mei = applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    (suggestion,) = suggest()
    mei.profile.change({"excluded_people": "ana@example.org"})
    db.session.commit()
    with pytest.raises(UserFacingError, match="must not be matched"):
        suggestions.introduce(db.session, None, suggestion)


def test_progress_is_stored(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    suggest()
    assert db.session.get_one(MatchRun, 1).progress == 100


def test_a_newer_run_supersedes_pending_suggestions_only(
    applicant: Applicant, suggest: Suggest
) -> None:
    for number in range(3):
        applicant("mentee", f"mentee{number}@example.org")
        applicant("mentor", f"mentor{number}@example.org", "latino")
    first = suggest()
    first[1].state = SuggestionState.REJECTED
    suggestions.introduce(db.session, None, first[0])
    db.session.commit()
    suggest()
    assert [suggestion.state for suggestion in first] == [
        SuggestionState.INTRODUCED,
        SuggestionState.REJECTED,
        SuggestionState.SUPERSEDED,
    ]


def test_the_same_seed_gives_the_same_pairs(applicant: Applicant, suggest: Suggest) -> None:
    for number in range(6):
        applicant("mentee", f"mentee{number}@example.org")
        applicant("mentor", f"mentor{number}@example.org", "latino")
    assert names(suggest()) == names(suggest())


def test_a_round_without_a_mentor_is_refused_with_the_reason(
    applicant: Applicant, a_round: Round
) -> None:
    applicant("mentee", "mei@example.org")
    with pytest.raises(UserFacingError, match="mentor yet"):
        match_runs.request_run(db.session, None, a_round)


def test_two_runs_at_once_are_refused(applicant: Applicant, a_round: Round) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    match_runs.request_run(db.session, None, a_round)
    with pytest.raises(UserFacingError, match="already"):
        match_runs.request_run(db.session, None, a_round)


@pytest.fixture
def queued(applicant: Applicant, a_round: Round) -> MatchRun:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    run = match_runs.request_run(db.session, None, a_round)
    db.session.commit()
    return run


def test_a_run_whose_task_was_lost_is_performed_by_the_next_worker(
    app: Flask, queued: MatchRun
) -> None:
    app.extensions["jobs"].huey.storage.flush_all()
    app.extensions["jobs"].recover_stalled()
    assert queued.state is RunState.DONE


def test_a_run_whose_worker_died_is_performed_after_its_lease_expires(
    app: Flask, queued: MatchRun
) -> None:
    queued.state, queued.attempts, queued.lease_until = (
        RunState.RUNNING,
        1,
        now() + match_runs.LEASE_DURATION,
    )
    db.session.commit()
    app.extensions["jobs"].recover_stalled()
    assert queued.state is RunState.RUNNING
    queued.lease_until = now() - timedelta(seconds=1)
    db.session.commit()
    app.extensions["jobs"].recover_stalled()
    assert queued.state is RunState.DONE
    assert queued.attempts == 2


def test_a_lease_from_before_the_clock_went_back_holds_no_run_up(
    each_database: None, app: Flask, queued: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changed:
        changed.setattr(match_runs, "now", lambda: now() + timedelta(days=1))
        changed.setattr(match_round, "match_round", Mock(side_effect=WorkerKilledError))
        with pytest.raises(WorkerKilledError):
            match_runs.perform(db.session, queued.id)
    db.session.rollback()
    assert queued.state is RunState.RUNNING
    assert match_runs.stalled_runs(db.session) == [queued.id]
    app.extensions["jobs"].recover_stalled()
    db.session.expire_all()
    assert (queued.state, queued.attempts) == (RunState.DONE, 2)


def test_the_lease_of_a_worker_whose_clock_is_a_little_ahead_counts(queued: MatchRun) -> None:
    queued.state = RunState.RUNNING
    queued.lease_until = now() + match_runs.LEASE_DURATION + timedelta(minutes=1)
    db.session.commit()
    assert match_runs.stalled_runs(db.session) == []


def test_a_finished_run_is_not_performed_again(queued: MatchRun) -> None:
    match_runs.perform(db.session, queued.id)
    match_runs.perform(db.session, queued.id)
    assert queued.attempts == 1


def test_a_run_fails_after_too_many_attempts(queued: MatchRun) -> None:
    queued.state, queued.attempts = RunState.RUNNING, match_runs.MAX_ATTEMPTS
    queued.lease_until = now() - timedelta(seconds=1)
    db.session.commit()
    match_runs.perform(db.session, queued.id)
    assert (queued.state, queued.failure) == (RunState.FAILED, "worker")


def test_a_slow_worker_that_lost_its_lease_stores_nothing(
    queued: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    original_match = matching.match

    def match_slowly(*arguments: Any, **options: Any) -> matching.MatchResult:
        result = original_match(*arguments, **options)
        db.session.get_one(MatchRun, 1).attempts += 1  # another worker has claimed it
        db.session.commit()
        return result

    monkeypatch.setattr(matching, "match", match_slowly)
    match_runs.perform(db.session, queued.id)
    assert suggestions.suggestions_of(db.session, queued) == []
    assert queued.state is RunState.RUNNING


def test_pins_that_contradict_each_other_fail_with_their_reason(
    applicant: Applicant, a_round: Round, suggest: Suggest, coordinator: Person
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    (suggestion,) = suggest()
    pair_constraints.pin(db.session, coordinator, suggestion)
    suggestion.mentor.profile.change({"availability": ["mon_morning"]})
    db.session.commit()
    run = match_runs.request_run(db.session, None, a_round)
    db.session.commit()
    match_runs.perform(db.session, run.id)
    assert (run.state, run.failure) == (RunState.FAILED, "pins")
    assert suggestion.state is SuggestionState.PENDING


def test_a_failing_worker_that_lost_its_lease_changes_nothing(
    queued: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_late(*_: object, **__: object) -> None:
        run = db.session.get_one(MatchRun, 1)
        run.attempts, run.state = run.attempts + 1, RunState.DONE  # another worker has finished it
        db.session.commit()
        raise matching.InvalidProblemError("too late")

    monkeypatch.setattr(matching, "match", fail_late)
    match_runs.perform(db.session, queued.id)
    assert (queued.state, queued.failure) == (RunState.DONE, None)


def cancel_in_another_transaction(app: Flask, run_id: int, outcome: list[str]) -> None:
    with app.app_context(), Session(db.engine) as session:
        run = session.get_one(MatchRun, run_id)
        try:
            match_runs.cancel(session, session.get_one(Person, run.requested_by), run)
            session.commit()
        except UserFacingError as error:
            outcome.append(str(error))
        else:
            outcome.append("cancelled")


@pytest.fixture
def requested(each_database: None, app: Flask) -> MatchRun:
    """Return a run that a coordinator has requested, for two people who can be matched."""
    round_, coordinator = make_round(), make_coordinator()
    make_application(round_, "mentee", "mei@example.org")
    make_application(round_, "mentor", "ana@example.org", "latino")
    run = match_runs.request_run(db.session, coordinator, round_)
    db.session.commit()
    return run


def test_a_run_that_is_cancelled_while_it_works_stops_and_stores_nothing(
    app: Flask, requested: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome: list[str] = []
    solved = Mock(side_effect=matching.match)

    def cancel_and_match(*arguments: Any, **options: Any) -> matching.MatchResult:
        cancel_in_another_transaction(app, requested.id, outcome)
        return solved(*arguments, **options)

    monkeypatch.setattr(matching, "match", cancel_and_match)
    match_runs.perform(db.session, requested.id)
    db.session.expire_all()
    assert outcome == ["cancelled"]
    assert (requested.state, requested.progress) == (RunState.CANCELLED, 0)
    assert suggestions.suggestions_of(db.session, requested) == []
    assert match_runs.stalled_runs(db.session) == []


def test_a_run_that_ends_before_the_cancellation_stays_done_and_says_so(
    app: Flask, requested: MatchRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome: list[str] = []
    run_id = requested.id
    canceller = threading.Thread(target=cancel_in_another_transaction, args=(app, run_id, outcome))
    really_store = run_results.store

    def store_while_somebody_cancels(*arguments: Any) -> None:
        canceller.start()
        canceller.join(timeout=0.3)  # it waits for the end of this transaction
        really_store(*arguments)

    monkeypatch.setattr(run_results, "store", store_while_somebody_cancels)
    match_runs.perform(db.session, run_id)
    canceller.join()
    db.session.expire_all()
    assert outcome == ["This run had ended before it could be cancelled."]
    assert requested.state is RunState.DONE
    assert len(suggestions.suggestions_of(db.session, requested)) == 1


def test_of_two_who_cancel_at_once_both_are_told_that_it_is_cancelled(
    app: Flask, requested: MatchRun
) -> None:
    outcome: list[str] = []
    threads = [
        threading.Thread(target=cancel_in_another_transaction, args=(app, requested.id, outcome))
        for _number in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcome == ["cancelled"] * 2
    cancelled = AuditEntry.action == "cancel suggestions"
    assert db.session.query(AuditEntry).filter(cancelled).count() == 1
