"""What people say after a first conversation, in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.vocabulary import Labels

RATINGS: Labels = {
    "5": _l("Very much"),
    "4": _l("I would like it"),
    "3": _l("I could imagine it"),
    "2": _l("Only if there is nobody else"),
    "1": _l("Rather not"),
}
"""From the highest to the lowest; `RATHER_NOT` keeps the two apart."""


def rating_in_words(rating: int | None) -> str:
    return _("has not said yet") if rating is None else str(RATINGS[str(rating)])


def both_in_words(answers: int, lowest: int | None) -> str:
    """Say how two people would like to be matched, without telling who said what.

    ``lowest`` is the lower of their ratings, and ``answers`` how many there are.
    """
    if lowest is None:
        return _(
            "They have not talked with each other, but one of the two has talked with others. So "
            "they come after those who have talked."
        )
    if answers == 1:
        return _only_one(lowest)
    return {
        1: _("One of the two, or both, would rather not be matched with the other."),
        2: _("One of the two, or both, would rather be matched with somebody else."),
        3: _("Both could imagine it."),
        4: _("Both would like it."),
        5: _("Both would very much like it."),
    }[lowest]


def _only_one(rating: int) -> str:
    return {
        1: _("One of the two would rather not be matched with the other."),
        2: _("One of the two would rather be matched with somebody else; the other has not said."),
        3: _("One of the two could imagine it; the other has not said."),
        4: _("One of the two would like it; the other has not said."),
        5: _("One of the two would very much like it; the other has not said."),
    }[rating]
