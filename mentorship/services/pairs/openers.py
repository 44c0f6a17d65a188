"""How the two of a pair could begin their first conversation, from what they share."""

from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.models import Pair
from mentorship.questions import criteria
from mentorship.services.pairs.introductions import in_common

OPENERS_SHOWN = 3
CRITERIA = ("interests", "topics", "language", "dislikes", "time")
"""What two people can have in common, beginning with what is easiest to talk about."""


def openers(pair: Pair) -> list[str]:
    """Return three ways to begin: one for each thing in common, then some that suit everybody."""
    shared = in_common(pair)
    from_shared = [
        _opener(criterion, _first_name(criterion, shared[criterion]))
        for criterion in CRITERIA
        if criterion in shared
    ]
    return [*from_shared, *_openers_for_everybody()][:OPENERS_SHOWN]


def _opener(criterion: str, item: str) -> str:
    openers = {
        "interests": _("You both chose “%(item)s”. How did it begin for you?", item=item),
        "topics": _(
            "You both chose “%(item)s”. What would you like to know about it, or to tell?",
            item=item,
        ),
        "language": _(
            "You both speak this language: %(item)s. Which word in it do you like best?",
            item=item,
        ),
        "dislikes": _(
            "You would both rather avoid “%(item)s”. What do you like instead?", item=item
        ),
        "time": _("You are both often free on %(item)s. What do you like to do then?", item=item),
    }
    return openers[criterion]


def _first_name(criterion: str, items: list[str]) -> str:
    """Return the name of the first item, in the order of the question."""
    if criterion == "time":
        return vocabulary.labels(vocabulary.USUAL_TIMES, items)[0]
    return criteria.item_names(criterion, items)[0]


def _openers_for_everybody() -> list[str]:
    return [
        _("What do you like to be called? Is there a story behind your name?"),
        _("Which dish would you cook for somebody who comes to your table for the first time?"),
        _("What do you like about your part of the city? You need not say where you live."),
    ]
