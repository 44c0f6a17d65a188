"""Words of the review board."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentorship.models import DecisionKind, PairState, Role, SuggestionState
from mentorship.services.board.board_list import Mark, Strength
from mentorship.services.pairing.rejection_reasons import ABOUT, Reason

# Dictionaries of the module: to make one at each call would translate all of its words.
STRENGTHS = {
    Strength.STRONG: _l("strong"),
    Strength.GOOD: _l("good"),
    Strength.POSSIBLE: _l("possible"),
}
MARKS = {
    Mark.FLAGGED: _l("flagged"),
    Mark.UNSTEADY: _l("unsteady"),
    Mark.NEAR_FLOOR: _l("near the floor"),
    Mark.NOTE: _l("note"),
    Mark.PINNED: _l("pinned"),
}
STATES = {
    SuggestionState.PENDING: _l("undecided"),
    SuggestionState.APPROVED: _l("approved"),
    SuggestionState.HELD: _l("on hold"),
    SuggestionState.REJECTED: _l("rejected"),
    SuggestionState.INTRODUCED: _l("introduced"),
    SuggestionState.SUPERSEDED: _l("replaced"),
}
"""Of who is on the board: nobody sees a suggestion that moved."""
INTRODUCTIONS = {
    PairState.INTRODUCED: _l("introduced"),
    PairState.ACTIVE: _l("both said yes"),
    PairState.CLOSED: _l("ended"),
}
"""What became of an introduction."""
REJECTIONS = {
    Reason.NOT_THIS_PAIR: _l("Not these two"),
    Reason.KNOW_EACH_OTHER: _l("They know each other already"),
    Reason.MENTOR_TAKES_NO_MORE: _l("%(name)s takes nobody more this time"),
    Reason.TOO_FAR: _l("Too far: for %(name)s only the same area"),
    Reason.TIMES_DO_NOT_FIT: _l("Times don’t really fit: %(name)s needs more times in common"),
    Reason.LANGUAGE_TOO_WEAK: _l("Language too weak: %(name)s needs another one in common"),
}


def done(kind: DecisionKind) -> str:
    """Say that something was decided, beside where it was decided."""
    return {
        DecisionKind.APPROVE: _("Approved. Nobody is told before you introduce them."),
        DecisionKind.HOLD: _("On hold. The two stay together, and are not introduced yet."),
        DecisionKind.REOPEN: _("Undecided again."),
        DecisionKind.REJECT: _("Rejected. These two will not be suggested to each other again."),
        DecisionKind.PIN: _("Pinned: the two stay together whatever else you decide."),
        DecisionKind.UNPIN: _("No longer pinned."),
        DecisionKind.SWAP: _("Swapped and approved."),
        DecisionKind.PAIR_BY_HAND: _("Paired and approved."),
    }[kind]


def did(kind: DecisionKind) -> str:
    """Say what somebody else has decided, after their name."""
    return {
        DecisionKind.APPROVE: _("approved"),
        DecisionKind.HOLD: _("put on hold"),
        DecisionKind.REOPEN: _("reopened"),
        DecisionKind.REJECT: _("rejected"),
        DecisionKind.PIN: _("pinned"),
        DecisionKind.UNPIN: _("unpinned"),
        DecisionKind.SWAP: _("swapped"),
        DecisionKind.PAIR_BY_HAND: _("paired by hand"),
    }[kind]


def steadiness(held: int, tried: int) -> str:
    """Say how often slightly different weights give the same pair."""
    return _("Holds in %(held)s of %(tried)s plausible weightings", held=held, tried=tried)


def rejection_choices(names: Mapping[Role, str]) -> dict[str, str]:
    """Return the reasons to choose from; those that limit one person name them."""
    choices = {}
    for reason in Reason:
        for about in ABOUT[reason] or (None,):
            code = reason.value if about is None else f"{reason.value}:{about.value}"
            choices[code] = rejection(reason, "" if about is None else names[about])
    return choices


def rejection(reason: Reason, name: str) -> str:
    """Say why two people do not fit; ``name`` is whom the reason limits, if anybody."""
    return REJECTIONS[reason] % {"name": name}


def people_change(people: int) -> str:
    """Say how many people more or fewer have a mentor."""
    if people < 0:
        return ngettext(
            "%(num)s mentee fewer has a mentor", "%(num)s mentees fewer have a mentor", -people
        )
    if people > 0:
        return ngettext(
            "%(num)s mentee more has a mentor", "%(num)s mentees more have a mentor", people
        )
    return _("nobody is left out")


def points_change(points: float) -> str:
    """Say how the total of all match scores changes."""
    shown = f"{abs(round(points, 1)):g}"
    if shown == "0":
        return _("the same total")
    number = 1 if shown == "1" else 2
    if points < 0:
        return ngettext("%(points)s point less", "%(points)s points less", number, points=shown)
    return ngettext("%(points)s point more", "%(points)s points more", number, points=shown)
