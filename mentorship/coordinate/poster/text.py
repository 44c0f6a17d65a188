"""The text of a round's poster, in every language of the site."""

from dataclasses import dataclass

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from mentorship.models import Round
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.vocabulary import page_language


@dataclass(frozen=True)
class PosterText:
    """The poster's text in one language."""

    headline: str
    about: str
    promise: str
    instructions: str
    deadline: str


def poster_texts(round_: Round) -> list[PosterText]:
    """Return the text in each language of the site, without repeating untranslated ones."""
    by_headline: dict[str, PosterText] = {}
    for language in SITE_LANGUAGES:
        with force_locale(language):
            text = text_in_current_locale(round_)
        by_headline.setdefault(text.headline, text)
    return list(by_headline.values())


def text_in_current_locale(round_: Round) -> PosterText:
    return PosterText(
        # Translators: the headline of a poster.
        headline=_("Find a mentor. Be a mentor."),
        about=current_runtime().programme.poster[page_language()],
        promise=_("We never ask for papers, your legal name or your immigration status."),
        instructions=_("Point your phone's camera at this, or type the address:"),
        deadline=deadline(round_),
    )


def deadline(round_: Round) -> str:
    if round_.closes_on is None:
        return ""
    return _("You can apply until %(day)s.", day=format_date(round_.closes_on, "long"))
