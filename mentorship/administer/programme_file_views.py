"""The words of a programme as a file: download them, or use those of a file after a preview."""

import json
from http import HTTPStatus

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.administer.blueprint import blueprint
from mentorship.administer.cadence_labels import rule_in_words
from mentorship.administer.programme_file_forms import FileForm
from mentorship.administer.programme_parts import ENTRY_LABELS
from mentorship.administer.programme_saving import save, words
from mentorship.errors import ConfigurationError, UserFacingError
from mentorship.permissions import Permission
from mentorship.programme import (
    Programme,
    differences,
    from_entries,
    from_toml,
    keep_codes,
    to_entries,
    to_toml,
)
from mentorship.text_cleaning import clean_text
from mentorship.web.access_control import require_permission
from mentorship.web.forms import render_form
from mentorship.web.request_body import MAX_VALUE_CHARACTERS

DOCUMENT_FIELD = "document"


@blueprint.get("/settings/programme/file.toml")
@require_permission(Permission.ADMINISTER)
def download_file() -> ResponseReturnValue:
    response = Response(to_toml(words()), mimetype="application/toml")
    response.headers.set("Content-Disposition", "attachment", filename="programme.toml")
    return response


@blueprint.route("/settings/programme/file", methods=["GET", "POST"])
@require_permission(Permission.ADMINISTER)
def upload_file() -> ResponseReturnValue:
    """Read a file, and show what would change with it."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            text = clean_text(form.file.data.read().decode("utf-8-sig"))
            programme = from_toml(text, to_entries(words()))
            from_entries(to_entries(keep_codes(words(), programme)))  # as it would be saved
        except (ConfigurationError, UnicodeDecodeError) as error:
            form.file.errors = [
                _("This file cannot be used, and nothing has changed: %(error)s", error=error)
            ]
        else:
            return preview(programme)
    return render_form("administer/programme_file.html", form=form)


def preview(programme: Programme) -> ResponseReturnValue:
    after = keep_codes(words(), programme)
    document = json.dumps(to_entries(programme), ensure_ascii=False)
    return render_template(
        "administer/programme_preview.html",
        changes=differences(words(), after, rule_in_words),
        document=[
            document[start : start + MAX_VALUE_CHARACTERS]
            for start in range(0, len(document), MAX_VALUE_CHARACTERS)
        ],
        entry_labels=ENTRY_LABELS,
    ), HTTPStatus.OK


@blueprint.post("/settings/programme/file/use")
@require_permission(Permission.ADMINISTER)
def use_file() -> ResponseReturnValue:
    """Use the words that a preview has shown."""
    try:
        programme = from_entries(json.loads("".join(request.form.getlist(DOCUMENT_FIELD))))
    except (ValueError, RecursionError, ConfigurationError, AttributeError):
        raise UserFacingError(_("Choose the file again; nothing has changed.")) from None
    save(programme, "file")
    return redirect(url_for(".show_programme"))
