"""Pages that show what somebody wrote: their opening is recorded before they are shown.

A GET never writes, so such a page is opened by a POST, which records the reading and redirects to
the page. Whoever follows its URL without one, from a bookmark, is asked to press a button first.
"""

from functools import wraps
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from mentorship.after_commit import commit
from mentorship.extensions import db
from mentorship.services import readings
from mentorship.web.access_control import View, require_person
from mentorship.web.nearest_page import nearest_page
from mentorship.web.transactions import SAFE_METHODS


def require_reading(view: View) -> View:
    """Show a person's page only if the audit trail has a recent reading of it by this person.

    The route of the page's URL with ``/open`` at its end records one: see `record_and_show`. A form
    of the page that is sent later than that records another one, so that what was typed is not
    lost. Put it below `refuse_stale`: a form that is refused shows nothing.
    """

    @wraps(view)
    def guarded(row: readings.Readable, **url_values: Any) -> ResponseReturnValue:
        if not readings.is_reading(db.session, require_person(), row):
            if request.method in SAFE_METHODS:
                page = request.root_path + request.path
                return render_template("coordinate/open_page.html", page=page)
            readings.record_reading(db.session, require_person(), row)
            commit(db.session)  # the view may roll back what it does, and show the page then
        return view(row, **url_values)

    guarded.requires_reading = True  # type: ignore[attr-defined]
    return guarded


def opens_page(view: View) -> View:
    """Declare that a POST opens a page: whoever has to sign in first goes on to that page."""
    view.opens_page = True  # type: ignore[attr-defined]
    return view


def record_and_show(row: readings.Readable) -> ResponseReturnValue:
    """Record that a person's page is opened, and redirect to it from its ``/open``."""
    readings.record_reading(db.session, require_person(), row)
    return redirect(nearest_page())
