"""Import people from a spreadsheet: upload, columns, answers, plan, commit."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from mentorship.after_commit import rollback
from mentorship.coordinate.imports import answer_forms, labels
from mentorship.coordinate.imports.column_forms import ColumnsForm, columns_form
from mentorship.coordinate.imports.upload_forms import ReadingForm, UploadForm
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ImportSheet, Round
from mentorship.permissions import Permission
from mentorship.services.applications import rounds
from mentorship.services.imports import saved_mappings, sessions
from mentorship.services.imports.mapping import REQUIRED_COLUMNS
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES, too_large
from mentorship.services.imports.parsing.table import shortened
from mentorship.services.imports.timestamps import DateOrderError
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.forms import render_form
from mentorship.web.paging import paginate_sequence

blueprint = Blueprint("imports", __name__)
MULTIPART_OVERHEAD_BYTES = 64 * 1024
PREVIEW_ROWS = 5


@blueprint.context_processor
def template_context() -> dict[str, object]:
    return {"import_labels": labels, "shortened": shortened}


@blueprint.url_value_preprocessor
def raise_upload_limit(endpoint: str | None, values: object) -> None:
    """Raise the size limit for uploads only, before the CSRF check reads the form."""
    if endpoint and endpoint.endswith(".imports.upload"):
        request.max_content_length = MAX_UPLOAD_BYTES + MULTIPART_OVERHEAD_BYTES


@blueprint.errorhandler(RequestEntityTooLarge)
def handle_too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    rollback(db.session)
    title = _("That file is too large")
    return render_template("errors/page.html", title=title, advice=too_large()), 413


@blueprint.errorhandler(UserFacingError)
def handle_user_error(error: UserFacingError) -> ResponseReturnValue:
    """Show the error on the list of rounds: the page before might fail in the same way again."""
    rollback(db.session)
    if isinstance(error, DateOrderError) and request.endpoint != "coordinate.imports.columns":
        return redirect(url_for(".columns", **(request.view_args or {})))
    flash(str(error), "warning")
    return redirect(url_for("coordinate.list_rounds"))


@blueprint.route("/rounds/<int:round_id>/import", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=rounds.round_with_id)
def upload(round_: Round) -> ResponseReturnValue:
    if not rounds.takes_applications(round_):
        raise UserFacingError(_("This round no longer takes applications."))
    form = UploadForm()
    if form.validate_on_submit():
        try:
            sheet = sessions.store_upload(
                db.session, require_person(), round_, form.file.data.read()
            )
        except UserFacingError as error:
            form.file.errors = [str(error)]
        else:
            return redirect(url_for(".columns", sheet_id=sheet.id))
    return render_form(
        "coordinate/imports/upload.html",
        form=form,
        round=round_,
        undecided=sessions.pending_upload_id(db.session, require_person(), round_),
    )


@blueprint.route("/imports/<int:sheet_id>/columns", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=sessions.upload_with_id)
def columns(sheet: ImportSheet) -> ResponseReturnValue:
    form = columns_form(sessions.stored_reading(sheet).table, sheet.mapping)
    if form.validate_on_submit():
        sessions.map_columns(sheet, form.entries())
        return redirect(url_for(".answers", sheet_id=sheet.id))
    return columns_page(sheet, form, ReadingForm(sessions.stored_reading(sheet), formdata=None))


@blueprint.post("/imports/<int:sheet_id>/reading")
@require_permission(Permission.COORDINATE, load=sessions.upload_with_id)
def read_again(sheet: ImportSheet) -> ResponseReturnValue:
    form = ReadingForm(sessions.stored_reading(sheet))
    if form.validate_on_submit():
        try:
            sessions.reread_upload(db.session, sheet, form.choice.data, form.header_rows())
        except UserFacingError as error:
            form.choice.errors = [str(error)]
        else:
            return redirect(url_for(".columns", sheet_id=sheet.id))
    table = sessions.stored_reading(sheet).table
    return columns_page(sheet, columns_form(table, sheet.mapping, formdata=None), form)


def columns_page(
    sheet: ImportSheet, form: ColumnsForm, reading_form: ReadingForm
) -> ResponseReturnValue:
    table = form.table
    return render_form(
        "coordinate/imports/columns.html",
        sheet=sheet,
        form=form,
        reading_form=reading_form,
        table=table,
        preview=[cells for _number, cells in table.records[:PREVIEW_ROWS]],
        remembered=saved_mappings.saved_mapping(db.session, table) is not None,
        missing=[name for name in form.data if name in REQUIRED_COLUMNS and not form.data[name]],
    )


@blueprint.route("/imports/<int:sheet_id>/answers", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE, load=sessions.upload_with_id)
def answers(sheet: ImportSheet) -> ResponseReturnValue:
    if sheet.mapping is None:
        return redirect(url_for(".columns", sheet_id=sheet.id))
    unknown = sessions.answers_to_explain(sheet)
    form = answer_forms.answers_form(unknown.listed, sheet.mapping)
    asked = answer_forms.digest(unknown.listed)
    if form.is_submitted() and request.form.get("asked") != asked:
        flash(_("The columns have changed in the meantime. Please check again."), "warning")
        return redirect(url_for(".answers", sheet_id=sheet.id))
    if form.validate_on_submit():
        sessions.explain_answers(
            sheet,
            answer_forms.chosen_meanings(form, unknown.listed),
            leave_out_unknown=form.leave_out_unknown.data,
        )
        return redirect(url_for(".plan", sheet_id=sheet.id))
    return render_form(
        "coordinate/imports/answers.html",
        sheet=sheet,
        form=form,
        asked=asked,
        further=unknown.unlisted,
        groups=answer_forms.group_by_column(form, unknown.listed),
    )


@blueprint.get("/imports/<int:sheet_id>/plan")
@require_permission(Permission.COORDINATE, load=sessions.upload_with_id)
def plan(sheet: ImportSheet) -> ResponseReturnValue:
    if sheet.mapping is None:
        return redirect(url_for(".columns", sheet_id=sheet.id))
    planned = sessions.plan_upload(db.session, sheet)
    outcomes = labels.outcomes(planned)
    shown = request.args.get("show", "")
    if shown not in outcomes:
        shown = next((name for name, rows in outcomes.items() if rows), "refused")
    return render_template(
        "coordinate/imports/plan.html",
        sheet=sheet,
        state=sessions.upload_digest(sheet),
        names={row.number: row.text("name") for row in planned.rows},
        erased=planned.erased,
        counts={name: len(rows) for name, rows in outcomes.items()},
        shown=shown,
        page=paginate_sequence(outcomes[shown]),
        reasons=planned.reasons.most_common(),
        withdrawn=len(planned.to_withdraw),
        same_address=planned.same_address,
        undated=len(planned.undated),
        notes=planned.notes.most_common(),
        missing=labels.missing_answers(planned),
        warning=labels.missing_columns_warning(
            sheet.mapping["columns"], sheet.mapping["availability"]
        ),
    )


@blueprint.post("/imports/<int:sheet_id>/commit")
@require_permission(Permission.COORDINATE, load=sessions.upload_with_id)
def commit_import(sheet: ImportSheet) -> ResponseReturnValue:
    round_id = sheet.round_id
    applied = sessions.commit_import(
        db.session,
        require_person(),
        sheet,
        request.form.get("seen", ""),
        one_person=frozenset(request.form.getlist("one_person", type=int)),
        agreed_again=frozenset(request.form.getlist("agreed_again", type=int)),
    )
    flash(labels.import_summary(len(applied.to_import), len(applied.refused)), "success")
    return redirect(url_for("coordinate.show_round", round_id=round_id))


@blueprint.post("/imports/<int:sheet_id>/discard")
@require_permission(Permission.COORDINATE, load=sessions.upload_with_id)
def discard_upload(sheet: ImportSheet) -> ResponseReturnValue:
    round_id = sheet.round_id
    sessions.delete_upload(db.session, sheet)
    flash(_("The sheet has been deleted. Nobody was imported."), "success")
    return redirect(url_for("coordinate.show_round", round_id=round_id))
