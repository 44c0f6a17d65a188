"""Settings as a programme file: download them, or save those of a file."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.matching.settings_forms import name_field
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import MatchSettings
from mentorship.permissions import Permission
from mentorship.services.match_settings import saved
from mentorship.services.match_settings.program_file import MAX_FILE_BYTES, from_toml, to_toml
from mentorship.web.access_control import require_permission, require_person
from mentorship.web.fields import PageForm
from mentorship.web.forms import render_form


class ProgramFileForm(PageForm):
    """A programme file, and the name under which its settings are saved."""

    class Meta(PageForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            typed = super().wrap_formdata(form, formdata)
            if not isinstance(typed, MultiDict):
                return None
            return CombinedMultiDict([request.files, typed])

    name = name_field()
    file = FileField(
        _l("Program file"),
        description=_l(
            "A file in the form TOML, such as the one that you can download here, up to "
            "%(maximum)s KB.",
            maximum=MAX_FILE_BYTES // 1024,
        ),
        validators=[FileRequired(_l("Choose the file."))],
        render_kw={"accept": ".toml"},
    )


@blueprint.get("/matching/settings/<int:settings_id>/file.toml")
@require_permission(Permission.COORDINATE, load=saved.settings_with_id)
def download_match_settings(row: MatchSettings) -> ResponseReturnValue:
    response = Response(to_toml(saved.settings_of(row)), mimetype="application/toml")
    response.headers.set("Content-Disposition", "attachment", filename="matching-program.toml")
    return response


@blueprint.route("/matching/settings/file", methods=["GET", "POST"])
@require_permission(Permission.COORDINATE)
def upload_match_settings() -> ResponseReturnValue:
    form = ProgramFileForm()
    if form.validate_on_submit():
        try:
            settings = from_toml(form.file.data.read(MAX_FILE_BYTES + 1))
            row = saved.save(db.session, require_person(), str(form.name.data), settings)
        except UserFacingError as error:
            form.file.errors = [str(error)]
        except saved.NewerVersionError:
            form.name.errors = [saved.newer_version_sentence()]
        else:
            flash(_("Saved. You can use these settings in any round."), "success")
            return redirect(url_for(".show_match_settings", settings_id=row.id))
    return render_form("coordinate/matching/settings_file.html", form=form)
