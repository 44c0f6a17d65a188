"""Commands for the demonstration: invented people in a database of their own."""

import click
import flask_migrate

from mentorship import demo
from mentorship.after_commit import commit
from mentorship.cli.errors import report_errors
from mentorship.cli.serving import port_option, serve_until_stopped
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.runtime import current_runtime
from mentorship.services.applications import rounds

password_option = click.option(
    "--password", envvar="DEMO_PASSWORD", help="The password of all invented people."
)


@click.command("make-demo")
@password_option
@report_errors
def make_demo(password: str | None) -> None:
    """Fill an empty database with invented people, once; print how to sign in."""
    _require_demo()
    _fill_database(password)
    _print_accounts(password)


@click.command("run-demo")
@password_option
@port_option
@report_errors
def run_demo(password: str | None, port: int) -> None:
    """Create and fill the demonstration's database where needed, then serve it until Ctrl-C.

    This is "flask db upgrade", "flask make-demo" and "flask serve" in one process.
    """
    _require_demo()
    flask_migrate.upgrade()
    _fill_database(password)
    click.echo("Sign in as:")
    _print_accounts(password)
    click.echo(f"Open http://localhost:{port} (Ctrl-C stops it)")
    serve_until_stopped(port)


def _require_demo() -> None:
    if not current_runtime().demo:
        raise UserFacingError("This command needs MENTORSHIP_ENV=demo.")


def _fill_database(password: str | None) -> None:
    existing = rounds.all_rounds(db.session)
    if any(not round_.demo for round_ in existing):
        raise UserFacingError(
            "This database holds real people: the demonstration needs one of its own."
        )
    if not existing:
        demo.fill(db.session, password or demo.PASSWORD)
    elif password:
        demo.set_passwords(db.session, password)
    commit(db.session)


def _print_accounts(password: str | None) -> None:
    for role, email in demo.ACCOUNTS.items():
        click.echo(f"  {role:<13} {email:<26} password: {password or demo.PASSWORD}")


COMMANDS = (make_demo, run_demo)
