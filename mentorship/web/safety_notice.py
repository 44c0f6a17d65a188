"""What everybody whom safety mode is about reads on every page: one sentence, and whom to call."""

from dataclasses import dataclass

from flask_babel import get_locale

from mentorship.extensions import db
from mentorship.runtime import current_runtime
from mentorship.services.match_support import safety_periods
from mentorship.web.access_control import current_person
from mentorship.web.emergency_contacts import EmergencyContact, emergency_contacts


@dataclass(frozen=True)
class SafetyNotice:
    sentence: str
    contacts: list[EmergencyContact]


def safety_notice() -> SafetyNotice | None:
    """Return what to say on this page, None while safety mode is not on for its reader."""
    if not safety_periods.is_on_for_reader(db.session, current_person()):
        return None
    sentence = current_runtime().programme.safety_notice[get_locale().language]
    return SafetyNotice(sentence, emergency_contacts())
