"""The coordinators' inbox: its parts, a search by name, several threads at once, and its file."""

from datetime import UTC, datetime
from functools import cached_property

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_sqlalchemy.pagination import Pagination

from mentorship.clock import now, today
from mentorship.coordinate import labels
from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.models import Thread
from mentorship.permissions import Permission
from mentorship.services.accounts import staff
from mentorship.services.audit import record
from mentorship.services.exports import Column, make_sheet
from mentorship.services.messages import assignment, completion, inbox
from mentorship.services.messages.inbox import InboxRow, Part
from mentorship.services.name_search import MAX_NAME_CHARACTERS
from mentorship.text_cleaning import clean_text
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.downloads import TABLE_FORMATS, download_table
from mentorship.web.paging import paginate_counted, paginate_sequence

NEVER = datetime.min.replace(tzinfo=UTC)


class ShownInbox:
    """The inbox as a request asks for it; a name is sent in the body, never in the URL."""

    max_name_characters = MAX_NAME_CHARACTERS

    @cached_property
    def part(self) -> Part:
        return request.args.get("show", Part.WAITING, type=Part)

    @cached_property
    def name(self) -> str:
        return " ".join(clean_text(request.form.get("name")).split())[:MAX_NAME_CHARACTERS]

    @cached_property
    def page(self) -> Pagination:
        if self.name:
            return paginate_sequence(self.threads())
        return paginate_counted(
            inbox.threads_in(require_person(), self.part), self.counts[self.part]
        )

    @cached_property
    def counts(self) -> dict[Part, int]:
        """How many threads each part has."""
        return inbox.counts(db.session, require_person())

    def threads(self) -> list[Thread]:
        """Return the threads of all pages."""
        if self.name:
            return inbox.threads_named(db.session, require_person(), self.part, self.name)
        return list(db.session.scalars(inbox.threads_in(require_person(), self.part)))

    def selected(self) -> list[Thread]:
        """Return the threads of the page that a sent form is about."""
        shown: list[Thread] = self.page.items
        if "all" in request.form:
            return shown
        checked = set(request.form.getlist("ids", type=int))
        return [thread for thread in shown if thread.id in checked]

    def url(self, endpoint: str) -> str:
        return url_for(endpoint, show=self.part.value, page=request.args.get("page", type=int))


COLUMNS: tuple[Column[InboxRow], ...] = (
    Column(_l("Thread"), lambda row: row.thread.id),
    Column(_l("Name"), lambda row: _name(row), names_person=True),
    Column(_l("Concern"), lambda row: _yes_or_nothing(row.thread.concern_id is not None)),
    Column(_l("Urgent"), lambda row: _yes_or_nothing(row.thread.is_urgent)),
    Column(_l("Waits since"), lambda row: row.thread.waits_since),
    Column(_l("Last message"), lambda row: row.thread.last_message_at),
    Column(_l("Done"), lambda row: row.thread.done_at),
    Column(_l("Assigned to"), lambda row: _assignee(row)),
)


def _name(row: InboxRow) -> str:
    return labels.name_of(row.application) if row.application else ""


def _yes_or_nothing(value: bool) -> str:
    return _("yes") if value else ""


def _assignee(row: InboxRow) -> str:
    return labels.staff_name(row.thread.assignee) if row.thread.assignee else ""


@blueprint.route("/messages", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def list_threads() -> ResponseReturnValue:
    shown_at = now()  # before anything is read: what comes now was not seen
    shown = ShownInbox()
    return render_template(
        "coordinate/messages/inbox.html",
        shown=shown,
        page=shown.page,
        rows=inbox.rows(db.session, shown.page.items),
        coordinators=staff.coordinators(db.session),
        shown_at=shown_at.isoformat(),
    )


@blueprint.post("/messages/assign")
@require_permission(Permission.COORDINATE)
def assign_threads() -> ResponseReturnValue:
    """Give several threads to a coordinator; those that they may not read stay where they are."""
    shown = ShownInbox()
    coordinator_id = request.form.get("coordinator", 0, type=int)
    by_id = {item.id: item for item in staff.coordinators(db.session)}
    selected, coordinator = shown.selected(), by_id.get(coordinator_id)
    if coordinator is None or not selected:
        flash(_("Choose at least one thread, and a coordinator."), "warning")
        return redirect(shown.url(".list_threads"))
    count = assignment.assign_several(db.session, require_person(), selected, coordinator)
    flash(ngettext("%(num)s thread assigned.", "%(num)s threads assigned.", count), "success")
    if count < len(selected):
        flash(_("The others they may not read, so those stay where they are."), "warning")
    return redirect(shown.url(".list_threads"))


def moment(text: str) -> datetime:
    """Read the moment at which a page was made; only an altered one has no time zone.

    Raises
    ------
    ValueError
        It is none.
    """
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError
    return value


@blueprint.post("/messages/done")
@require_permission(Permission.COORDINATE)
def mark_threads_done() -> ResponseReturnValue:
    """Mark several threads as done, as the page showed them."""
    shown = ShownInbox()
    selected = shown.selected()
    if not selected:
        flash(_("Choose at least one thread."), "warning")
        return redirect(shown.url(".list_threads"))
    shown_at = request.form.get("shown_at", NEVER, type=moment)
    count = completion.mark_several_done(db.session, require_person(), selected, shown_at)
    flash(
        ngettext(
            "%(num)s thread marked as done. If they write again, it waits for you again.",
            "%(num)s threads marked as done. If they write again, they wait for you again.",
            count,
        ),
        "success",
    )
    if count < len(selected):
        flash(
            _("The others stay open: they hold a concern or a message that came meanwhile."),
            "warning",
        )
    return redirect(shown.url(".list_threads"))


@blueprint.post("/messages/export")
@require_permission(Permission.COORDINATE)
def export_threads() -> ResponseReturnValue:
    """Send the inbox as a file: who waits since when, never what anybody wrote."""
    with_names = "with_names" in request.form
    rows = inbox.rows(db.session, ShownInbox().threads())
    action = "export messages with names" if with_names else "export messages"
    record(db.session, require_person(), action, require_person())
    sheet = make_sheet(_("Messages"), COLUMNS, rows, with_names=with_names)
    asked = request.form.get("format", "")
    table_format = asked if asked in TABLE_FORMATS else "csv"
    return download_table([sheet], table_format, f"messages-{today().isoformat()}")
