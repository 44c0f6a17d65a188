"""Settings of a match run in words: all of them, those of a run, and what differs between two."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

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
from mentorship.vocabulary import Labels


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
    return [*facts, Fact(_("Draw"), _("Number %(seed)s", seed=run.seed))]


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
    """Return what the settings of a run are called on a page about that run."""
    chosen = settings_of_run(run)
    return _("Its own settings") if chosen.run is not None else name_of_settings(chosen)


RULE_NAMES: Labels = {
    "oneself": _l("Two different people"),
    "cross_community": _l("Two different communities"),
    "language": _l("A language that both speak comfortably"),
    "mode": _l("The same way to meet: in person or online"),
    "time": _l("A time of the week when both are free"),
    KEPT_APART: _l("People who must not meet"),
}
"""Rules as headings, and what keeps pairs apart beside the rules."""


def in_words(settings: RunSettings) -> list[Fact]:
    """Return settings in words, with all criteria in one line and all rules in another."""
    counted = sorted(_points(settings).items(), key=lambda item: -item[1])
    needed = [_rule_name(name, entry) for name, entry in entries(settings.program, RULE).items()]
    return [
        Fact(
            _("What counts, in points"),
            " · ".join(f"{name} {format_decimal(points)}" for name, points in counted),
        ),
        Fact(_("What every match needs"), " · ".join(needed)),
        *option_facts(settings),
    ]


def option_facts(settings: RunSettings) -> Iterator[Fact]:
    """Yield how the best result is chosen among all."""
    yield Fact(_("What comes first"), _objective(settings))
    yield Fact(_("Lowest score"), _floor(settings))
    yield Fact(
        _("Several mentees with one mentor"),
        _("Each further mentee costs %(points)s more", points=in_points(settings.load_penalty))
        if settings.load_penalty
        else _("Makes no difference"),
    )
    yield Fact(
        _("Who waited in an earlier round"),
        _("Gets %(points)s more", points=in_points(settings.waiting_points))
        if settings.waiting_points
        else _("Is matched like everybody else"),
    )
    yield Fact(
        _("Who has done the training"),
        _("Gets %(points)s more", points=in_points(settings.training_points))
        if settings.training_points
        else _("Is matched like everybody else"),
    )
    if settings.seed is not None:
        yield Fact(_("Equally good results"), _("Draw number %(seed)s", seed=settings.seed))


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
        **{_rule_name(name, entry): _("Every match needs it") for name, entry in rules.items()},
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
    return str(RULE_NAMES[name]) if name in RULE_NAMES else entry_name(entry)


def _objective(settings: RunSettings) -> str:
    if settings.objective == "best_total":
        return _("The best total score, even if fewer people are matched")
    return _("As many people as possible, and then the best total score")


def _floor(settings: RunSettings) -> str:
    if settings.floor == AUTO:
        return _("As high as it can be without leaving anybody out")
    if not settings.floor:
        return _("No limit")
    return _("Every match has at least %(points)s", points=in_points(float(settings.floor)))


def rule_name(rule: str) -> str:
    return str(RULE_NAMES.get(rule, criteria.rule_label(rule)))


def advice_about(rule: str) -> str:
    """Say what a coordinator can do for people who would have somebody without a rule.

    Without a rule, say it of people whom several rules may keep from everybody.
    """
    if not rule:
        return _(
            "You can run matching all the same: the others are matched. Ask these people whether "
            "they could change an answer, or invite more people."
        )
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
