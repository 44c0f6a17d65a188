"""The areas where people can meet, and the parts of the city that they are in."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.administer.blueprint import blueprint
from mentorship.administer.programme_choice_forms import area_form, choice_form
from mentorship.administer.programme_forms import field_name, texts_of
from mentorship.administer.programme_saving import save, words
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.programme import areas, codes
from mentorship.web.access_control import require_permission
from mentorship.web.fields import PageForm
from mentorship.web.forms import render_form


@blueprint.get("/settings/programme/areas")
@require_permission(Permission.ADMINISTER)
def list_areas() -> ResponseReturnValue:
    return render_template("administer/programme_areas.html")


@blueprint.route("/settings/programme/areas/new", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def add_area() -> ResponseReturnValue:
    form = area_form(words())
    if form.validate_on_submit():
        code = codes.new_code(form["name"].data, words().area_names)
        return save_area(form, code, _("Added. It is on the form now."))
    return area_page(form, _("Add an area"))


@blueprint.route("/settings/programme/areas/<area_code>", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def change_area(area_code: str) -> ResponseReturnValue:
    if area_code not in words().area_names:
        abort(404)
    form = area_form(words(), area_code)
    if form.validate_on_submit():
        return save_area(form, area_code)
    return area_page(form, _("Change an area"))


def save_area(form: PageForm, code: str, message: str = "") -> ResponseReturnValue:
    changed = areas.put_area(words(), code, form["name"].data, form["region"].data)
    save(changed, "areas", message, code)
    return redirect(url_for(".list_areas", _anchor=code))


def area_page(form: PageForm, title: str) -> ResponseReturnValue:
    return page(form, title, [[form["name"]], [form["region"]]])


@blueprint.route("/settings/programme/regions/new", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def add_region() -> ResponseReturnValue:
    others = {code: region.labels for code, region in words().regions.items()}
    form = choice_form(_("Name"), others)
    if form.validate_on_submit():
        labels = texts_of(form, "label")
        code = codes.new_code(labels[SITE_LANGUAGES[0]], words().regions)
        save(areas.put_region(words(), code, labels), "areas", element_id=f"region-{code}")
        return redirect(url_for(".list_areas", _anchor=f"region-{code}"))
    return region_page(form, _("Add a part of the city"))


@blueprint.route("/settings/programme/regions/<region_code>", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def change_region(region_code: str) -> ResponseReturnValue:
    region = words().regions.get(region_code) or abort(404)
    others = {code: item.labels for code, item in words().regions.items() if code != region_code}
    form = choice_form(_("Name"), others, region.labels)
    if form.validate_on_submit():
        changed = areas.put_region(words(), region_code, texts_of(form, "label"))
        save(changed, "areas", element_id=f"region-{region_code}")
        return redirect(url_for(".list_areas", _anchor=f"region-{region_code}"))
    return region_page(form, _("Change a part of the city"))


def region_page(form: PageForm, title: str) -> ResponseReturnValue:
    return page(form, title, [[form[field_name("label", item)] for item in SITE_LANGUAGES]])


def page(form: PageForm, title: str, rows: list[list[object]]) -> ResponseReturnValue:
    return render_form(
        "administer/programme_form.html",
        form=form,
        title=title,
        lead="",
        back=(url_for(".list_areas"), _("Areas")),
        rows=rows,
    )
