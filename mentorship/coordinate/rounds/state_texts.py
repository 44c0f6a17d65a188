"""What the states of a round are called, what each means, and what a move does."""

from collections import Counter

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.models import Round, RoundState
from mentorship.services.applications.rounds import takes_applications
from mentorship.services.pairing.round_changes import CHANGED, SENT, WITHDRAWN


def name(state: RoundState) -> str:
    return {
        RoundState.PLANNED: _("Planned"),
        RoundState.OPEN: _("Applications open"),
        RoundState.MATCHING: _("Matching"),
        RoundState.MEETING: _("Matches meet"),
        RoundState.ARCHIVED: _("Archived"),
    }[state]


def what_it_means(round_: Round) -> str:
    """Say what people can do in a round as it is now."""
    match round_.state:
        case RoundState.PLANNED:
            return _("Nobody can apply yet.")
        case RoundState.OPEN if takes_applications(round_):
            return _("People can apply, and change what they have sent.")
        case RoundState.OPEN if round_.opens_on is not None and round_.opens_on > today():
            return _("People can apply from %(day)s.", day=format_date(round_.opens_on, "long"))
        case RoundState.OPEN:
            return _("The last day to apply has passed, so nobody can apply any more.")
        case RoundState.MATCHING:
            return _("Nobody can apply any more. You screen, run matching and introduce people.")
        case RoundState.MEETING:
            return _("The matches meet. Whoever has none reads that they come first next time.")
    return _("The round is in the archive: it is read, and nothing in it changes.")


def forward_label(round_: Round) -> str:
    return {
        RoundState.PLANNED: _("Open for applications"),
        RoundState.OPEN: _("Close applications"),
        RoundState.MATCHING: _("Finish matching"),
        RoundState.MEETING: _("Move to the archive"),
    }.get(round_.state, "")


def forward_effect(round_: Round) -> str:
    """Say what happens if the round moves forward."""
    match round_.state:
        case RoundState.PLANNED:
            return _("If you open it, whoever has the link can apply within the days you set.")
        case RoundState.OPEN:
            return _(
                "If you close it, nobody can apply or change an application. Applicants read by "
                "when they hear from you."
            )
        case RoundState.MATCHING:
            return _(
                "If you finish matching, whoever has no match reads that this round found none "
                "for them, and that they come first in the next round."
            )
        case RoundState.MEETING:
            return _(
                "In the archive, the round leaves your lists. Nothing is deleted, and you can "
                "bring it back. All its matches have to be ended before."
            )
    return ""


def changes(counts: Counter[str]) -> str:
    """Say how many applications are new, changed or withdrawn."""
    texts = (
        (SENT, ngettext("%(num)s new application", "%(num)s new applications", counts[SENT])),
        (CHANGED, ngettext("%(num)s changed", "%(num)s changed", counts[CHANGED])),
        (WITHDRAWN, ngettext("%(num)s withdrawn", "%(num)s withdrawn", counts[WITHDRAWN])),
    )
    return ", ".join(text for action, text in texts if counts[action])


def change(action: str) -> str:
    """Say what happened to an application."""
    return {
        SENT: _("sent"),
        CHANGED: _("changed by the person"),
        WITHDRAWN: _("withdrawn"),
    }[action]


def back_label(round_: Round) -> str:
    return {
        RoundState.OPEN: _("Back to planning"),
        RoundState.MATCHING: _("Open applications again"),
        RoundState.MEETING: _("Back to matching"),
        RoundState.ARCHIVED: _("Bring back from the archive"),
    }.get(round_.state, "")
