"""Whom to call in an emergency, as the programme says it, with what it takes to call."""

from dataclasses import dataclass

from flask_babel import get_locale

from mentorship.runtime import current_runtime
from mentorship.services.contact_links import ContactLink, phone_links


@dataclass(frozen=True)
class EmergencyContact:
    """A line of the programme's, with what it takes to call somebody in it."""

    text: str
    links: list[ContactLink]


def emergency_contacts() -> list[EmergencyContact]:
    """Return the contacts in the language of the page; none until the programme has any."""
    lines = current_runtime().programme.emergency_contacts[get_locale().language].splitlines()
    return [EmergencyContact(line, phone_links(line)) for line in lines if line]
