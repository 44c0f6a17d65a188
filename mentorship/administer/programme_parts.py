"""The entries of the programme's words: what each is called, and which texts share a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.administer.programme_saving import CHOICE_LABELS


@dataclass(frozen=True)
class TextPart:
    """A page of texts: its title, the entries that have no language, and the texts."""

    title: LazyString
    hint: LazyString
    plain: tuple[str, ...]
    texts: tuple[str, ...]


PARTS: Mapping[str, TextPart] = {
    "identity": TextPart(
        _l("Name and contact"),
        _l("What the program is called, who runs it, and how people reach you."),
        ("name", "email", "phone", "zone"),
        ("organizer", "contact"),
    ),
    "pages": TextPart(
        _l("First pages and poster"),
        _l("What people read before they apply."),
        (),
        ("tagline", "about", "invitation", "poster"),
    ),
    "promises": TextPart(
        _l("Promises and examples"),
        _l("When people hear from you, and how much time it takes."),
        ("weeks_to_match",),
        ("time_needed", "time_per_mentee", "heritage_examples"),
    ),
    "notice": TextPart(
        _l("Privacy notice"),
        _l("What people agree to before their first answer is saved."),
        ("notice_date",),
        ("notice",),
    ),
    "safety": TextPart(
        _l("Emergency page and safety mode"),
        _l("What to do and whom to call, and what everybody reads while safety mode is on."),
        (),
        ("emergency_steps", "emergency_contacts", "safety_notice"),
    ),
}
TEXT_LABELS: Mapping[str, LazyString] = {
    "organizer": _l("Who runs it"),
    "contact": _l("How to reach the coordinators"),
    "tagline": _l("Heading of the first page"),
    "about": _l("Whom you bring together, and what for"),
    "invitation": _l("Beginning of the page that invites people"),
    "poster": _l("Text of the poster"),
    "time_needed": _l("How much time it takes"),
    "time_per_mentee": _l("How much time each mentee takes"),
    "heritage_examples": _l("Examples of heritage"),
    "notice": _l("Privacy notice"),
    "safety_notice": _l("What everybody reads while safety mode is on"),
    "emergency_steps": _l("What to do in an emergency"),
    "emergency_contacts": _l("Emergency contacts (optional)"),
}
TEXT_HINTS: Mapping[str, LazyString] = {
    "time_per_mentee": _l("Mentors read it where they choose how many people they could mentor."),
    "heritage_examples": _l("It ends the sentence “In your own words, for example: …”"),
    "poster": _l("In Latin letters: the font of the printed poster has no others."),
    "notice": _l(
        "For a heading, begin a line with two number signs and a space (## ). For a list, begin "
        "each of its lines with a hyphen and a space (- ). Say only what is true of this site; the "
        "notice that came with it is."
    ),
    "safety_notice": _l("One or two calm sentences. They stand at the top of every page."),
    "emergency_steps": _l("One short step on each line. They are on the emergency page."),
    "emergency_contacts": _l(
        "One contact on each line, the most important first. A phone number in it becomes a link."
    ),
}
PLAIN_LABELS: Mapping[str, LazyString] = {
    "name": _l("Name of the program"),
    "email": _l("Email address of the coordinators (optional)"),
    "phone": _l("Phone number of the coordinators (optional)"),
    "zone": _l("Time zone"),
    "weeks_to_match": _l("Weeks until people are matched"),
    "notice_date": _l("Day of this notice"),
}
ENTRY_LABELS: Mapping[str, LazyString | str] = {
    **PLAIN_LABELS,
    **TEXT_LABELS,
    **CHOICE_LABELS,
    "areas": _l("Areas"),
    "regions": _l("Parts of the city"),
    "languages": _l("Languages"),
    "language_groups": _l("Groups of languages"),
    "language_names": _l("Names of languages"),
    "cadence": _l("Looking after matches"),
}
"""What every entry of the words is called, for lists of what differs."""
