"""The home page: a person's matches and applications, and what they can do next."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mentorship.extensions import db
from mentorship.permissions import Permission, allows
from mentorship.services.applications import form_steps, rounds, submission
from mentorship.services.email import queue
from mentorship.services.pairing import pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.paging import paginate

EMAILS_PER_PAGE = 10
blueprint = Blueprint("account", __name__)


@blueprint.get("/home")
@require_permission(Permission.SEE_HOME)
def home() -> ResponseReturnValue:
    person = require_person()
    applications = submission.applications_of(db.session, person)
    if allows(person, Permission.COORDINATE) and not applications:
        return redirect(url_for("coordinate.list_rounds"))
    return render_template(
        "account/home.html",
        person=person,
        applications=applications,
        pairs=pairs.pairs_of(db.session, person),
        round=rounds.newest_open_round(db.session),
        takes_applications=rounds.takes_applications,
        progress=form_steps.progress,
    )


@blueprint.get("/outbox")
@require_permission(Permission.READ_OUTBOX)
def outbox() -> ResponseReturnValue:
    return render_template("account/outbox.html", page=paginate(queue.outbox(), EMAILS_PER_PAGE))
