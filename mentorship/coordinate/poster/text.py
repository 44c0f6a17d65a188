"""What a round's poster says, in every language of the site."""

from dataclasses import dataclass

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from mentorship.config import SITE_LANGUAGES
from mentorship.models import Round


@dataclass(frozen=True)
class Wording:
    """What the poster says in one language."""

    headline: str
    about: str
    promise: str
    how: str
    closes: str


def wordings(one: Round) -> list[Wording]:
    """Say it in each language of the site; one that is not translated yet is not repeated."""
    said: dict[str, Wording] = {}
    for language in SITE_LANGUAGES:
        with force_locale(language):
            words = in_this_language(one)
        said.setdefault(words.headline, words)
    return list(said.values())


def in_this_language(one: Round) -> Wording:
    return Wording(
        # Translators: the headline of a poster.
        headline=_("Find a mentor. Be a mentor."),
        about=_(
            "We bring people from the Asian and Latino communities of Los Angeles "
            "together, two by two: to share culture and to speak up for our neighbors."
        ),
        promise=_("We never ask for papers, your legal name or your immigration status."),
        how=_("Point your phone's camera at this, or type the address:"),
        closes=closing(one),
    )


def closing(one: Round) -> str:
    if one.closes_on is None:
        return ""
    return _("You can apply until %(day)s.", day=format_date(one.closes_on, "long"))
