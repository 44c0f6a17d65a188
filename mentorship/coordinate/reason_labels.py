"""Why two people were not matched, as coordinators choose and read it."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.models import Person
from mentorship.services.pairing.bans import Separation
from mentorship.services.pairing.rejection_reasons import Reason
from mentorship.web.staff_names import staff_name

REASONS: Mapping[str, LazyString] = {
    Reason.NOT_THIS_PAIR: _l("Not this pair"),
    Reason.MENTOR_TAKES_NO_MORE: _l("This mentor takes nobody else this time"),
    Reason.TOO_FAR: _l("Too far"),
    Reason.TIMES_DO_NOT_FIT: _l("The times do not really fit"),
    Reason.LANGUAGE_TOO_WEAK: _l("The language in common is too weak"),
    Reason.KNOW_EACH_OTHER: _l("They know each other"),
}


def what_separates(item: Separation) -> str:
    """Say what has happened between two people."""
    if item.pair is None:
        return _("A suggested match was rejected")
    if item.pair.started_at:
        return _("They had a match, which has ended")
    return _("They were introduced, and it has ended")


def decider_in_words(decider: Person | None, mentee: Person, mentor: Person) -> str:
    """Say who wanted it, on a page about two people."""
    if decider is None:
        return ""
    roles = {mentee.id: _("The mentee said"), mentor.id: _("The mentor said")}
    return roles.get(decider.id) or staff_name(decider)


def who_decided(decider: Person | None, person: Person, other: Person | None = None) -> str:
    """Say who wanted it, on the page of a person."""
    if decider is None:
        return ""
    if decider.id == person.id:
        return _("This person wanted it")
    if other is not None and decider.id == other.id:
        return _("The other person wanted it")
    return staff_name(decider)
