"""What the programme says of itself: an overview, and its texts page by page."""

from collections.abc import Iterator

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from mentorship.administer.blueprint import blueprint
from mentorship.administer.programme_forms import field_name, part_form, with_part
from mentorship.administer.programme_parts import PARTS, TextPart
from mentorship.administer.programme_saving import CHOICE_LABELS, save, words
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES
from mentorship.web.access_control import require_permission
from mentorship.web.fields import PageForm
from mentorship.web.forms import render_form


@blueprint.get("/settings/programme")
@require_permission(Permission.ADMINISTER)
def show_programme() -> ResponseReturnValue:
    return render_template("administer/programme.html", parts=PARTS, choice_labels=CHOICE_LABELS)


@blueprint.route(
    "/settings/programme/<any(identity, pages, promises, notice, safety):part>",
    methods=["GET", "POST"],
)
@require_permission(Permission.ADMINISTER)
def change_texts(part: str) -> ResponseReturnValue:
    page = PARTS[part]
    form = part_form(page, words())
    if form.validate_on_submit():
        save(with_part(words(), page, form), part)
        return redirect(url_for(".show_programme"))
    return render_form(
        "administer/programme_form.html",
        form=form,
        title=page.title,
        lead=page.hint,
        back=(url_for(".show_programme"), _("The program's words")),
        rows=list(field_rows(page, form)),
    )


def field_rows(page: TextPart, form: PageForm) -> Iterator[list[Field]]:
    """Yield the fields that stand side by side: a text in each language."""
    for name in page.plain:
        yield [form[name]]
    for name in page.texts:
        yield [form[field_name(name, language)] for language in SITE_LANGUAGES]
