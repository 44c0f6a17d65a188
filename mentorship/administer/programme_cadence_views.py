"""The rules by which pairs are looked after: list them, change one, switch it off, add one."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.administer import cadence_labels
from mentorship.administer.blueprint import blueprint
from mentorship.administer.programme_cadence_forms import (
    changed_rule,
    new_rule,
    new_rule_form,
    rule_form,
)
from mentorship.administer.programme_forms import field_name
from mentorship.administer.programme_saving import save, words
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES, Programme
from mentorship.services.programme import cadence_rules
from mentorship.vocabulary import page_language
from mentorship.web.access_control import require_permission
from mentorship.web.fields import PageForm
from mentorship.web.forms import render_form

PART = "cadence"


@blueprint.get("/settings/programme/cadence")
@require_permission(Permission.ADMINISTER)
def list_rules() -> ResponseReturnValue:
    return render_template("administer/programme_rules.html", cadence_labels=cadence_labels)


# No code of a rule has a hyphen, so this is no rule's page.
@blueprint.route("/settings/programme/cadence/new-rule", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def add_rule() -> ResponseReturnValue:
    form = new_rule_form(words())
    if form.validate_on_submit():
        return save_rule(*cadence_rules.add_rule(words(), new_rule(form)))
    return rule_page(form)


@blueprint.route("/settings/programme/cadence/<rule>", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def change_rule(rule: str) -> ResponseReturnValue:
    before = words().cadence.get(rule) or abort(404)
    form = rule_form(words(), rule)
    if form.validate_on_submit():
        changed = changed_rule(before, form)
        return save_rule(cadence_rules.put_rule(words(), rule, changed), rule)
    return rule_page(form, rule)


def rule_page(form: PageForm, code: str = "") -> ResponseReturnValue:
    """Return the page of a rule, or of a new one, which has no code yet."""
    rules = words().cadence
    return render_form(
        "administer/programme_rule.html",
        form=form,
        names=[form[field_name("label", language)] for language in SITE_LANGUAGES],
        code=code,
        rule=rules.get(code),
        rule_names={item: known.labels[page_language()] for item, known in rules.items()},
        cadence_labels=cadence_labels,
    )


def save_rule(changed: Programme, code: str) -> ResponseReturnValue:
    message = _("Saved. It takes about a minute until what is due for matches follows it.")
    save(changed, PART, message, code)
    return redirect(url_for(".list_rules", _anchor=code))
