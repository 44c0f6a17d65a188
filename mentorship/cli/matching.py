"""Commands that match a round and approve its suggestions."""

import click

from mentorship.after_commit import commit
from mentorship.cli.errors import report_errors
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import RunState, SuggestionState
from mentorship.services.applications import rounds
from mentorship.services.board import introducing
from mentorship.services.match_settings.chosen import settings_named
from mentorship.services.pairing import exclusion_review, match_runs, suggestions
from mentorship.services.pairs import pairs
from mentorship.services.run_analysis import repeat
from mentorship.services.run_analysis.repeat import Repetition

REPETITION_TEXTS = {
    Repetition.NO_INPUT: (
        "What match run {run} was computed from is not stored: somebody in it was erased, or the "
        "run is from an earlier version."
    ),
    Repetition.OTHER_INPUT: (
        "What is stored as the input of match run {run} does not have the hash of the run."
    ),
    Repetition.OTHER_RESULT: "Match run {run} gives another result than it gave.",
}


@click.command("suggest-pairs")
@click.option("--round", "round_name", required=True)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), help="Break ties as the run with this seed did."
)
@click.option("--settings", "name", help="Saved settings, their newest version, or a preset.")
@click.option(
    "--despite-unclear-names",
    is_flag=True,
    help="Go on although it is unclear with whom some people must not be matched.",
)
@report_errors
def suggest_pairs(
    round_name: str, seed: int | None, name: str | None, despite_unclear_names: bool
) -> None:
    """Run the matching for a round in this process, without the worker."""
    round_ = rounds.round_named(db.session, round_name)
    unclear = exclusion_review.review(db.session, round_)
    if unclear.open_texts:
        ids = ", ".join(str(item.application.id) for item in unclear.open_texts)
        click.echo(f"Unclear who must not be matched with them: applications {ids}.")
    confirmed = unclear.digest() if despite_unclear_names else None
    chosen = settings_named(db.session, name) if name else None
    run = match_runs.request_run(db.session, None, round_, seed, confirmed, chosen)
    commit(db.session)
    match_runs.perform(db.session, run.id)
    if run.state is not RunState.DONE:
        raise UserFacingError(f"The match run failed ({run.failure}).")
    click.echo(
        f"{count(run.suggested, 'pair')} suggested for {count(run.mentees, 'mentee')} "
        f"and {count(run.capacity, 'open spot')} with {count(run.mentors, 'mentor')} "
        f"(seed {run.seed})."
    )


@click.command("repeat-run")
@click.argument("run_id", metavar="ID", type=int)
@report_errors
def repeat_run(run_id: int) -> None:
    """Compute a match run again from what it was computed from, and compare the result."""
    run = match_runs.run_with_id(db.session, run_id)
    if run is None or run.state is not RunState.DONE:
        raise UserFacingError(f"There is no finished match run {run_id}.")
    outcome = repeat.repeat(db.session, run)
    if outcome is not Repetition.SAME:
        raise UserFacingError(REPETITION_TEXTS[outcome].format(run=run_id))
    click.echo(
        f"The same result: {count(run.suggested, 'pair')}, each with the same explanation. "
        f"The input has the hash of match run {run_id}, {run.input_digest}."
    )


@click.command("approve-suggestions")
@click.option("--round", "round_name", required=True)
@click.confirmation_option(prompt="Approve every pending suggestion without review?")
@report_errors
def approve_suggestions(round_name: str) -> None:
    """Approve all pending suggestions of a round, and introduce the people."""
    round_ = rounds.round_named(db.session, round_name)
    latest = match_runs.latest_result(db.session, round_)
    suggested = suggestions.suggestions_of(db.session, latest) if latest else []
    pending = [item for item in suggested if item.state is SuggestionState.PENDING]
    for suggestion in pending:
        introducing.approve_and_introduce(db.session, None, suggestion)
    commit(db.session)
    total = sum(pairs.pair_counts(db.session, round_.id).values())
    click.echo(
        f"{count(len(pending), 'suggestion')} approved; {count(total, 'pair')} introduced in all."
    )


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


COMMANDS = (suggest_pairs, repeat_run, approve_suggestions)
