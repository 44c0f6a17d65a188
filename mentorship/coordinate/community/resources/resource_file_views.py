"""Import and export files of the Human Services Data Specification."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from mentorship.clock import today
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.community.resources.resource_file_forms import ResourceFileForm
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ResourceUpload
from mentorship.permissions import Permission
from mentorship.services.resources import resource_exports, resource_imports
from mentorship.services.resources.resource_imports import ImportChange
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.downloads import as_download
from mentorship.web.forms import render_form
from mentorship.web.paging import paginate_sequence
from mentorship.web.resource_differences import differences

UPLOAD_URL = "/community/resources/import/<int:upload_id>"
MEDIA_TYPES = {"json": "application/json", "zip": "application/zip"}


@blueprint.route("/community/resources/import", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def upload_resources() -> ResponseReturnValue:
    form = ResourceFileForm()
    if form.validate_on_submit():
        content, language = form.file.data.read(), form.language.data or ""
        try:
            upload = resource_imports.store_upload(db.session, require_person(), content, language)
            return redirect(url_for(".plan_resource_import", upload_id=upload.id))
        except UserFacingError as error:
            form.file.errors = [str(error)]
    return render_form("coordinate/community/resources/upload.html", form=form)


@blueprint.get(UPLOAD_URL)
@require_permission(Permission.COORDINATE, load=resource_imports.upload_with_id)
def plan_resource_import(upload: ResourceUpload) -> ResponseReturnValue:
    """Show row by row what the import would do, and what of each row cannot be taken."""
    plan = resource_imports.plan(db.session, upload)
    return render_template(
        "coordinate/community/resources/plan.html",
        upload=upload,
        counts=plan.counts(),
        changes=ImportChange,
        left_out=plan.left_out,
        page=paginate_sequence(plan.resources),
        differences=differences,
    )


@blueprint.post(f"{UPLOAD_URL}/apply")
@require_permission(Permission.COORDINATE, load=resource_imports.upload_with_id)
def apply_resource_import(upload: ResourceUpload) -> ResponseReturnValue:
    counts = resource_imports.apply(db.session, require_person(), upload)
    new, changed = counts[ImportChange.NEW], counts[ImportChange.CHANGED]
    flash(
        ngettext("%(num)s new resource is a draft.", "%(num)s new resources are drafts.", new)
        + " "
        + ngettext("%(num)s has changed.", "%(num)s have changed.", changed),
        "success",
    )
    return redirect(url_for(".list_kept_resources", state="draft" if new else "published"))


@blueprint.post(f"{UPLOAD_URL}/discard")
@require_permission(Permission.COORDINATE, load=resource_imports.upload_with_id)
def discard_resource_import(upload: ResourceUpload) -> ResponseReturnValue:
    resource_imports.discard(db.session, upload)
    flash(_("Discarded. Nothing was imported."), "success")
    return redirect(url_for(".list_kept_resources"))


@blueprint.get("/community/resources/export.<any(json, zip):file_format>")
@require_permission(Permission.COORDINATE)
def download_resources(file_format: str) -> ResponseReturnValue:
    """Send what is public as a file of HSDS: JSON, or CSV files in an archive."""
    content = resource_exports.export(db.session, file_format)
    response = Response(content, mimetype=MEDIA_TYPES[file_format])
    return as_download(response, f"resources-{today().isoformat()}.{file_format}")
