"""Words of the review board."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.models import DecisionKind, Role, SuggestionState
from mentorship.services.board.board_list import Mark, Strength
from mentorship.services.pairing.rejection_reasons import ABOUT, Reason


def strength(word: Strength) -> str:
    return {
        Strength.STRONG: _("strong"),
        Strength.GOOD: _("good"),
        Strength.POSSIBLE: _("possible"),
    }[word]


def mark(which: Mark) -> str:
    return {
        Mark.FLAGGED: _("flagged"),
        Mark.UNSTEADY: _("unsteady"),
        Mark.NEAR_FLOOR: _("near the floor"),
        Mark.NOTE: _("note"),
        Mark.PINNED: _("pinned"),
    }[which]


def state(which: SuggestionState) -> str:
    return {
        SuggestionState.PENDING: _("undecided"),
        SuggestionState.APPROVED: _("approved"),
        SuggestionState.HELD: _("on hold"),
        SuggestionState.REJECTED: _("rejected"),
        SuggestionState.INTRODUCED: _("introduced"),
        SuggestionState.MOVED: _("moved"),
        SuggestionState.SUPERSEDED: _("replaced"),
    }[which]


def row_words() -> dict[str, str]:
    """Return the words that rows of the list have, by their codes."""
    return (
        {item: strength(item) for item in Strength}
        | {item: mark(item) for item in Mark}
        | {item: state(item) for item in SuggestionState}
    )


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
    return {
        Reason.NOT_THIS_PAIR: _("Not these two"),
        Reason.KNOW_EACH_OTHER: _("They know each other already"),
        Reason.MENTOR_TAKES_NO_MORE: _("%(name)s takes nobody more this time", name=name),
        Reason.TOO_FAR: _("Too far: for %(name)s only the same area", name=name),
        Reason.TIMES_DO_NOT_FIT: _(
            "Times don’t really fit: %(name)s needs more times in common", name=name
        ),
        Reason.LANGUAGE_TOO_WEAK: _(
            "Language too weak: %(name)s needs another one in common", name=name
        ),
    }[reason]


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
