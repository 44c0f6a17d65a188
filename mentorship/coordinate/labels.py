"""Putting into words what the matching library explains as data."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship import vocabulary
from mentorship.models import Application, ApplicationState, Role, SuggestionState
from mentorship.questions import criteria

Data = Mapping[str, Any]
STRONG, GOOD = 0.6, 0.4
FITS_WELL = 0.5
BANDS = 10


def strength(explanation: Data) -> str:
    share = explanation["score"] / explanation["most"]
    if share >= STRONG:
        return _("A strong match")
    return _("A good match") if share >= GOOD else _("A possible match")


def fits(explanation: Data) -> str:
    """Count what fits among what both have said; a blank fits nothing and spoils nothing."""
    shares = [share for share in explanation["shares"] if share["evidence"] != "missing"]
    fitting = sum(share["share"] >= FITS_WELL for share in shares)
    return ngettext(
        "%(num)s of %(all)s things fits well", "%(num)s of %(all)s things fit well",
        fitting, all=len(shares),
    )  # fmt: skip


def reason(share: Data) -> str:
    """Say what speaks for a pair under one criterion, or that nothing does."""
    if share["evidence"] == "missing":
        return missing(share["side"])
    if share["evidence"] == "answers":
        if not share["share"]:
            return _("different parts")
        return str(vocabulary.REGIONS.get(share["mentee"], share["mentee"]))
    names = criteria.item_names(share["criterion"], share["items"])
    return ", ".join(names) if names else _("nothing in common")


def missing(side: str) -> str:
    return {
        "mentee": _("the mentee did not say; counts as average"),
        "mentor": _("the mentor did not say; counts as average"),
    }.get(side, _("neither of the two said; counts as average"))


def why_no_mentor(one: Data) -> str:
    """Say why a mentee is without a suggestion."""
    match one["kind"]:
        case "nobody_there":
            return _("No mentor has an open spot left.")
        case "all_taken":
            return ngettext(
                "%(num)s mentor would fit, but was needed by somebody else.",
                "%(num)s mentors would fit, but all were needed by somebody else.",
                one["allowed"],
            )
    what, missing_everywhere = what_is_rarest(one)
    if missing_everywhere:
        return _("No mentor offers: %(what)s.", what=what)
    return _(
        "Some mentors fit in some ways, but none in all. The hardest to find: %(what)s.", what=what
    )


def why_no_mentee(one: Data) -> str:
    """Say why a mentor is without a suggestion."""
    match one["kind"]:
        case "no_places":
            return _("All their spots are taken.")
        case "nobody_there":
            return _("No mentee is waiting.")
        case "all_taken":
            return ngettext(
                "%(num)s mentee would fit, but was a better match for somebody else.",
                "%(num)s mentees would fit, but were better matches for others.",
                one["allowed"],
            )
    what, missing_everywhere = what_is_rarest(one)
    if missing_everywhere:
        return _("No mentee offers: %(what)s.", what=what)
    return _(
        "Some mentees fit in some ways, but none in all. The hardest to find: %(what)s.", what=what
    )


def what_would_help(one: Data) -> str:
    """Say which further answers of this person would have given them somebody, if any would."""
    changes = one.get("change", [])  # earlier runs did not ask
    if not changes:
        return ""
    answers = [criteria.answer_name(column, item) for column, item in changes]
    return ngettext(
        "It would have worked with one more answer: %(what)s.",
        "It would have worked with %(num)s more answers: %(what)s.",
        len(answers),
        what="; ".join(answers),
    )


def what_is_rarest(one: Data) -> tuple[str, bool]:
    """Name the rules that nobody passes, or else the one that fewest do."""
    passing: Mapping[str, int] = one["passing"]
    fewest = min(passing.values())
    rarest = [rule for rule, count in passing.items() if count == fewest]
    return "; ".join(str(criteria.RULES[rule]) for rule in rarest), fewest == 0


def failure(kind: str | None) -> str:
    return {
        "pins": _(
            "Two matches that you keep contradict each other or a rule. Stop keeping one and try "
            "again."
        ),
        "worker": _(
            "Matching was interrupted several times. Please tell the administrator of this site."
        ),
    }.get(kind or "", _("Matching failed. Please tell the administrator of this site."))


def score_bands(explanations: Sequence[Data]) -> list[tuple[str, int]]:
    """Count the suggestions by how much of the possible score they reach."""
    counts = [0] * BANDS
    for explanation in explanations:
        share = explanation["score"] / explanation["most"]
        counts[min(BANDS - 1, int(share * BANDS))] += 1
    step = 100 // BANDS
    return [(f"{band * step}–{band * step + step}%", count) for band, count in enumerate(counts)]


def application_state(application: Application, taken: int) -> str:
    if taken and application.role is Role.MENTOR:
        return _("%(taken)s of %(all)s spots taken", taken=taken, all=application.capacity)
    if taken:
        return _("has a mentor")
    return {
        ApplicationState.SUBMITTED: _("waiting for a match"),
        ApplicationState.WAITLISTED: _("on the waitlist"),
        ApplicationState.WITHDRAWN: _("withdrawn"),
    }[application.state]


def suggestion_state(state: SuggestionState) -> str:
    return {
        SuggestionState.PENDING: _("Waits for your decision"),
        SuggestionState.APPROVED: _("Approved: the two have been introduced."),
        SuggestionState.REJECTED: _("Rejected: this match will not be suggested again."),
        SuggestionState.SUPERSEDED: _("Replaced by a newer matching run."),
    }[state]
