"""Commands for staff and accounts."""

from collections.abc import Callable

import click

from mentorship.after_commit import AnySession, commit
from mentorship.cli.errors import report_errors
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ADMINISTRATOR, COORDINATOR, VIEWER, Person
from mentorship.privacy.email_addresses import is_email_address
from mentorship.runtime import current_runtime
from mentorship.services import caseload, personal_data
from mentorship.services.accounts import passwords, people, signed_links, staff
from mentorship.text_cleaning import clean_text

password_option = click.password_option(help="At least 12 characters; asked for if left out.")


@click.command("add-coordinator")
@click.argument("email")
@password_option
@report_errors
def add_coordinator(email: str, password: str) -> None:
    """Make EMAIL a coordinator, with a new account if there is none."""
    _add_staff(email, password, COORDINATOR)


@click.command("add-viewer")
@click.argument("email")
@password_option
@report_errors
def add_viewer(email: str, password: str) -> None:
    """Let EMAIL see counts and nobody's name, with a new account if there is none."""
    _add_staff(email, password, VIEWER)


@click.command("add-administrator")
@click.argument("email")
@password_option
@report_errors
def add_administrator(email: str, password: str) -> None:
    """Let EMAIL invite others and change settings, with a new account if there is none."""
    _add_staff(email, password, ADMINISTRATOR)


@click.command("end-access")
@click.argument("name")
@click.option(
    "--hand-over-to", "receiver_name", help="The coordinator who looks after their people from now."
)
@report_errors
def end_access(name: str, receiver_name: str | None) -> None:
    """Make NAME, who works here, an ordinary applicant."""
    person = _person_named(name)
    receiver = _person_named(receiver_name) if receiver_name else None
    for role in staff.roles_of(person):
        caseload.end_access(db.session, None, person, role, receiver)
    commit(db.session)
    click.echo("They no longer work here. Their account stays.")


@click.command("deactivate")
@click.argument("name")
@report_errors
def deactivate(name: str) -> None:
    """Deactivate the account of the person who signs in as NAME, and end their sessions."""
    _change_person(name, people.deactivate, "The account is deactivated.")


@click.command("activate")
@click.argument("name")
@report_errors
def activate(name: str) -> None:
    """Activate the account of NAME again."""
    _change_person(name, people.activate, "The account is active again.")


@click.command("remove-two-factor")
@click.argument("name")
@report_errors
def remove_two_factor(name: str) -> None:
    """Remove the app, passkeys and recovery codes of NAME, who has lost them."""
    _change_person(
        name, people.reset_two_factor, "Their app, passkeys and recovery codes are removed."
    )


@click.command("delete-person")
@click.argument("name")
@click.confirmation_option(prompt="Delete this person, with their pairs and meetings?")
@report_errors
def delete_person(name: str) -> None:
    """Erase the person who signs in as NAME everywhere, as they could themselves."""
    _change_person(name, personal_data.erase, "Everything about them is deleted.")


@click.command("make-recovery-link")
@click.argument("name")
@report_errors
def make_recovery_link(name: str) -> None:
    """Print a link by which NAME, who has lost everything, chooses a new password."""
    person = _person_named(name)
    token = signed_links.make_recovery_link(db.session, person)
    url = current_runtime().page_url("recovery.reset_password", token=token)
    commit(db.session)
    click.echo(f"The link works once, for two hours. Give it to nobody but them:\n{url}")


def _add_staff(email: str, password: str, role: str) -> None:
    address = clean_text(email)
    if not is_email_address(address):
        raise UserFacingError("That is not an email address.")
    person = people.person_for(db.session, address)
    passwords.set_password(person, password)
    staff.give_role(db.session, None, person, role)
    commit(db.session)
    click.echo(f"Done: {role}. At their next sign-in they set up two-step sign-in.")


def _change_person(
    name: str, change: Callable[[AnySession, Person], object], confirmation: str
) -> None:
    change(db.session, _person_named(name))
    commit(db.session)
    click.echo(confirmation)


def _person_named(name: str) -> Person:
    person = people.person_named(db.session, name)
    if person is None:
        raise UserFacingError("Nobody signs in by that name.")
    return person


COMMANDS = (
    add_coordinator,
    add_viewer,
    add_administrator,
    end_access,
    deactivate,
    activate,
    remove_two_factor,
    make_recovery_link,
    delete_person,
)
