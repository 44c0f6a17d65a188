"""A person's own data: show it, who can see it and who has; download it, delete it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from mentorship.account.forms import ConfirmPasswordForm
from mentorship.account.sign_in import password_error
from mentorship.collation import collation_key
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services import personal_data
from mentorship.services.accounts import passwords, staff
from mentorship.services.reading_history import shown_name
from mentorship.web import sessions
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.constraint_messages import OWN_REASONS, constraint_in_words
from mentorship.web.downloads import as_download
from mentorship.web.forms import render_form
from mentorship.web.rating_messages import RATINGS

blueprint = Blueprint("personal_data", __name__)


@blueprint.get("/account/data")
@require_permission(Permission.MANAGE_ACCOUNT)
def show() -> ResponseReturnValue:
    return render_template("account/personal_data.html", **page_values())


@blueprint.get("/account/data/download.json")
@require_permission(Permission.MANAGE_ACCOUNT)
def download_json() -> ResponseReturnValue:
    return as_download(jsonify(personal_data.export(db.session, require_person())), "my-data.json")


@blueprint.get("/account/data/download.html")
@require_permission(Permission.MANAGE_ACCOUNT)
def download_html() -> ResponseReturnValue:
    page = render_template("account/personal_data_file.html", **page_values())
    return as_download(Response(page, mimetype="text/html"), "my-data.html")


def page_values() -> dict[str, Any]:
    """Return what both pages show: all data, who can see it, and who has."""
    data = personal_data.export(db.session, require_person())
    names = [shown_name(coordinator) for coordinator in staff.coordinators(db.session)]
    return {
        "data": data,
        "coordinator_names": sorted(filter(None, names), key=collation_key),
        "unnamed_coordinators": names.count(""),
        "reading_days": reading_days(data["readings"]),
        "own_reasons": OWN_REASONS,
        "ratings": RATINGS,
        "constraint_in_words": constraint_in_words,
    }


def reading_days(readings: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], int]]:
    """Return the last reading of each day, reader and kind, and how many there were that day."""
    days: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    for item in readings:  # the newest first
        day = to_user_timezone(item["at"]).date()
        days.setdefault((day, item["by"], item["by_you"], item["what"]), []).append(item)
    return [(items[0], len(items)) for items in days.values()]


@blueprint.route("/account/delete", methods=["GET", "POST"])
@require_permission(Permission.MANAGE_ACCOUNT)
def delete_account() -> ResponseReturnValue:
    form, person = ConfirmPasswordForm(), require_person()
    if form.validate_on_submit():
        error = password_error(person, form.password.data or "")
        if error is None:
            personal_data.lock_with_matches(db.session, person)  # before the first write
            passwords.claim_person(db.session, person)
            personal_data.erase(db.session, person)
            sessions.clear_session()
            flash(_("Everything about you is deleted. We wish you well."), "success")
            response = make_response(redirect(url_for("apply.welcome")))
            return sessions.clear_site_data(response, cookies=False)
        form.password.errors = [error]
    return render_form("account/delete.html", form=form)
