"""The forms of the rules by which pairs are looked after: change one, add one."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.validators import InputRequired

from mentorship.administer.cadence_labels import ANCHORS, CONCERNS, length
from mentorship.administer.period_forms import (
    OncePeriodForm,
    PeriodForm,
    fields_of,
    period_list,
    typed_periods,
)
from mentorship.administer.programme_choice_forms import label_fields
from mentorship.administer.programme_forms import filled_form, initial_texts, required, texts_of
from mentorship.programme import Anchor, CadenceRule, Concerns, Period, Programme
from mentorship.programme.cadence_reading import MAX_SOURCE_CHARACTERS
from mentorship.vocabulary import Labels
from mentorship.web.fields import Line, PageForm, Radios, choices

ONCE, AGAIN = "once", "again"
REPEATS: Labels = {
    ONCE: _l("Once, so long after that day"),
    AGAIN: _l("Again and again, each so long after the last time"),
}


def rule_form(programme: Programme, code: str) -> PageForm:
    """Return the form that changes a rule: a period for each of its stages."""
    rule = programme.cadence[code]
    period_form = PeriodForm if rule.after is None else OncePeriodForm
    periods = _periods(rule)
    fields = {
        **_label_fields(programme, code),
        "periods": period_list(period_form, len(periods)),
        "source": _source_field(),
        "is_active": BooleanField(_l("The program goes by this rule")),
    }
    initial = {
        **initial_texts("label", rule.labels),
        "periods": [fields_of(period) for period in periods],
        "source": rule.source,
        "is_active": rule.is_active,
    }
    form = filled_form(fields, initial)
    for entry, label in zip(form["periods"], _stage_labels(rule), strict=True):
        entry["number"].label.text = label
    return form


def new_rule_form(programme: Programme) -> PageForm:
    """Return the form of a rule of the programme's own."""
    fields = {
        **_label_fields(programme),
        "concerns": _radios(_("For whom"), CONCERNS),
        "begins": _radios(_("Counted from"), ANCHORS),
        "repeats": _radios(_("How often"), REPEATS),
        "periods": period_list(PeriodForm, 1),
        "source": _source_field(),
    }
    return filled_form(fields, {})


def _label_fields(programme: Programme, code: str = "") -> dict[str, Field]:
    others = {item: rule.labels for item, rule in programme.cadence.items() if item != code}
    return label_fields(_("Name"), others)


def _radios(label: str, labels: Labels) -> Radios:
    message = _("Choose one: %(question)s", question=label)
    return Radios(label, choices=choices(labels), validators=[InputRequired(message)])


def _source_field() -> Line:
    return Line(
        _l("Standard"),
        required(MAX_SOURCE_CHARACTERS, _l("Write which standard asks for it, or who decided it.")),
        description=_l("The standard that asks for it: element and edition; or who decided it."),
    )


def _periods(rule: CadenceRule) -> tuple[Period, ...]:
    return rule.every if rule.after is None else (rule.after,)


def _stage_labels(rule: CadenceRule) -> list[str]:
    if rule.after is not None:
        return [_("After how long")]
    if not rule.until:
        return [_("How often: every")]
    stages = [_("How often, up to %(period)s: every", period=length(item)) for item in rule.until]
    return [*stages, _("How often after that: every")]


def changed_rule(rule: CadenceRule, form: PageForm) -> CadenceRule:
    """Return a rule with what a form has changed of it."""
    typed = typed_periods(form)
    timing: Any = {"every": typed} if rule.after is None else {"after": typed[0]}
    return replace(
        rule,
        labels=texts_of(form, "label"),
        source=form["source"].data,
        is_active=form["is_active"].data,
        **timing,
    )


def new_rule(form: PageForm) -> CadenceRule:
    """Return a new rule, which is met by a coordinator's word alone."""
    (period,) = typed_periods(form)
    is_repeated = form["repeats"].data == AGAIN
    return CadenceRule(
        labels=texts_of(form, "label"),
        concerns=Concerns(form["concerns"].data),
        begins=Anchor(form["begins"].data),
        after=None if is_repeated else period,
        every=(period,) if is_repeated else (),
        until=(),
        met_by=(),
        source=form["source"].data,
    )
