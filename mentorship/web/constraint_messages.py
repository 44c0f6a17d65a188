"""Reasons and constraints, in words that the person whom they are about reads too."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from mentorship import vocabulary
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairing.rejection_reasons import Reason

OWN_REASONS: Mapping[str, LazyString] = {
    Reason.NOT_THIS_PAIR: _l("I would rather meet somebody else"),
    Reason.KNOW_EACH_OTHER: _l("We know each other already"),
    Reason.TOO_FAR: _l("It is too far for me"),
    Reason.TIMES_DO_NOT_FIT: _l("Our free times do not fit well enough"),
    Reason.LANGUAGE_TOO_WEAK: _l("The language that we share is hard for me"),
    Reason.MENTOR_TAKES_NO_MORE: _l("I cannot be anybody's mentor at the moment"),
}
"""Why somebody does not want a match, in the words in which they say so."""
UNREADABLE = ""
"""The kind of a constraint that cannot be read."""


def constraint_in_words(kind: str, value: Any, round_name: str) -> str:
    """Return with whom somebody is matched only, whoever reads it.

    >>> constraint_in_words("min_common_times", 2, "Spring")
    'Only people with at least 2 free times in common'
    """
    if kind == UNREADABLE:
        return _("Cannot be read, so nobody is suggested")
    return SENTENCES[ConstraintKind(kind)](value, round_name)


def _no_more(value: None, round_name: str) -> str:
    return _("Nobody else in this round: %(round)s", round=round_name)


def _same_area(value: None, round_name: str) -> str:
    return _("Nobody from another part of the city")


def _common_times(value: int, round_name: str) -> str:
    return ngettext(
        "Only people with at least %(num)s free time in common",
        "Only people with at least %(num)s free times in common",
        value,
    )


def _other_languages(value: list[str], round_name: str) -> str:
    names = ", ".join(map(vocabulary.language_name, value))
    return _("Only people with another language in common than %(languages)s", languages=names)


SENTENCES: Mapping[ConstraintKind, Callable[[Any, str], str]] = {
    ConstraintKind.NO_MORE: _no_more,
    ConstraintKind.SAME_AREA: _same_area,
    ConstraintKind.MIN_COMMON_TIMES: _common_times,
    ConstraintKind.WITHOUT_LANGUAGES: _other_languages,
}
