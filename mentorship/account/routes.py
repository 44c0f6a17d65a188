"""Home: what is mine, and what I could do next."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mentorship.extensions import db
from mentorship.permissions import allows
from mentorship.services import applications, pairs, rounds
from mentorship.web.gate import actor, permits

blueprint = Blueprint("account", __name__)


@blueprint.get("/home")
@permits("see own home")
def home() -> ResponseReturnValue:
    person = actor()
    own = applications.applications_of(db.session, person)
    if allows(person, "coordinate") and not own:
        return redirect(url_for("coordinate.overview"))
    return render_template(
        "account/home.html",
        person=person,
        applications=own,
        pairs=pairs.pairs_of(db.session, person),
        round=rounds.open_for_applications(db.session),
    )
