"""Store changed words of the programme as the version after the one that a page showed."""

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.extensions import db
from mentorship.programme import Programme
from mentorship.runtime import current_runtime
from mentorship.services.programme import versions
from mentorship.vocabulary import Labels
from mentorship.web.access_control import require_person
from mentorship.web.flashes import flash_at

VERSION_FIELD = "version"
CHOICE_LABELS: Labels = {
    "communities": _l("Communities"),
    "topics": _l("Topics"),
    "interests": _l("What people enjoy"),
    "dislikes": _l("What people would rather avoid"),
}
PART_LABELS: Labels = {
    "identity": _l("Name and contact"),
    "pages": _l("First pages and poster"),
    "promises": _l("Promises and examples"),
    "notice": _l("Privacy notice"),
    "safety": _l("Safety mode"),
    **CHOICE_LABELS,
    "areas": _l("Areas"),
    "languages": _l("Languages"),
    "cadence": _l("Looking after matches"),
    "file": _l("Program file"),
    "restore": _l("Back to an earlier version"),
}
"""What a version has changed, by the name that is stored with it."""


def words() -> Programme:
    """Return the words that this page shows and changes."""
    return current_runtime().programme


def save(changed: Programme, part: str, message: str = "", element_id: str = "") -> None:
    """Store what a form has changed, and say so, where an element of the next page is if any."""
    base = request.form.get(VERSION_FIELD, -1, type=int)
    versions.save(db.session, require_person(), base, changed, part)
    message = message or _("Saved. It holds for everybody from now on.")
    if element_id:
        flash_at(element_id, message)
    else:
        flash(message, "success")
