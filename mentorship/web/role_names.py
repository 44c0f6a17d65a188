"""How pages name the roles of staff, and what each may do."""

from flask_babel import gettext as _

from mentorship.models import ADMINISTRATOR, COORDINATOR, STAFF_ROLES, VIEWER, Person
from mentorship.services.accounts import staff


def name(role: str) -> str:
    return {
        COORDINATOR: _("Coordinator"),
        VIEWER: _("Viewer"),
        ADMINISTRATOR: _("Administrator"),
    }[role]


def rights(role: str) -> str:
    """Return in one sentence what a role may see and do."""
    return {
        COORDINATOR: _("Reads applications, matches people, and answers their messages."),
        VIEWER: _("Sees the counts in the reports, and nobody's name."),
        ADMINISTRATOR: _("Invites others, ends access and changes settings. Sees no application."),
    }[role]


def names_of(person: Person) -> str:
    """Return the names of all roles of somebody who works here."""
    return ", ".join(name(role) for role in staff.roles_of(person))


def choices() -> dict[str, str]:
    """Return the roles to choose from, each with what it may do."""
    return {role: f"{name(role)}: {rights(role)}" for role in STAFF_ROLES}


def shown_or_sign_in_name(person: Person) -> str:
    """Return how colleagues call somebody who works here."""
    return person.shown_name or person.sign_in_name
