"""Notes of coordinators about an applicant: write, mark as discussed, delete."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.people.forms import NoteForm
from mentorship.extensions import db
from mentorship.models import Application, Note
from mentorship.permissions import Permission
from mentorship.services.applications import notes, submission
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.flashes import flash_at
from mentorship.web.forms import render_form
from mentorship.web.stale_forms import refuse_stale

PLACE = "notes"


@blueprint.route("/applications/<int:application_id>/notes", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE_OTHERS, load=submission.application_with_id)
def write_note(application: Application) -> ResponseReturnValue:
    """Add a note from the person's page; this page shows the form again if it has errors."""
    form = NoteForm()
    if not form.validate_on_submit():
        return render_form("coordinate/people/note.html", application=application, form=form)
    notes.write_note(
        db.session,
        require_person(),
        application,
        form.text.data or "",
        to_discuss=form.to_discuss.data,
        is_withheld=form.is_withheld.data,
    )
    flash_at(
        PLACE,
        _("Saved. The others see on their page “Today” that you ask for an opinion.")
        if form.to_discuss.data
        else _("Saved."),
    )
    return _page_of(application)


@blueprint.post("/notes/<int:note_id>/discussed")
@require_permission(Permission.COORDINATE_OTHERS, load=notes.note_with_id)
@refuse_stale()
def mark_note_discussed(note: Note) -> ResponseReturnValue:
    notes.mark_discussed(db.session, require_person(), note)
    flash_at(PLACE, _("Marked as discussed."))
    return _page_of(note.application)


@blueprint.post("/notes/<int:note_id>/delete")
@require_permission(Permission.COORDINATE_OTHERS, load=notes.note_with_id)
@refuse_stale()
def delete_note(note: Note) -> ResponseReturnValue:
    application = note.application
    notes.delete_note(db.session, require_person(), note)
    flash_at(PLACE, _("The note is deleted."))
    return _page_of(application)


def _page_of(application: Application) -> ResponseReturnValue:
    page = url_for(".show_application", application_id=application.id, _anchor=PLACE)
    return redirect(page)
