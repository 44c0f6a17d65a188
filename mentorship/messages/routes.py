"""A person's threads with the coordinators: one for everything, one for each concern.

A page that is opened changes nothing, so what a coordinator has written is opened by a button.
Until then the page does not show it, and the coordinators can take it back.
"""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.messages.forms import AskForm
from mentorship.models import Thread
from mentorship.permissions import Permission
from mentorship.services.messages import own_messages, readers, threads
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate

blueprint = Blueprint("messages", __name__, url_prefix="/my-messages")


@blueprint.route("", methods=["GET", "POST"])
@require_permission(Permission.ASK_COORDINATORS)
def ask() -> ResponseReturnValue:
    """Show everything but concerns, with the form to write to the coordinators."""
    person, form = require_person(), AskForm()
    if form.validate_on_submit():
        return send(form, threads.open_thread(db.session, person))
    thread = threads.thread_of(db.session, person)
    can_be_read = bool(readers.readers_of_questions(db.session, person))
    return show(form, thread, can_be_read=can_be_read)


@blueprint.route("/<int:thread_id>", methods=["GET", "POST"])
@require_permission(Permission.READ_OWN_THREAD, load=threads.thread_with_id)
def show_thread(thread: Thread) -> ResponseReturnValue:
    """Show what is written about one concern."""
    if thread.concern is None:
        return redirect(url_for(".ask"))
    form = AskForm()
    if form.validate_on_submit():
        return send(form, thread)
    return show(form, thread, can_be_read=bool(readers.readers_of(db.session, thread)))


@blueprint.post("/<int:thread_id>/open")
@require_permission(Permission.READ_OWN_THREAD, load=threads.thread_with_id)
def open_messages(thread: Thread) -> ResponseReturnValue:
    """Note that the person reads what is new, and show it."""
    own_messages.mark_read(db.session, thread)
    return redirect(f"{url_of(thread)}#messages")


def send(form: AskForm, thread: Thread) -> ResponseReturnValue:
    person, urgent = require_person(), bool(form.urgent.data)
    threads.ask(db.session, person, thread, form.text.data or "", urgent=urgent)
    flash(_("Your message is sent. A coordinator answers you here."), "success")
    return redirect(url_of(thread))


def url_of(thread: Thread) -> str:
    is_general = thread.concern_id is None
    return url_for(".ask") if is_general else url_for(".show_thread", thread_id=thread.id)


def show(form: AskForm, thread: Thread | None, *, can_be_read: bool) -> ResponseReturnValue:
    person = require_person()
    every = own_messages.threads_of(db.session, person)
    messages = paginate(own_messages.messages_in(thread), SHORT_PAGE_SIZE) if thread else None
    return render_form(
        "messages/thread.html",
        form=form,
        thread=thread,
        messages=messages,
        others=[item for item in every if item is not thread],
        unread=own_messages.unread_counts(db.session, person),
        can_be_read=can_be_read,
    )
