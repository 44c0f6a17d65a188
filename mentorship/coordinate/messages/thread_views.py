"""A thread, for coordinators: answer it, assign it, mark it as done."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.messages.forms import AnswerForm
from mentorship.extensions import db
from mentorship.models import Person, Thread
from mentorship.permissions import Permission
from mentorship.services.messages import (
    assignment,
    canned_answers,
    completion,
    inbox,
    own_messages,
    readers,
    threads,
)
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate
from mentorship.web.stale_forms import refuse_stale


@blueprint.route("/messages/<int:thread_id>", methods=["GET", "POST"])
@require_permission(Permission.ANSWER_THREAD, load=threads.thread_with_id)
@refuse_stale()
def show_thread(thread: Thread) -> ResponseReturnValue:
    """Show a thread; answer it, or insert a prepared answer into what is typed."""
    form = AnswerForm()
    if not thread.person.can_be_read():
        return thread_page(thread, form, HTTPStatus.OK)
    if "insert" in request.form:
        insert_canned_answer(form, thread)
        return thread_page(thread, form, HTTPStatus.OK)
    if form.validate_on_submit():
        return answer(thread, form.text.data or "")
    return thread_page(thread, form)


def insert_canned_answer(form: AnswerForm, thread: Thread) -> None:
    """Insert a prepared answer in the person's language, in each if they have chosen none."""
    item_id = request.form.get("insert", 0, type=int)
    item = next((item for item in canned_answers.answers(db.session) if item.id == item_id), None)
    if item is not None:
        language, texts = thread.person.language, item.texts.values()
        form.insert(item.text_in(language) if language else "\n\n".join(filter(None, texts)))


def answer(thread: Thread, text: str) -> ResponseReturnValue:
    threads.answer(db.session, require_person(), thread, text)
    message = _("Sent. They see it when they sign in; an email says only that there is news.")
    if "and_done" in request.form:
        completion.mark_done(db.session, require_person(), thread)
        message = _("Sent, and marked as done. If they write again, it waits for you again.")
    return show_at_state(thread, message)


def thread_page(
    thread: Thread, form: AnswerForm, status: HTTPStatus | None = None
) -> ResponseReturnValue:
    actor = require_person()
    applications = inbox.newest_applications(db.session, [thread.person_id])
    messages = paginate(own_messages.messages_in(thread), SHORT_PAGE_SIZE)
    unanswered = [item for item in messages.items if inbox.waits(item)]
    return render_form(
        "coordinate/messages/thread.html",
        status=status,
        form=form,
        can_be_answered=thread.person.can_be_read(),
        thread=thread,
        application=applications.get(thread.person_id),
        messages=messages,
        unanswered=unanswered[::-1],  # read in the order in which they were written
        earlier=[item for item in messages.items if item not in unanswered],
        canned_answers=canned_answers.answers(db.session),
        readers=readers.readers_of(db.session, thread),
        next_thread=inbox.next_waiting(db.session, actor, thread),
        others=inbox.other_threads(db.session, actor, thread),
    )


@blueprint.post("/messages/<int:thread_id>/assign")
@require_permission(Permission.ANSWER_THREAD, load=threads.thread_with_id)
@refuse_stale()
def assign_thread(thread: Thread) -> ResponseReturnValue:
    coordinator_id = request.form.get("coordinator", 0, type=int)
    by_id = {item.id: item for item in readers.readers_of(db.session, thread)}
    coordinator: Person | None = by_id.get(coordinator_id)
    if coordinator is None:
        flash(_("Choose a coordinator who can read this."), "warning")
        return redirect(url_for(".show_thread", thread_id=thread.id))
    assignment.assign(db.session, require_person(), thread, coordinator)
    return show_at_state(thread, _("Assigned."))


@blueprint.post("/messages/<int:thread_id>/done")
@require_permission(Permission.ANSWER_THREAD, load=threads.thread_with_id)
@refuse_stale()
def mark_thread_done(thread: Thread) -> ResponseReturnValue:
    completion.mark_done(db.session, require_person(), thread)
    return show_at_state(thread, _("Marked as done. If they write again, it waits for you again."))


@blueprint.post("/messages/<int:thread_id>/reopen")
@require_permission(Permission.ANSWER_THREAD, load=threads.thread_with_id)
@refuse_stale()
def reopen_thread(thread: Thread) -> ResponseReturnValue:
    completion.reopen(db.session, require_person(), thread)
    return show_at_state(thread, _("Open again."))


@blueprint.post("/messages/<int:thread_id>/take-back")
@require_permission(Permission.ANSWER_THREAD, load=threads.thread_with_id)
@refuse_stale()
def take_back_message(thread: Thread) -> ResponseReturnValue:
    """Delete the message that a coordinator wrote here, unless the person has opened it."""
    message_id = request.form.get("message", 0, type=int)
    message = threads.own_message(db.session, require_person(), thread, message_id)
    if message is not None and threads.take_back(db.session, require_person(), message):
        return show_at_state(thread, _("Taken back. They never saw it."))
    flash(_("They have opened it meanwhile, so it stays."), "warning")
    return redirect(url_for(".show_thread", thread_id=thread.id))


def show_at_state(thread: Thread, message: str) -> ResponseReturnValue:
    flash_at("state", message)
    return redirect(url_for(".show_thread", thread_id=thread.id, _anchor="state"))
