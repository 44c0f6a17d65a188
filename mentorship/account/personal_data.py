"""My data: see it all, take it along, correct it, delete it."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.account.forms import ConfirmPasswordForm
from mentorship.account.sign_in import trouble_with_password
from mentorship.extensions import db
from mentorship.services import personal_data
from mentorship.web import sessions
from mentorship.web.access_control import actor, permits

blueprint = Blueprint("my_data", __name__, url_prefix="/my-data")


@blueprint.get("")
@permits("keep own account")
def show() -> ResponseReturnValue:
    return render_template("account/my_data.html", data=personal_data.gather(db.session, actor()))


@blueprint.get("/download.json")
@permits("keep own account")
def download_json() -> ResponseReturnValue:
    return as_file(jsonify(personal_data.gather(db.session, actor())), "my-data.json")


@blueprint.get("/download.html")
@permits("keep own account")
def download_page() -> ResponseReturnValue:
    data = personal_data.gather(db.session, actor())
    page = render_template("account/my_data_file.html", data=data)
    return as_file(Response(page, mimetype="text/html"), "my-data.html")


def as_file(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.route("/delete", methods=["GET", "POST"])
@permits("keep own account")
def delete() -> ResponseReturnValue:
    form, person = ConfirmPasswordForm(), actor()
    if form.validate_on_submit():
        trouble = trouble_with_password(person, form.password.data or "")
        if trouble is None:
            personal_data.erase(db.session, person)
            sessions.forget()
            flash(_("Everything about you is deleted. We wish you well."), "success")
            return redirect(url_for("apply.welcome"))
        form.password.errors = [trouble]
    page = render_template("account/delete.html", form=form)
    return page, 422 if request.method == "POST" else 200
