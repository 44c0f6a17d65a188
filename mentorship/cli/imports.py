"""Import the applications of an online survey from a CSV file."""

from pathlib import Path

import click

from mentorship.after_commit import commit
from mentorship.cli.errors import report_errors
from mentorship.clock import now
from mentorship.config import ROOT
from mentorship.extensions import db
from mentorship.services.applications import rounds
from mentorship.services.imports import (
    Plan,
    SurveyMapping,
    apply_plan,
    plan_import,
    read_csv_file,
    survey_rows,
)

DEFAULT_MAPPING = ROOT / "mentorship" / "mappings" / "community-survey.toml"


@click.command("import-applications")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "round_name", required=True, help="The round to import into.")
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path),
    default=DEFAULT_MAPPING,
    show_default="the coalition's survey",
    help="How to read the survey's columns and answers.",
)
@click.option("--commit", "save", is_flag=True, help="Save; without it this is a dry run.")
@click.option("--all-or-nothing", is_flag=True, help="Save nothing if any row is refused.")
@report_errors
def import_applications(
    file: Path, round_name: str, mapping_file: Path, save: bool, all_or_nothing: bool
) -> None:
    """Import the answers of a survey, exported to FILE as CSV, as applications."""
    round_ = rounds.round_named(db.session, round_name)
    mapping = SurveyMapping.load(mapping_file)
    rows = survey_rows(read_csv_file(file, mapping.needed_columns), mapping, read_at=now())
    plan = plan_import(db.session, rows, round_)
    _print_plan(plan)
    if not save:
        click.echo("This was a dry run: nothing is saved. Add --commit to save.")
        return
    apply_plan(db.session, None, plan, round_, all_or_nothing=all_or_nothing)
    commit(db.session)
    click.echo("Saved.")


def _print_plan(plan: Plan) -> None:
    for refusal in plan.refused:
        click.echo(f"Row {refusal.row}: {refusal.reason}.")
    for number, note in plan.notes_by_row:
        click.echo(f"Row {number}: {note}.")
    click.echo(
        f"{len(plan.rows)} rows: {len(plan.earlier)} earlier answers of somebody who answered "
        f"again, {len(plan.unchanged)} already known, {len(plan.refused)} refused, "
        f"{len(plan.to_import)} to import."
    )
    for reason, count in plan.reasons.most_common():
        click.echo(f"  {count:>4}  {reason}")
    _print_missing(plan)
    if plan.to_withdraw:
        click.echo(f"  {len(plan.to_withdraw):>4}  to withdraw: somebody does not agree any more")
    for role, count in sorted(plan.roles.items()):
        click.echo(f"  {count:>4}  to import as {role.value}")


def _print_missing(plan: Plan) -> None:
    """Print how many people end without an answer, and how many rows do not say when it was."""
    for question, count in sorted(plan.missing.items()):
        click.echo(f"  {count:>4}  to import without an answer for {question}")
    if plan.undated:
        click.echo(f"  {len(plan.undated):>4}  left as it is: other answers, without a time")


COMMANDS = (import_applications,)
