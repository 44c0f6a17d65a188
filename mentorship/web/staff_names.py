"""What people read as the name of somebody who works here: the name that they chose to show."""

from flask_babel import gettext as _

from mentorship.models import Person


def staff_name(person: Person | None) -> str:
    """Return the name of a coordinator, for the people whose application they look after."""
    name = person.shown_name if person is not None and person.can_be_read() else ""
    return name or _("a coordinator")
