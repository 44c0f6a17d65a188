"""The list of people: their applications, of one round or of all; search, select, export."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship import vocabulary
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.list_filters import (
    coordinator_filter,
    coordinator_names,
    language_filter,
    region_filter,
    round_filter,
    state_links,
)
from mentorship.coordinate.people.application_rows import application_rows
from mentorship.extensions import db
from mentorship.models import ApplicationState
from mentorship.permissions import Permission
from mentorship.services.applications import application_lists
from mentorship.services.applications.application_lists import APPLICATIONS, Account, Progress
from mentorship.web.access_control import require_permission
from mentorship.web.lists import ListAction, ListFilter, ShownList

ACTIONS = (
    ListAction("coordinate.accept_selected", _l("Accept")),
    ListAction("coordinate.waitlist_selected", _l("Move to the waitlist")),
    ListAction("coordinate.decline_selected", _l("Decline")),
    ListAction("coordinate.write_to_selected", _l("Write to them")),
    ListAction("coordinate.make_sign_in_links", _l("Make sign-in links")),
)


@blueprint.route("/people", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def list_people() -> ResponseReturnValue:
    shown = shown_people()
    if (url := shown.url_of_chosen_filters()) is not None:
        return redirect(url)
    applications = application_lists.with_ids(db.session, shown.page_ids)
    return render_template(
        "coordinate/people/people.html",
        shown=shown,
        states=state_links(shown, _state_names()),
        rows=application_rows(applications, coordinator_names(shown)),
    )


def shown_people() -> ShownList:
    """Return the list of people that the request asks for, also for actions on several."""
    return ShownList("coordinate.list_people", APPLICATIONS, _filters(), ACTIONS)


def selected_application_ids() -> list[int]:
    """Return the ids of the applications that a form of the list was sent about."""
    return shown_people().selected_ids()


def _filters() -> list[ListFilter]:
    return [
        round_filter(),
        ListFilter("role", _("Role"), {"mentor": _("Mentors"), "mentee": _("Mentees")}),
        ListFilter("state", _("State"), _state_names()),
        ListFilter("progress", _("So far"), _progress_names()),
        coordinator_filter(),
        ListFilter("community", _("Community"), vocabulary.COMMUNITIES),
        language_filter(),
        region_filter(),
        ListFilter(
            "account",
            _("Account"),
            {Account.WITH: _("can sign in"), Account.WITHOUT: _("cannot sign in yet")},
        ),
    ]


def _state_names() -> dict[str, str]:
    return {
        ApplicationState.SUBMITTED: _("Applied"),
        ApplicationState.IN_SCREENING: _("In screening"),
        ApplicationState.ACCEPTED: _("Accepted"),
        ApplicationState.WAITLISTED: _("Waitlist"),
        ApplicationState.DECLINED: _("Declined"),
        ApplicationState.WITHDRAWN: _("Withdrawn"),
    }


def _progress_names() -> dict[str, str]:
    return {
        Progress.UNREAD: _("not read yet"),
        Progress.UNMATCHED: _("without a match"),
        Progress.INTRODUCED: _("introduced"),
        Progress.MATCHED: _("in a match"),
        Progress.WAITED: _("waited in an earlier round"),
    }
