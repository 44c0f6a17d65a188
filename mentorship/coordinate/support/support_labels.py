"""Rules and flags in words: what is asked, why, for whom, and what to write to them."""

from collections.abc import Callable, Mapping

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.coordinate import labels
from mentorship.models import Closure, Pair, Party, Person
from mentorship.programme import CheckInFlag
from mentorship.runtime import current_runtime
from mentorship.services.match_support.due_list import flag_codes

FLAG_NAMES: Mapping[str, LazyString] = {
    CheckInFlag.CALL_WANTED: _l("Asks for a call"),
    CheckInFlag.LOW_RATING: _l("Low rating"),
    CheckInFlag.RATING_GAP: _l("The two rate it differently"),
    CheckInFlag.RATING_SWING: _l("The rating has jumped"),
}
FLAG_REASONS: Mapping[str, LazyString] = {
    CheckInFlag.CALL_WANTED: _l("In a check-in they asked for a call. It has not been made yet."),
    CheckInFlag.LOW_RATING: _l(
        "They rated the match 1 or 2 of 5. Nobody has asked them yet what is hard."
    ),
    CheckInFlag.RATING_GAP: _l(
        "What the two said last differs by 2 or more. Nobody has talked to both yet."
    ),
    CheckInFlag.RATING_SWING: _l(
        "Their rating changed by 2 or more from one check-in to the next. Nobody has asked why yet."
    ),
    "answer": _l(
        "They have not answered the introduction. Ask whether they have seen it, and whether "
        "something is unclear."
    ),
    "no_meeting": _l(
        "No meeting is in the log for weeks. Ask both how it goes: perhaps they have met, and not "
        "logged it."
    ),
}
"""Of a flag: why it is raised, and what is missing."""
CLOSURES: Mapping[Closure, LazyString] = {
    Closure.EXPECTED: _l("at the end that the two had planned"),
    Closure.EARLY: _l("earlier than planned, with a goodbye"),
    Closure.SUDDEN: _l("at once"),
    Closure.REQUESTED: _l("by a coordinator"),
}
"""How a match ended, for coordinators; the two read `vocabulary.CLOSURES`."""
MESSAGES: Mapping[str, Callable[[], str]] = {
    "answer": lambda: _(
        "Hello! An introduction waits for your answer. You are free to say yes or no. "
        "If something is unclear, write to me here."
    ),
    "first_contact": lambda: _(
        "Hello! I look after you both from now on. When could we talk for ten minutes? I would "
        "like to hear how the beginning goes for you."
    ),
    "training": lambda: _(
        "Hello! Before you go on, please take part in the short training. Tell me when it suits "
        "you, or if you have done it already."
    ),
    "agreement": lambda: _(
        "Hello! It helps to agree on a few things: how often, how long, and what stays between "
        "you. You find a page for it on your home page. It takes five minutes."
    ),
    "first_meeting": lambda: _(
        "Hello! How about a first meeting in the next days? Online is fine too. If it is hard to "
        "find a time, tell me, and I help."
    ),
    "check_in": lambda: _(
        "Hello! How is it going with the two of you? Your home page has three short questions. "
        "You can also just answer here."
    ),
    "in_depth": lambda: _(
        "Hello! It is time for a longer talk about how it is going. When could we talk for twenty "
        "minutes, by phone or online?"
    ),
    "no_meeting": lambda: _(
        "Hello! I have not seen a meeting of yours for a while. How are you? If you have met, you "
        "can log it in a minute. If it is hard at the moment, tell me what would help."
    ),
    "last_meeting": lambda: _(
        "Hello! How was your last meeting? When you have said goodbye, please close the match on "
        "your page."
    ),
    "closing_talk": lambda: _(
        "Hello! Thank you for the time that you gave. I would like to hear how it was, and what "
        "comes next for you. When could we talk?"
    ),
    "exit_form": lambda: _(
        "Hello! Would you tell us in a few words how your match was? You find the form on your "
        "home page. It helps the next ones."
    ),
    CheckInFlag.CALL_WANTED: lambda: _(
        "Hello! Thank you for telling me. I would like to call you. When is a good time?"
    ),
}


def item_name(rule: str) -> str:
    """Return what a rule or a flag is called; its code if the programme no longer has it."""
    if rule in FLAG_NAMES:
        return str(FLAG_NAMES[rule])
    known = current_runtime().programme.cadence.get(rule)
    return known.labels[get_locale().language] if known else rule


def item_names(*, flags_only: bool = False) -> dict[str, str]:
    """Return the names of all flags and rules in use, by code."""
    rules = current_runtime().programme.cadence.items()
    codes = [*FLAG_NAMES, *(code for code, rule in rules if rule.is_active)]
    return {code: item_name(code) for code in codes if not flags_only or is_flag(code)}


def is_flag(rule: str) -> bool:
    return rule in flag_codes()


def why(rule: str) -> str:
    """Return why something is due: what a flag has seen, or the standard that asks for it."""
    if rule in FLAG_REASONS:
        return str(FLAG_REASONS[rule])
    known = current_runtime().programme.cadence.get(rule)
    return known.source if known else ""


def party_name(pair: Pair, party: Party) -> str:
    """Return the name of whom something concerns."""
    if party is Party.BOTH:
        return _("both")
    return labels.name_of(pair.mentee if party is Party.MENTEE else pair.mentor)


def message_to(person: Person, rule: str, *, online_only: bool) -> str:
    """Return a message about something that is due, in the person's language.

    With ``online_only``, in safety mode, none that invites people to meet.
    """
    invites = online_only and rule == "first_meeting"
    words = _general_message if invites else MESSAGES.get(rule, _general_message)
    with force_locale(person.language or "en"):
        return words()


def _general_message() -> str:
    return _("Hello! How are you two doing? I would like to hear how it is going.")
