"""Settings of a match run in words: all of them, those of a run, and what differs between two."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from mentorship.models import MatchRun
from mentorship.questions import criteria
from mentorship.services.match_settings.chosen import ChosenSettings, settings_of_run
from mentorship.services.match_settings.entries import (
    CRITERION,
    PROTECTED_RULES,
    RULE,
    Entry,
    entries,
    other_entries,
    weights,
)
from mentorship.services.match_settings.settings import AUTO, RunSettings, from_document
from mentorship.services.pairing.library_adapter.stored_problem import KEPT_APART


@dataclass(frozen=True)
class Fact:
    """One setting: what it is about, and how it is set."""

    label: str
    text: str


@dataclass(frozen=True)
class Change:
    """A setting that differs between two versions."""

    label: str
    before: str
    after: str


def settings_in_words(run: MatchRun) -> list[Fact]:
    """Return what a run was computed with, in words."""
    facts = in_words(from_document(run.settings))
    return [*facts, Fact(_("Draw"), _("number %(seed)s", seed=run.seed))]


def name_of_settings(chosen: ChosenSettings) -> str:
    """Return what settings are called: their name and version, or the run that they are from."""
    name = _("Settings of an earlier run")
    if chosen.saved is not None:
        name = name_of_version(chosen.saved.name, chosen.saved.version)
    elif chosen.preset is not None:
        name = str(chosen.preset.name)
    return _("%(name)s, with another lowest score", name=name) if chosen.own_floor else name


def name_of_version(name: str, version: int) -> str:
    return _("%(name)s, version %(version)s", name=name, version=version)


def name_of_run_settings(run: MatchRun) -> str:
    return name_of_settings(settings_of_run(run))


def in_words(settings: RunSettings) -> list[Fact]:
    """Return settings in words, with all criteria in one line and all rules in another."""
    counted = sorted(_points(settings).items(), key=lambda item: -item[1])
    needed = [_rule_name(name, entry) for name, entry in entries(settings.program, RULE).items()]
    return [
        Fact(
            _("What counts, in points"),
            " · ".join(f"{name} {format_decimal(points)}" for name, points in counted),
        ),
        Fact(_("What every match needs"), "; ".join(needed)),
        *option_facts(settings),
    ]


def option_facts(settings: RunSettings) -> Iterator[Fact]:
    """Yield how the best result is chosen among all."""
    yield Fact(_("What comes first"), _objective(settings))
    yield Fact(_("Lowest score"), _floor(settings))
    yield Fact(
        _("Several mentees with one mentor"),
        _("each further mentee costs %(points)s more", points=in_points(settings.load_penalty))
        if settings.load_penalty
        else _("makes no difference"),
    )
    yield Fact(
        _("Who waited in an earlier round"),
        _("gets %(points)s more", points=in_points(settings.waiting_points))
        if settings.waiting_points
        else _("is matched like everybody else"),
    )
    if settings.seed is not None:
        yield Fact(_("Equally good results"), _("draw number %(seed)s", seed=settings.seed))


def changes(before: RunSettings, after: RunSettings) -> list[Change]:
    """Return what differs between two versions of settings."""
    old, new = _each_in_words(before), _each_in_words(after)
    return [
        Change(label, old.get(label, "–"), new.get(label, "–"))
        for label in {**old, **new}
        if old.get(label) != new.get(label)
    ]


def in_points(value: float) -> str:
    """Return a number of points in the page's language.

    >>> from flask import Flask
    >>> from flask_babel import Babel
    >>> app = Flask("example")
    >>> Babel(app) and None
    >>> with app.test_request_context():
    ...     in_points(1), in_points(2.5)
    ('1 point', '2.5 points')
    """
    # A number with decimals is never singular.
    number = int(value) if value == int(value) else 2
    return ngettext("%(points)s point", "%(points)s points", number, points=format_decimal(value))


def entry_name(entry: Entry) -> str:
    """Return what an entry of a programme file is called that has no words of its own here."""
    return str(entry.get("title", entry["name"].replace("_", " ")))


def _each_in_words(settings: RunSettings) -> dict[str, str]:
    """Return every setting by its label, each criterion and rule alone."""
    rules = entries(settings.program, RULE)
    return {
        **{name: in_points(points) for name, points in _points(settings).items()},
        **{_capitalized(_rule_name(name, entry)): _("needed") for name, entry in rules.items()},
        **{fact.label: fact.text for fact in option_facts(settings)},
        _("Other parts of the program file"): ", ".join(
            entry_name(entry)
            for what in (RULE, CRITERION)
            for entry in other_entries(settings.program, what).values()
        )
        or "–",
    }


def _points(settings: RunSettings) -> dict[str, float]:
    offered, others = weights(settings.program), other_entries(settings.program, CRITERION)
    return {
        **{criteria.label(name): points for name, points in offered.items() if points},
        **{entry_name(entry): float(entry["weight"]) for entry in others.values()},
    }


def _rule_name(name: str, entry: Entry) -> str:
    return criteria.rule_label(name) if name in criteria.RULES else entry_name(entry)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _objective(settings: RunSettings) -> str:
    if settings.objective == "best_total":
        return _("the best total score, even if fewer people are matched")
    return _("as many people as possible, and then the best total score")


def _floor(settings: RunSettings) -> str:
    if settings.floor == AUTO:
        return _("as high as it can be without leaving anybody out")
    if not settings.floor:
        return _("no limit")
    return _("every match has at least %(points)s", points=in_points(float(settings.floor)))


def rule_name(rule: str) -> str:
    """Return the name of a rule, or of what keeps pairs apart beside the rules."""
    return _("people who must not meet") if rule == KEPT_APART else criteria.rule_label(rule)


def advice_about(rule: str) -> str:
    """Say what a coordinator can do for people who would have somebody without a rule."""
    if rule in PROTECTED_RULES:
        return _(
            "This rule is what the program is for, so it stays. More people of the other community "
            "would help."
        )
    if rule == KEPT_APART:
        return _(
            "Somebody asked not to meet, said no, or was rejected, so they stay apart. Other "
            "people would help."
        )
    return _(
        "They would have somebody if this did not matter. You can ask them whether they could "
        "change it, or switch the rule off in other settings."
    )
