"""Prepared answers: list, add, change and delete them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.messages.forms import CannedAnswerForm, values_of
from mentorship.extensions import db
from mentorship.models import CannedAnswer
from mentorship.permissions import Permission
from mentorship.services.messages import canned_answers
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale


@blueprint.get("/messages/answers")
@require_permission(Permission.COORDINATE)
def list_canned_answers() -> ResponseReturnValue:
    items = canned_answers.answers(db.session)
    return render_template("coordinate/messages/canned_answers.html", items=items)


@blueprint.post("/messages/answers/examples")
@require_permission(Permission.COORDINATE)
def add_example_answers() -> ResponseReturnValue:
    canned_answers.add_examples(db.session, require_person())
    flash(_("Added. Change them as you like."), "success")
    return redirect(url_for(".list_canned_answers"))


@blueprint.route("/messages/answers/new", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def add_canned_answer() -> ResponseReturnValue:
    form = CannedAnswerForm()
    if form.validate_on_submit():
        title, texts = form.title.data or "", form.texts()
        item = canned_answers.add(db.session, require_person(), title, texts)
        return show_in_list(item, _("Added."))
    return render_form("coordinate/messages/canned_answer.html", form=form, item=None)


@blueprint.route("/messages/answers/<int:canned_answer_id>", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=canned_answers.answer_with_id)
@refuse_stale()
def change_canned_answer(item: CannedAnswer) -> ResponseReturnValue:
    form = CannedAnswerForm(data={"title": item.title, **values_of(item.texts)})
    if form.validate_on_submit():
        title, texts = form.title.data or "", form.texts()
        canned_answers.change(db.session, require_person(), item, title, texts)
        return show_in_list(item, _("Changed."))
    return render_form("coordinate/messages/canned_answer.html", form=form, item=item)


@blueprint.route("/messages/answers/<int:canned_answer_id>/delete", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=canned_answers.answer_with_id)
@refuse_stale()
def delete_canned_answer(item: CannedAnswer) -> ResponseReturnValue:
    """Ask for confirmation, then delete a prepared answer."""
    if request.method != "POST":
        return render_template("coordinate/messages/delete_canned_answer.html", item=item)
    canned_answers.delete(db.session, require_person(), item)
    flash(_("Deleted. Messages that you have sent with it stay."), "success")
    return redirect(url_for(".list_canned_answers"))


def show_in_list(item: CannedAnswer, message: str) -> ResponseReturnValue:
    place = f"answer-{item.id}"
    flash_at(place, message)
    return redirect(url_for(".list_canned_answers", _anchor=place))
