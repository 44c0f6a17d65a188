"""The rules by which pairs are looked after, in words: for whom, from when, met by what."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentorship.programme import Anchor, CadenceRule, Concerns, Event, Period
from mentorship.vocabulary import Labels

CONCERNS: Labels = {
    Concerns.EACH: _l("Each of the two"),
    Concerns.BOTH: _l("Both together"),
}
ANCHORS: Labels = {
    Anchor.INTRODUCTION: _l("The introduction"),
    Anchor.START: _l("The beginning of the match"),
    Anchor.GOODBYE: _l("The last meeting that the two have planned"),
    Anchor.END: _l("The end of the match"),
}
EVENTS: Labels = {
    Event.ANSWER: _l("an answer to the introduction"),
    Event.AGREEMENT: _l("an agreement that both said yes to"),
    Event.MEETING: _l("a meeting in the log"),
    Event.CHECK_IN: _l("an answered check-in"),
    Event.CLOSING: _l("closing the match together"),
    Event.EXIT_FORM: _l("an exit form"),
}


def length(period: Period) -> str:
    if period.months:
        return ngettext("%(num)s month", "%(num)s months", period.months)
    return ngettext("%(num)s day", "%(num)s days", period.days)


def interval(period: Period) -> str:
    if period.months:
        return ngettext("every month", "every %(num)s months", period.months)
    return ngettext("every %(num)s day", "every %(num)s days", period.days)


def when(rule: CadenceRule) -> str:
    """Return when a rule is due, such as "Every month up to 12 months, then every 3 months"."""
    if rule.after is not None:
        return _("Once, after %(period)s", period=length(rule.after))
    stages = [
        _("%(interval)s up to %(period)s", interval=interval(every), period=length(until))
        for every, until in zip(rule.every, rule.until, strict=False)
    ]
    text = _(", then ").join([*stages, interval(rule.every[-1])])
    return text[:1].upper() + text[1:]


def met_by(rule: CadenceRule, rule_names: Mapping[str, str]) -> str:
    names = {**rule_names, **EVENTS}
    met = [str(names.get(code, code)) for code in rule.met_by]
    return "; ".join([*met, _("a coordinator says that it is done")])


def kind(rule: CadenceRule) -> str:
    return _("Sign that something may be wrong") if rule.is_flag else _("Task")


def status(rule: CadenceRule) -> str:
    return _("In use") if rule.is_active else _("Switched off")


def rule_in_words(rule: CadenceRule) -> str:
    """Return all of a rule, for lists of what differs.

    Other rules are named by their codes, so that a new name of one is no change of another.
    """
    facts = {
        _("For whom"): CONCERNS[rule.concerns],
        _("Counted from"): ANCHORS[rule.begins],
        _("When"): when(rule),
        _("Met by"): met_by(rule, {}),
        _("Standard"): rule.source,
        _("Kind"): kind(rule),
        _("Status"): status(rule),
    }
    names = " / ".join(rule.labels.values())
    return "\n".join([names, *(f"{label}: {fact}" for label, fact in facts.items())])
