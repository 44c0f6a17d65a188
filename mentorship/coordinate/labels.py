"""Sentences for the explanations of the matching library, and for states."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.models import (
    Application,
    ApplicationState,
    Identification,
    Pair,
    PairState,
    Person,
    Role,
    SuggestionState,
)
from mentorship.questions import criteria
from mentorship.runtime import current_runtime
from mentorship.services.accounts.first_sign_in import LinkState, link_state
from mentorship.services.board.board_list import Strength, strength_of
from mentorship.services.pairing.extra_points import TRAINED, WAITED
from mentorship.services.pairing.run_results import SCORE_BANDS
from mentorship.vocabulary import page_language

ExplanationJSON = Mapping[str, Any]
# Of one criterion's points.
MIN_FITTING_SHARE = 0.5


def name_of(application: Application) -> str:
    """Return somebody's name, so that a list is shown although one name cannot be read."""
    profile = application.profile
    return profile.name if profile.can_be_read() else unreadable_name()


def unreadable_name() -> str:
    return _("(cannot be read)")


def staff_name(person: Person) -> str:
    """Return the name that somebody who works here has chosen, else how they sign in."""
    if not person.can_be_read():
        return _("(cannot be read)")
    return person.shown_name or person.sign_in_name


def sign_in_state(person: Person) -> str:
    """Say whether somebody can sign in, or what became of their link to a first password."""
    return {
        LinkState.NONE: _("no account yet"),
        LinkState.NOT_NEEDED: _("has an account"),
        LinkState.MADE: _("link made, not used yet"),
        LinkState.USED: _("link used: has an account"),
        LinkState.EXPIRED: _("link expired"),
    }[link_state(person)]


def identification(way: Identification) -> str:
    """Say how a coordinator made sure of who somebody is."""
    return {
        Identification.IN_PERSON: _("We met in person."),
        Identification.VIDEO: _("We saw each other in a video call."),
        Identification.PHONE: _("I called them on the number that they gave us."),
    }[way]


def strength(explanation: ExplanationJSON) -> str:
    return {
        Strength.STRONG: _("A strong match"),
        Strength.GOOD: _("A good match"),
        Strength.POSSIBLE: _("A possible match"),
    }[strength_of(explanation["score"] / explanation["max_score"])]


def fits(explanation: ExplanationJSON) -> str:
    """Count the criteria that fit, among those that both people answered."""
    return fits_in_words(*fit_counts(explanation))


def fit_counts(explanation: ExplanationJSON) -> tuple[int, int]:
    """Return how many criteria fit, and how many both people answered."""
    answered = [share for share in explanation["shares"] if share["evidence"] != "missing"]
    return sum(share["share"] >= MIN_FITTING_SHARE for share in answered), len(answered)


def fits_in_words(fitting: int, answered: int) -> str:
    # Translators: what "1 of 3 things fit well" counts.
    things = ngettext("%(num)s thing", "%(num)s things", answered)
    return ngettext(
        "%(num)s of %(things)s fits well", "%(num)s of %(things)s fit well", fitting, things=things
    )


def extra_points(explanation: ExplanationJSON) -> list[str]:
    """Say who waited in an earlier round or has done the training, and how much that counted."""
    who_waited = {
        ("mentee",): _("the mentee waited in an earlier round"),
        ("mentor",): _("the mentor waited in an earlier round"),
        ("mentee", "mentor"): _("both waited in an earlier round"),
    }
    who_is_trained = {
        ("mentee",): _("the mentee has done the training"),
        ("mentor",): _("the mentor has done the training"),
        ("mentee", "mentor"): _("both have done the training"),
    }
    sentences = []
    for kind, words in ((WAITED, who_waited), (TRAINED, who_is_trained)):
        # Runs from before this was counted have none.
        if who := words.get(tuple(explanation.get(kind.name, []))):
            points = round(explanation[kind.setting])
            sentences.append(
                ngettext(
                    "%(who)s (%(num)s point more)",
                    "%(who)s (%(num)s points more)",
                    points,
                    who=who,
                )
            )
    return sentences


def reason(share: ExplanationJSON) -> str:
    """Return what two people have in common under one criterion."""
    if share["evidence"] == "missing":
        return missing_answer(share["side"])
    if share["criterion"] == "region" and share["evidence"] == "answers":
        if not share["share"]:
            return _("different parts")
        return current_runtime().programme.region_name(share["mentee"], page_language())
    if "items" in share:
        names = criteria.item_names(share["criterion"], share["items"])
        return ", ".join(names) if names else _("nothing in common")
    # A criterion of a programme file may compare in ways that have no words of their own here.
    return _("fits by %(percent)s %%", percent=round(100 * share["share"]))


def missing_answer(side: str) -> str:
    return {
        "mentee": _("the mentee did not say; counts as average"),
        "mentor": _("the mentor did not say; counts as average"),
    }.get(side, _("neither of the two said; counts as average"))


def failure(kind: str | None) -> str:
    return {
        "pins": _(
            "Matches that you keep contradict each other, a rule or the lowest score. Stop "
            "keeping one and try again."
        ),
        "InvalidTableError": _(
            "The program file of these settings does not fit an answer that somebody gave."
        ),
        "size": _("This round has too many people to propose first conversations."),
        "answers": _("People were saying how their conversations were. Please try again."),
        "worker": _(
            "Matching was interrupted several times. Please tell the administrator of this site."
        ),
    }.get(kind or "", _("Matching failed. Please tell the administrator of this site."))


def why_no_suggestions(mentees: int, capacity: int) -> str:
    """Return why a run has suggested nobody at all."""
    if not mentees:
        return _("Every mentee has an introduction or a mentor already.")
    if not capacity:
        return _(
            "Every spot of every mentor is taken, so there is nobody to suggest. Invite another "
            "mentor, or ask whether one can take one more person."
        )
    return _(
        "No match meets every rule. Open the people without a suggested match to see what is "
        "missing for each."
    )


def score_bands(counts: Sequence[int]) -> list[tuple[str, int]]:
    """Name the bands that `run_results.score_bands` counted."""
    step = 100 // SCORE_BANDS
    return [(f"{band * step}–{band * step + step}%", count) for band, count in enumerate(counts)]


def application_state(role: Role, state: ApplicationState, pairs: int, capacity: int) -> str:
    if pairs and role is Role.MENTOR:
        return ngettext(
            "%(taken)s of %(num)s spot taken",
            "%(taken)s of %(num)s spots taken",
            capacity,
            taken=pairs,
        )
    return _("has a mentor") if pairs else state_name(state)


def state_name(state: ApplicationState) -> str:
    return {
        ApplicationState.SUBMITTED: _("applied"),
        ApplicationState.IN_SCREENING: _("in screening"),
        ApplicationState.ACCEPTED: _("accepted"),
        ApplicationState.WAITLISTED: _("on the waitlist"),
        ApplicationState.DECLINED: _("declined"),
        ApplicationState.WITHDRAWN: _("withdrawn"),
    }[state]


def suggestion_state(state: SuggestionState, pair: Pair | None = None) -> str:
    """Say what was decided about a suggestion, and what became of the pair after an approval."""
    if pair is None:
        return suggestion_outcome(state)
    return suggestion_outcome(state, pair.state, has_started=pair.started_at is not None)


def suggestion_outcome(
    state: SuggestionState, pair_state: PairState | None = None, *, has_started: bool = False
) -> str:
    if pair_state is PairState.ACTIVE:
        return _("Introduced: both have said yes")
    if pair_state is PairState.CLOSED:
        return (
            _("Introduced, but the match has ended")
            if has_started
            else _("Introduced, but the introduction has ended")
        )
    return {
        SuggestionState.PENDING: _("Waits for your decision"),
        SuggestionState.APPROVED: _("Approved, to be introduced"),
        SuggestionState.HELD: _("On hold"),
        SuggestionState.MOVED: _("Replaced by a decision about others"),
        SuggestionState.INTRODUCED: _("Introduced"),
        SuggestionState.REJECTED: _("Rejected: will not be suggested again"),
        SuggestionState.SUPERSEDED: _("Replaced by a newer matching run"),
    }[state]


def pair_state(state: PairState, *, mentee_agreed: bool, mentor_agreed: bool) -> str:
    """Say where an introduction or a pair stands, for coordinators."""
    if state is PairState.CLOSED:
        return _("ended")
    if state is PairState.ACTIVE:
        return _("both have said yes")
    if mentee_agreed:
        return _("waits for the mentor's answer")
    return _("waits for the mentee's answer") if mentor_agreed else _("waits for both answers")
