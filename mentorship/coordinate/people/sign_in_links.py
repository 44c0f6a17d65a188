"""Help imported people to sign in for the first time: one link, or a sheet of many to print."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import segno
from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Select

from mentorship.collation import collation_key
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.labels import name_of
from mentorship.coordinate.people.people_list_views import selected_application_ids
from mentorship.extensions import db
from mentorship.models import Application, Round
from mentorship.permissions import Permission
from mentorship.programme import SITE_LANGUAGES
from mentorship.runtime import current_runtime
from mentorship.services.accounts import first_sign_in, signed_links
from mentorship.services.applications import rounds, submission
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.locale import language_tag
from mentorship.web.nearest_page import nearest_page
from mentorship.web.paging import paginate
from mentorship.web.stale_forms import refuse_stale

MAX_LINKS_PER_SHEET = 200


@dataclass(frozen=True)
class SheetEntry:
    """What somebody is handed: their name, a link, and the link as a code for a camera."""

    name: str = field(repr=False)
    link: str = field(repr=False)
    qr: Markup = field(repr=False)


@blueprint.post("/applications/<int:application_id>/sign-in-link")
@require_permission(Permission.COORDINATE, load=submission.application_with_id)
@refuse_stale()
def make_sign_in_link(application: Application) -> ResponseReturnValue:
    token = signed_links.make_sign_in_link(db.session, require_person(), application.person)
    return render_template(
        "coordinate/people/sign_in_link.html", application=application, link=link_with(token)
    )


@blueprint.get("/rounds/<int:round_id>/sign-in-links")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def list_sign_in_links(round_: Round) -> ResponseReturnValue:
    return render_template(
        "coordinate/people/sign_in_links.html",
        round=round_,
        page=paginate(first_sign_in.newest_first(round_)),
        waiting=paginate(first_sign_in.without_working_link(round_)).total,
        max_links=MAX_LINKS_PER_SHEET,
    )


@blueprint.post("/rounds/<int:round_id>/sign-in-links/sheet")
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
@refuse_stale()
def print_sign_in_links(round_: Round) -> ResponseReturnValue:
    """Make links for the people who were checked, or for all who have none that works."""
    if "all" in request.form:
        chosen = first_sign_in.without_working_link(round_)
        return sheet(chosen, paginate(chosen).total or 0)
    ids = request.form.getlist("ids", type=int)
    return sheet(first_sign_in.newest_first(round_).where(Application.id.in_(ids)), len(ids))


@blueprint.post("/people/sign-in-links")
@require_permission(Permission.COORDINATE)
def make_sign_in_links() -> ResponseReturnValue:
    """Make links for the people who are selected in a list, whatever their rounds."""
    ids = selected_application_ids()
    return sheet(first_sign_in.with_ids(ids), len(ids))


def sheet(chosen: Select[tuple[Application]], selected_count: int) -> ResponseReturnValue:
    """Return a sheet with new links for those of the selected who have no account yet."""
    applications = db.session.scalars(chosen.limit(MAX_LINKS_PER_SHEET)).all()
    entries = make_entries(applications)
    if not entries:
        flash(_("Choose at least one person who has no account yet."), "warning")
        return redirect(nearest_page())
    return render_template(
        "coordinate/people/sign_in_sheet.html",
        back_url=nearest_page(),
        entries=entries,
        left_out=selected_count - len(applications),
        max_links=MAX_LINKS_PER_SHEET,
        instructions=instructions(),
    )


def instructions() -> list[tuple[str, str]]:
    """Return what a slip says, in each language of the site: it is handed to anybody."""
    texts = []
    for language in SITE_LANGUAGES:
        with force_locale(language):
            text = _(
                "Open this with the camera of your phone and choose a password. "
                "It works once, for a week."
            )
            texts.append((language_tag(get_locale()), text))
    return texts


def make_entries(applications: Sequence[Application]) -> list[SheetEntry]:
    """Make new links, and return them in the order of the names."""
    names = {item.person: name_of(item) for item in applications}
    tokens = first_sign_in.make_links(db.session, require_person(), list(names))
    entries = [entry_of(names[person], link_with(token)) for person, token in tokens.items()]
    return sorted(entries, key=lambda entry: collation_key(entry.name))


def entry_of(name: str, link: str) -> SheetEntry:
    drawing = segno.make(link, error="m").svg_inline(scale=3, border=3, light="#fff")
    return SheetEntry(name, link, Markup(drawing))  # noqa: S704 (drawn by segno from our own URL)


def link_with(token: str) -> str:
    return current_runtime().page_url("recovery.set_first_password", token=token)
