"""What the list of a board can be filtered by: codes of the URL, with their labels."""

from collections.abc import Mapping

from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.coordinate.board import board_labels
from mentorship.coordinate.list_filters import language_filter, region_filter
from mentorship.coordinate.reports.report_tables import direction_name
from mentorship.models import SuggestionState
from mentorship.services.board.board_list import SHOWN, Mark, Strength
from mentorship.services.reports.figures import directions

Choices = Mapping[str, str]


def filter_choices() -> dict[str, Choices]:
    """Return the codes of every filter, by the name of its parameter."""
    return {
        "state": {state.value: str(board_labels.STATES[state]) for state in SHOWN},
        "strength": {item.value: str(board_labels.STRENGTHS[item]) for item in Strength},
        "direction": direction_choices(),
        "language": dict(language_filter().choices),
        "region": dict(region_filter().choices),
        "mark": {item.value: str(board_labels.MARKS[item]) for item in Mark},
        "mine": {"yes": _("Only people whom I look after")},
    }


def codes(asked: Mapping[str, str], choices: Mapping[str, Choices]) -> dict[str, str]:
    """Return the codes of what is asked for, by parameter; unknown ones are ignored."""
    return {
        name: asked[name] for name, offered in choices.items() if asked.get(name, "") in offered
    }


def filter_labels() -> dict[str, str]:
    """Return what each filter is called, in the order of the form; states have links."""
    return {
        "strength": _("Match score"),
        "direction": _("Direction"),
        "language": _("Language in common"),
        "region": _("Part of the city"),
        "mark": _("Marked"),
        "mine": _("Looked after by me"),
    }


def direction_choices() -> Choices:
    return {code: direction_name(code) for code in directions(tuple(vocabulary.COMMUNITIES))}


def state_titles() -> dict[str, str]:
    """Return the links above the list: all, and the states that a suggestion can be in."""
    return {
        "": _("All"),
        SuggestionState.PENDING.value: _("Undecided"),
        SuggestionState.APPROVED.value: _("Approved"),
        SuggestionState.HELD.value: _("On hold"),
        SuggestionState.REJECTED.value: _("Rejected"),
        SuggestionState.INTRODUCED.value: _("Introduced"),
    }
