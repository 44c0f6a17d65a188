"""The languages that people can say they speak, in groups."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.administer.blueprint import blueprint
from mentorship.administer.programme_choice_forms import choice_form, language_form
from mentorship.administer.programme_forms import field_name, texts_of
from mentorship.administer.programme_saving import save, words
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES, Programme
from mentorship.services.programme import codes, languages
from mentorship.web.access_control import require_permission
from mentorship.web.fields import PageForm
from mentorship.web.forms import render_form


@blueprint.get("/settings/programme/languages")
@require_permission(Permission.ADMINISTER)
def list_languages() -> ResponseReturnValue:
    return render_template("administer/programme_languages.html")


@blueprint.route("/settings/programme/languages/new", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def add_language() -> ResponseReturnValue:
    form = language_form(words())
    if form.validate_on_submit():
        code, changed = with_language(words(), form)
        save(changed, "languages", _("Added. It is on the form now."), code)
        return redirect(url_for(".list_languages", _anchor=code))
    names = [form[field_name("label", language)] for language in SITE_LANGUAGES]
    return page(form, _("Add a language"), [[form["language"]], names, [form["group"]]])


def with_language(programme: Programme, form: PageForm) -> tuple[str, Programme]:
    """Return the code of the language that a form adds, and the words with it."""
    group = form["group"].data
    if code := form["language"].data:
        return code, languages.add_language(programme, code, group)
    names = texts_of(form, "label")
    # The codes of ISO 639 have up to three letters.
    taken = {*programme.offered_languages, *programme.former_languages}
    code = codes.new_code(f"language {names[SITE_LANGUAGES[0]]}", taken)
    return code, languages.add_language(programme, code, group, names)


@blueprint.route("/settings/programme/language-groups/new", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def add_language_group() -> ResponseReturnValue:
    others = {code: group.labels for code, group in words().languages.items()}
    form = choice_form(_("Heading"), others)
    if form.validate_on_submit():
        labels = texts_of(form, "label")
        code = codes.new_code(labels[SITE_LANGUAGES[0]], words().languages)
        return save_group(form, code)
    return group_page(form, _("Add a group of languages"))


@blueprint.route("/settings/programme/language-groups/<group_code>", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def change_language_group(group_code: str) -> ResponseReturnValue:
    group = words().languages.get(group_code) or abort(404)
    others = {code: item.labels for code, item in words().languages.items() if code != group_code}
    form = choice_form(_("Heading"), others, group.labels)
    if form.validate_on_submit():
        return save_group(form, group_code)
    return group_page(form, _("Change a group of languages"))


def save_group(form: PageForm, code: str) -> ResponseReturnValue:
    changed = languages.put_language_group(words(), code, texts_of(form, "label"))
    save(changed, "languages", element_id=f"group-{code}")
    return redirect(url_for(".list_languages", _anchor=f"group-{code}"))


def group_page(form: PageForm, title: str) -> ResponseReturnValue:
    return page(form, title, [[form[field_name("label", item)] for item in SITE_LANGUAGES]])


def page(form: PageForm, title: str, rows: list[list[object]]) -> ResponseReturnValue:
    return render_form(
        "administer/programme_form.html",
        form=form,
        title=title,
        lead="",
        back=(url_for(".list_languages"), _("Languages")),
        rows=rows,
    )
