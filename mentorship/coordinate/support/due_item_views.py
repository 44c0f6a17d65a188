"""Take care of something that is due: done, with a note; put off, with a reason; a message."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.clock import today
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.support import support_labels
from mentorship.coordinate.support.due_item_forms import DoneForm, MessageForm, PostponeForm
from mentorship.coordinate.support.due_list_views import url_of_list
from mentorship.extensions import db
from mentorship.models import Application, DueItem, Pair, Party, SupportEntry
from mentorship.permissions import Permission
from mentorship.services.contact_links import contact_links
from mentorship.services.match_support import support_entries
from mentorship.services.match_support.safety_periods import is_on_for_pair
from mentorship.services.messages import threads
from mentorship.services.pairs import pairs
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.readings import opens_page, record_and_show, require_reading
from mentorship.web.row_pages import page_of
from mentorship.web.stale_forms import refuse_stale

ITEM_URL = "/matches/<int:pair_id>/due/<rule>/<party>"
POSTPONE_URL = f"{ITEM_URL}/postpone"
MESSAGE_URL = f"{ITEM_URL}/message/<any(mentee, mentor):to>"


def item_of(pair: Pair, rule: str, party: str) -> DueItem:
    """Return what a URL names, or go back to the match with a word if nothing is due."""
    item = support_entries.due_item(db.session, pair, rule, party)
    if item is None or item.done_on is not None:
        flash(support_entries.taken_care_of(), "warning")
        abort(redirect(page_of(pair)))
    return item


@blueprint.route(ITEM_URL, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE_OTHERS, load=pairs.pair_with_id)
@refuse_stale(about=item_of)
@require_reading
def show_due(pair: Pair, rule: str, party: str) -> ResponseReturnValue:
    """Show why something is due and how to reach whom it concerns; note that it is done."""
    item = item_of(pair, rule, party)
    form = DoneForm.for_rule(rule)
    if form.validate_on_submit():
        support_entries.mark_done(
            db.session, require_person(), item, form.note.data or "", was_right=form.said_right()
        )
        flash(_("Noted. You can undo it in the list for an hour."), "success")
        return redirect(page_of(pair))
    return render_form(
        "coordinate/support/due_item.html",
        form=form,
        pair=pair,
        item=item,
        is_coming=item.due_on is None or item.due_on > today(),
        postponement=support_entries.postponement_of(db.session, item),
        people=people_of(pair, item.party),
        online_only=is_on_for_pair(db.session, pair),
        contact_links=contact_links,
        support_labels=support_labels,
    )


@blueprint.post(f"{ITEM_URL}/open")
@blueprint.post(f"{POSTPONE_URL}/open")
@blueprint.post(f"{MESSAGE_URL}/open")
@require_permission(Permission.COORDINATE_OTHERS, load=pairs.pair_with_id)
@opens_page
def open_due(pair: Pair, rule: str, party: str, to: str = "") -> ResponseReturnValue:
    return record_and_show(pair)


@blueprint.post(f"{ITEM_URL}/done")
@require_permission(Permission.COORDINATE_OTHERS, load=pairs.pair_with_id)
@refuse_stale(about=item_of)
def mark_due_done(pair: Pair, rule: str, party: str) -> ResponseReturnValue:
    """Note in one tap that something is done, and stay in the list."""
    support_entries.mark_done(db.session, require_person(), item_of(pair, rule, party))
    flash(_("Marked as done. You can undo it below for an hour."), "success")
    return redirect(url_of_list())


@blueprint.route(POSTPONE_URL, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE_OTHERS, load=pairs.pair_with_id)
@refuse_stale(about=item_of)
@require_reading
def postpone_due(pair: Pair, rule: str, party: str) -> ResponseReturnValue:
    item, form = item_of(pair, rule, party), PostponeForm()
    if form.validate_on_submit() and form.until.data:
        support_entries.postpone(
            db.session, require_person(), item, form.until.data, form.reason.data or ""
        )
        flash(_("Put off. It comes back on that day."), "success")
        return redirect(url_for(".list_due"))
    return render_form(
        "coordinate/support/postpone.html",
        form=form,
        pair=pair,
        item=item,
        support_labels=support_labels,
    )


@blueprint.route(MESSAGE_URL, methods=["GET", "POST"])
@require_permission(Permission.COORDINATE_OTHERS, load=pairs.pair_with_id)
@refuse_stale(about=lambda pair, rule, party, to: item_of(pair, rule, party))
@require_reading
def write_about_due(pair: Pair, rule: str, party: str, to: str) -> ResponseReturnValue:
    """Send the message that is ready, perhaps changed."""
    item = item_of(pair, rule, party)
    (application,) = people_of(pair, Party(to))
    online_only = is_on_for_pair(db.session, pair)
    ready = support_labels.message_to(application.person, rule, online_only=online_only)
    form = MessageForm(text=ready)
    if form.validate_on_submit():
        threads.write_to(db.session, require_person(), application.person, form.text.data or "")
        flash(_("Your message is sent. Mark it as done once you have talked."), "success")
        return redirect(page_of(pair))
    return render_form(
        "coordinate/support/message.html",
        form=form,
        pair=pair,
        item=item,
        application=application,
        support_labels=support_labels,
    )


@blueprint.post("/support-entries/<int:entry_id>/undo")
@require_permission(Permission.COORDINATE_OTHERS, load=support_entries.entry_with_id)
@refuse_stale()
def undo_support_entry(entry: SupportEntry) -> ResponseReturnValue:
    support_entries.undo(db.session, require_person(), entry)
    flash(_("Undone. It is due again."), "success")
    return redirect(url_of_list())


def people_of(pair: Pair, party: Party) -> list[Application]:
    both = {Party.MENTEE: pair.mentee, Party.MENTOR: pair.mentor}
    return [both[party]] if party in both else list(both.values())
