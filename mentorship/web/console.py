"""The console of the people who work here: its sections, and who may open which."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.permissions import Permission, allows
from mentorship.web.access_control import current_person


@dataclass(frozen=True)
class Section:
    """A section of the console, and the endpoint of its first page."""

    name: str
    label: LazyString
    endpoint: str
    permission: Permission = Permission.COORDINATE


SECTIONS = (
    Section("today", _l("Today"), "coordinate.today"),
    Section("rounds", _l("Rounds"), "coordinate.list_rounds"),
    Section("people", _l("People"), "coordinate.list_people"),
    Section("matching", _l("Matching"), "coordinate.matching"),
    Section("matches", _l("Matches"), "coordinate.list_matches"),
    Section("messages", _l("Messages"), "coordinate.list_threads"),
    Section("community", _l("Community"), "coordinate.community"),
    Section("reports", _l("Reports"), "coordinate.list_reports", Permission.READ_REPORTS),
    Section("settings", _l("Settings"), "administer.overview", Permission.ADMINISTER),
)


def sections() -> list[Section]:
    """Return the sections that the signed-in person may open."""
    person = current_person()
    return [
        section
        for section in SECTIONS
        if section.endpoint in current_app.view_functions and allows(person, section.permission)
    ]
