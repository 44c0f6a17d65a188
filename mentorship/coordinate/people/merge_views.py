"""Merge two accounts of one person: who may be here twice, what is kept, and the merge."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people.forms import SearchForm
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application
from mentorship.permissions import Permission
from mentorship.services import readings
from mentorship.services.applications import submission
from mentorship.services.merging import duplicates, merge_plan, merge_requests
from mentorship.services.merging.merge import merge
from mentorship.services.merging.merge_plan import MergePlan, TwoApplications
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.readings import opens_page
from mentorship.web.staff_names import staff_name
from mentorship.web.stale_forms import refuse_stale

TWO = "/applications/<int:application_id>/merge/<int:other_id>"
FIRST, SECOND = "first", "second"


@dataclass(frozen=True)
class Choices:
    """Whose account and whose answers a coordinator wants to keep."""

    account: str = FIRST
    answers: str = FIRST

    def plan(self, two: TwoApplications) -> MergePlan:
        return merge_plan.plan_merge(db.session, *self.arguments(two))

    def arguments(self, two: TwoApplications) -> tuple[Application, Application, Application]:
        """Return the application of the account to keep, that of the answers, and the other."""
        account, other = two.first, two.second
        if self.account == SECOND:
            account, other = other, account
        return account, two.second if self.answers == SECOND else two.first, other


@blueprint.route("/applications/<int:application_id>/merge", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE_OTHERS, load=submission.application_with_id)
def find_duplicates(application: Application) -> ResponseReturnValue:
    """List who may be the same person, or whom a typed name finds; the name is in no URL."""
    form = SearchForm()
    found: Sequence[Application] | None = None
    if form.validate_on_submit():
        found = duplicates.search(db.session, application, form.name.data or "")
    return render_form(
        "coordinate/people/duplicates.html",
        status=None if found is None else HTTPStatus.OK,
        application=application,
        form=form,
        found=found,
        similar=duplicates.possible_duplicates(db.session, application),
    )


@blueprint.post(f"{TWO}/open")
@require_permission(Permission.COORDINATE_OTHERS, load=merge_plan.two_applications)
@opens_page
def open_merge(two: TwoApplications) -> ResponseReturnValue:
    """Record that both applications are read, and compare them."""
    for application in (two.first, two.second):
        readings.record_reading(db.session, require_person(), application)
    return redirect(_page_of(two))


@blueprint.route(TWO, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE_OTHERS, load=merge_plan.two_applications)
@refuse_stale(about=lambda two: two.first)
def merge_people(two: TwoApplications) -> ResponseReturnValue:
    if request.method != "POST":
        return _comparison(two)
    choices = Choices(request.form.get("account", FIRST), request.form.get("answers", FIRST))
    account, answers, other = choices.arguments(two)
    seen = request.form.get("shown", "")
    person = merge(db.session, require_person(), account, answers, other, seen=seen)
    flash(_("Merged. The two are one person now, and their matches and messages are together."))
    kept = submission.applications_of(db.session, person)[0]
    return redirect(url_for(".show_application", application_id=kept.id))


@blueprint.post(f"{TWO}/request")
@require_permission(Permission.COORDINATE_OTHERS, load=merge_plan.two_applications)
@refuse_stale(about=lambda two: two.first)
def request_merge(two: TwoApplications) -> ResponseReturnValue:
    merge_requests.request_merge(db.session, require_person(), two.first, two.second)
    flash(_("Another coordinator finds this on their page “Today”, and can merge the two."))
    return redirect(_page_of(two))


@blueprint.post(f"{TWO}/cancel")
@require_permission(Permission.COORDINATE_OTHERS, load=merge_plan.two_applications)
@refuse_stale(about=lambda two: two.first)
def cancel_merge_request(two: TwoApplications) -> ResponseReturnValue:
    merge_requests.cancel_request(db.session, require_person(), two.first, two.second)
    flash(_("Nobody is asked to merge these two any more."))
    return redirect(_page_of(two))


def _comparison(two: TwoApplications) -> ResponseReturnValue:
    reader = require_person()
    if not all(readings.is_reading(db.session, reader, item) for item in (two.first, two.second)):
        return render_template("coordinate/open_page.html", page=_page_of(two))
    plan, refusal = None, ""
    try:
        plan = Choices().plan(two)
    except UserFacingError as error:
        refusal = str(error)
    return render_template(
        "coordinate/people/merge.html",
        two=two,
        plan=plan,
        refusal=refusal,
        request_=merge_requests.request_about(db.session, two.first, two.second),
        reader=reader,
        staff_name=staff_name,
    )


def _page_of(two: TwoApplications) -> str:
    return url_for(".merge_people", application_id=two.first.id, other_id=two.second.id)
