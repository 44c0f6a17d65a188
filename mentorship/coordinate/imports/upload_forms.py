"""The forms that upload a sheet and choose how its file is read."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import SelectField

from mentorship.services.imports.parsing.charset import ENCODINGS
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES, Reading
from mentorship.services.imports.parsing.table import shortened
from mentorship.web.fields import PageForm, choices


class UploadForm(PageForm):
    """A file to upload."""

    class Meta(PageForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            typed = super().wrap_formdata(form, formdata)
            if not isinstance(typed, MultiDict):
                return None
            return CombinedMultiDict([request.files, typed])

    file = FileField(
        _l("The spreadsheet"),
        description=_l(
            "A CSV or an Excel workbook (.xlsx), up to %(maximum)s MB.",
            maximum=MAX_UPLOAD_BYTES // 1024**2,
        ),
        validators=[FileRequired(_l("Choose the file with the answers."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx"},
    )


class ReadingForm(PageForm):
    """The text encoding of an uploaded file, or the sheet of the workbook."""

    choice = SelectField()

    def __init__(self, reading: Reading, **options: Any) -> None:
        super().__init__(data={"choice": reading.choice}, **options)
        if reading.titles:
            self.choice.label.text = _("Sheet of the workbook")
            self.choice.choices = [(title, shortened(title)) for title in reading.titles]
        else:
            self.choice.label.text = _("Text encoding")
            self.choice.choices = choices(ENCODINGS)
