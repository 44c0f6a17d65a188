"""The command that opens a round."""

from datetime import datetime

import click

from mentorship.after_commit import commit
from mentorship.cli.errors import report_errors
from mentorship.extensions import db
from mentorship.models import RoundState
from mentorship.services.applications import round_plan
from mentorship.services.applications.round_plan import RoundPlan


@click.command("open-round")
@click.argument("name")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), help="The last day to apply.")
@report_errors
def open_round(name: str, closes: datetime | None) -> None:
    """Open a round called NAME for applications."""
    plan = RoundPlan(name, closes_on=closes.date() if closes else None)
    round_plan.create(db.session, None, plan, RoundState.OPEN)
    commit(db.session)
    click.echo(f"The round {name} is open.")


COMMANDS = (open_round,)
