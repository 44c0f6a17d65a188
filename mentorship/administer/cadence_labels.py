"""The rules by which pairs are looked after, in words: for whom, from when, met by what."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from mentorship.programme import Anchor, CadenceRule, Concerns, Event, Period
from mentorship.vocabulary import Labels

CONCERNS: Labels = {
    Concerns.EACH: _l("each of the two"),
    Concerns.BOTH: _l("both together"),
}
ANCHORS: Labels = {
    Anchor.INTRODUCTION: _l("the introduction"),
    Anchor.START: _l("the beginning of the match"),
    Anchor.GOODBYE: _l("the last meeting that the two have planned"),
    Anchor.END: _l("the end of the match"),
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
    return ngettext("every day", "every %(num)s days", period.days)


def when(rule: CadenceRule) -> str:
    """Return when a rule is due, such as "every month up to 12 months, then every 3 months"."""
    if rule.after is not None:
        return _("once, after %(period)s", period=length(rule.after))
    stages = [
        _("%(interval)s up to %(period)s", interval=interval(every), period=length(until))
        for every, until in zip(rule.every, rule.until, strict=False)
    ]
    return _(", then ").join([*stages, interval(rule.every[-1])])


def met_by(rule: CadenceRule, rule_names: Mapping[str, str]) -> str:
    names = {**rule_names, **EVENTS}
    met = [str(names.get(code, code)) for code in rule.met_by]
    return "; ".join([*met, _("a coordinator says that it is done")])


def kind(rule: CadenceRule) -> str:
    return _("sign that something may be wrong") if rule.is_flag else _("task")


def rule_in_words(rule: CadenceRule) -> str:
    """Return all of a rule, for lists of what differs; in brackets if it is switched off.

    Other rules are named by their codes, so that a new name of one is no change of another.
    """
    facts = (CONCERNS[rule.concerns], ANCHORS[rule.begins], when(rule), kind(rule))
    lines = (
        " / ".join(rule.labels.values()),
        " · ".join(map(str, facts)),
        met_by(rule, {}),
        rule.source,
    )
    text = "\n".join(lines)
    return text if rule.is_active else f"({text})"
