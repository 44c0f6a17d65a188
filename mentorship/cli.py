"""The commands of ``flask``: rounds, imports, suggestions, accounts, serving."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError, ProgrammingError

from mentorship import demo
from mentorship.after_commit import commit
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person, RunState, SuggestionState
from mentorship.privacy.field_cipher import normalize_name
from mentorship.process_supervisor import serve_until_interrupted
from mentorship.services import personal_data
from mentorship.services.accounts import passwords, people
from mentorship.services.applications import rounds
from mentorship.services.imports import (
    Plan,
    SurveyMapping,
    apply_plan,
    plan_import,
    survey_rows,
    table_in,
)
from mentorship.services.pairing import match_runs, pairs, suggestions

MAPPINGS = Path(__file__).parent / "mappings"
Command = Callable[..., None]


def init_app(app: Flask) -> None:
    for command in (
        open_round,
        add_coordinator,
        remove_coordinator,
        deactivate,
        activate,
        forget_second_step,
        delete_person,
        import_applications,
        suggest_pairs,
        approve_suggestions,
        make_demo,
        work,
        serve,
    ):
        app.cli.add_command(command)


def report_errors(command: Command) -> Command:
    """Turn a named failure into one line and exit status 1."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            with force_locale("en"):
                command(*arguments, **options)
        except UserFacingError as error:
            raise click.ClickException(str(error)) from None
        except (OperationalError, ProgrammingError):
            raise click.ClickException(
                "The database cannot be reached, or lacks its tables: run flask db upgrade."
            ) from None

    return run


@click.command("open-round")
@click.argument("name")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), help="The last day to apply.")
@report_errors
def open_round(name: str, closes: Any) -> None:
    """Open a round called NAME for applications."""
    rounds.open_round(db.session, None, name, closes.date() if closes else None)
    commit(db.session)
    click.echo(f"The round {name} is open.")


@click.command("add-coordinator")
@click.argument("email")
@click.password_option(help="At least 12 characters; asked for when not given.")
@report_errors
def add_coordinator(email: str, password: str) -> None:
    """Make the person with address EMAIL a coordinator."""
    try:
        address = validate_email(
            normalize_name(email), check_deliverability=False, test_environment=True
        )
    except EmailNotValidError:
        raise UserFacingError("That is not an email address.") from None
    person = people.person_for(db.session, address.normalized)
    passwords.set_password(person, password)
    people.make_coordinator(db.session, person)
    commit(db.session)
    click.echo("They are a coordinator now. At the first sign-in they set up a second step.")


@click.command("remove-coordinator")
@click.argument("name")
@report_errors
def remove_coordinator(name: str) -> None:
    """Take a coordinator's rights away from the person who signs in as NAME."""
    change(name, people.make_applicant, "They are no coordinator any more.")


@click.command("deactivate")
@click.argument("name")
@report_errors
def deactivate(name: str) -> None:
    """Shut the account of the person who signs in as NAME, and end their sessions."""
    change(name, people.deactivate, "The account is shut.")


@click.command("activate")
@click.argument("name")
@report_errors
def activate(name: str) -> None:
    """Open the account of NAME again."""
    change(name, people.activate, "The account is open again.")


@click.command("forget-second-step")
@click.argument("name")
@report_errors
def forget_second_step(name: str) -> None:
    """Let NAME in by password alone, who has lost phone and codes."""
    change(name, people.forget_second_factors, "Their app, passkeys and codes are forgotten.")


@click.command("delete-person")
@click.argument("name")
@click.confirmation_option(prompt="Delete this person, their pairs and the logs of these?")
@report_errors
def delete_person(name: str) -> None:
    """Erase the person who signs in as NAME everywhere, as they could themselves."""
    change(name, personal_data.erase, "Everything about them is deleted.")


def change(name: str, do: Callable[[Any, Person], None], done: str) -> None:
    person = people.person_named(db.session, name)
    if person is None:
        raise UserFacingError("Nobody signs in by that name.")
    do(db.session, person)
    commit(db.session)
    click.echo(done)


@click.command("import-applications")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "round_name", required=True, help="The round to take them into.")
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path),
    default=MAPPINGS / "community-survey.toml",
    show_default="the coalition's survey",
    help="How the survey's columns and answers are to be read.",
)
@click.option("--commit", "really", is_flag=True, help="Save; without it this is a dry run.")
@click.option("--all-or-nothing", is_flag=True, help="Save nothing if a row cannot be taken.")
@report_errors
def import_applications(
    file: Path, round_name: str, mapping_file: Path, really: bool, all_or_nothing: bool
) -> None:
    """Take the answers of a survey, exported to FILE as CSV, in as applications."""
    into = rounds.round_named(db.session, round_name)
    rows = survey_rows(table_in(file), SurveyMapping.load(mapping_file), read_at=now())
    plan = plan_import(db.session, rows, into)
    report(plan)
    if not really:
        click.echo("This was a dry run: nothing is saved. Add --commit to save.")
        return
    apply_plan(db.session, None, plan, into, all_or_nothing=all_or_nothing)
    commit(db.session)
    click.echo("Saved.")


def report(plan: Plan) -> None:
    for refusal in plan.refused:
        click.echo(f"Row {refusal.row}: {refusal.reason}.")
    click.echo(
        f"{len(plan.rows)} rows: {len(plan.earlier)} earlier answers of somebody who answered "
        f"again, {len(plan.known)} known already, {len(plan.refused)} refused, "
        f"{len(plan.taken)} taken."
    )
    for reason, count in plan.reasons.most_common():
        click.echo(f"  {count:>4}  {reason}")
    if plan.withdrawn:
        click.echo(f"  {len(plan.withdrawn):>4}  taken back: somebody does not agree any more")
    for role, count in sorted(plan.roles.items()):
        click.echo(f"  {count:>4}  taken as {role.value}")


@click.command("suggest-pairs")
@click.option("--round", "round_name", required=True)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="To have the same ties again.")
@report_errors
def suggest_pairs(round_name: str, seed: int | None) -> None:
    """Make suggestions for a round, here and now."""
    run = match_runs.request_run(db.session, None, rounds.round_named(db.session, round_name), seed)
    commit(db.session)
    match_runs.perform(db.session, run.id)
    if run.state is not RunState.DONE:
        raise UserFacingError(f"The suggestions could not be made ({run.failure}).")
    click.echo(
        f"{run.suggested} pairs suggested for {run.mentees} mentees "
        f"and {run.places} places with {run.mentors} mentors (seed {run.seed})."
    )


@click.command("approve-suggestions")
@click.option("--round", "round_name", required=True)
@click.confirmation_option(prompt="Approve every suggestion that waits, unread?")
@report_errors
def approve_suggestions(round_name: str) -> None:
    """Approve all suggestions of a round that wait, and introduce the people."""
    one = rounds.round_named(db.session, round_name)
    latest = match_runs.latest_result(db.session, one)
    made = suggestions.suggestions_of(db.session, latest) if latest else []
    waiting = [suggestion for suggestion in made if suggestion.state is SuggestionState.PENDING]
    for suggestion in waiting:
        suggestions.approve(db.session, None, suggestion)
    commit(db.session)
    in_all = sum(pairs.pair_counts(db.session, one.id).values())
    click.echo(f"{len(waiting)} suggestions approved; {in_all} pairs introduced in all.")


@click.command("make-demo")
@click.option("--password", envvar="DEMO_PASSWORD", help="The password of all invented people.")
@report_errors
def make_demo(password: str | None) -> None:
    """Fill an empty database with invented people, once; then tell how to sign in."""
    if not current_app.config["DEMO"]:
        raise UserFacingError("Invented people are for MENTORSHIP_ENV=demo alone.")
    if any(not one.demo for one in rounds.all_rounds(db.session)):
        raise UserFacingError("This database holds real people: invented ones stay out of it.")
    if not rounds.all_rounds(db.session):
        demo.fill(db.session, password or demo.PASSWORD)
    elif password:
        demo.set_passwords(db.session, password)
    commit(db.session)
    for who, email in demo.ACCOUNTS.items():
        click.echo(f"  {who:<12} {email:<26} password: {password or demo.PASSWORD}")


@click.command("work")
def work() -> None:
    """Do the background work until interrupted."""
    current_app.extensions["jobs"].run_worker()


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=5000, envvar="PORT")
def serve(port: int) -> None:
    """Serve the pages and do the background work, until Ctrl-C."""
    serve_until_interrupted(port)
