"""What everybody whom safety mode is about reads on every page: one sentence, and whom to call."""

from dataclasses import dataclass

from flask_babel import get_locale

from mentorship.extensions import db
from mentorship.runtime import current_runtime
from mentorship.services.match_support import safety_periods
from mentorship.services.pairs.contact_links import ContactLink, contact_links
from mentorship.web.access_control import current_person


@dataclass(frozen=True)
class EmergencyContact:
    """A line of the programme's, with what it takes to call somebody in it."""

    text: str
    links: list[ContactLink]


@dataclass(frozen=True)
class SafetyNotice:
    sentence: str
    contacts: list[EmergencyContact]


def safety_notice() -> SafetyNotice | None:
    """Return what to say on this page, None while safety mode is not on for its reader."""
    if not safety_periods.is_on_for_reader(db.session, current_person()):
        return None
    programme, language = current_runtime().programme, get_locale().language
    lines = programme.emergency_contacts[language].splitlines()
    return SafetyNotice(
        programme.safety_notice[language],
        [EmergencyContact(line, _phones_in(line)) for line in lines if line],
    )


def _phones_in(line: str) -> list[ContactLink]:
    return [link for link in contact_links(line) if link.kind == "phone"]
