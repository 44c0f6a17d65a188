"""Sentences for why people have no suggested match, and what stands between them and others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.models import Role
from mentorship.questions import criteria
from mentorship.services.board.unmatched import UNREADABLE, Closest
from mentorship.services.pairing.unmatched_groups import (
    NOBODY_PASSES,
    NOBODY_PASSES_ALL,
    Group,
    Reason,
)


def heading(role: Role, group: Group) -> str:
    """Return the reason that the people of a group have in common."""
    kind, *rules = group
    if kind == NOBODY_PASSES:
        return _nobody_offers(role, rule_names(rules))
    is_mentee = role is Role.MENTEE
    return {
        "partner_left": _("The person suggested for them left while the matching ran"),
        "board": _("A decision about others has left them without a suggested match"),
        "nobody_there": _("No mentor has an open spot left")
        if is_mentee
        else _("No mentee is waiting"),
        "no_capacity": _("All their spots are taken"),
        "all_taken": _("Mentors would fit, but were needed by others")
        if is_mentee
        else _("Mentees would fit, but were better matches for others"),
        "below_floor": _("Mentors would fit, but with too low a score")
        if is_mentee
        else _("Mentees would fit, but with too low a score"),
        NOBODY_PASSES_ALL: _("Some mentors fit in some ways, but none in all")
        if is_mentee
        else _("Some mentees fit in some ways, but none in all"),
        UNREADABLE[0]: _("What the run found out about them cannot be read"),
    }[kind]


def _nobody_offers(role: Role, what: str) -> str:
    if role is Role.MENTEE:
        return _("No mentor offers: %(what)s", what=what)
    return _("No mentee offers: %(what)s", what=what)


def advice(group: Group) -> str:
    """Return what to do about a whole group, "" if that depends on the person."""
    return {
        "partner_left": _("Run matching again."),
        "nobody_there": _("Nobody needs to change anything. Invite more people."),
        "no_capacity": _("There is nothing to do. They are here so that nobody is forgotten."),
        "below_floor": _("A run with a lower limit for the score would match more people."),
    }.get(group[0], "")


def detail(role: Role, reason: Reason) -> str:
    """Return what is particular to one person of a group."""
    if reason["kind"] == "none_allowed" and (rarest := rarest_rules(reason)):
        return _("The hardest to find: %(what)s.", what=rule_names(rarest))
    if reason["kind"] not in {"all_taken", "below_floor"}:
        return ""
    allowed = reason["allowed"]
    if role is Role.MENTEE:
        return ngettext("%(num)s mentor would fit.", "%(num)s mentors would fit.", allowed)
    return ngettext("%(num)s mentee would fit.", "%(num)s mentees would fit.", allowed)


def rarest_rules(reason: Reason) -> list[str]:
    """Return the rules that the fewest pass, if somebody passes each."""
    passing = reason["passing"]
    fewest = min(passing.values(), default=0)
    return [rule for rule, count in passing.items() if count == fewest] if fewest else []


def rule_names(rules: Sequence[str]) -> str:
    return "; ".join(criteria.rule_label(rule) for rule in rules)


def by_obstacle(closest: Iterable[Closest]) -> dict[str, list[Closest]]:
    """Group people of the other side by what stands between, in the order of the first of each."""
    groups: dict[str, list[Closest]] = defaultdict(list)
    for other in closest:
        groups[_obstacle(other)].append(other)
    return groups


def _obstacle(other: Closest) -> str:
    if other.is_below_floor:
        return _("Would fit, but the score is too low")
    if not other.rules:
        return _("Would fit, but suggested to others")
    missing = _("Missing: %(what)s", what=rule_names(other.rules))
    return missing if other.is_free else _("%(missing)s; suggested to others", missing=missing)
