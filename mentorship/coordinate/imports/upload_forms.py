"""The forms that upload a sheet and choose how its file is read."""

from itertools import pairwise
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import SelectField

from mentorship.services.imports.parsing.charset import ENCODINGS
from mentorship.services.imports.parsing.header_rows import HeaderRows
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
    """The text encoding of an uploaded file or the sheet of the workbook, and its header rows."""

    choice = SelectField()
    header = SelectField(
        _l("Where the headers are"),
        description=_l("If the headers are made of two rows, choose both."),
    )

    def __init__(self, reading: Reading, **options: Any) -> None:
        data = {"choice": reading.choice, "header": str(reading.header)}
        super().__init__(data=data, **options)
        self.header.choices = header_choices(reading)
        if reading.titles:
            self.choice.label.text = _("Sheet of the workbook")
            self.choice.choices = [(title, shortened(title)) for title in reading.titles]
        else:
            self.choice.label.text = _("Text encoding")
            self.choice.choices = choices(ENCODINGS)

    def header_rows(self) -> HeaderRows | None:
        """Return the chosen rows, None if they are to be found."""
        return HeaderRows.parse(self.header.data) if self.header.data else None


def header_choices(reading: Reading) -> list[tuple[str, str]]:
    """Return the rows that may hold the headers, alone or two together, with what they begin."""
    found = [("", _("Find them"))]
    rows = [(str(number), header_label(number, cells)) for number, cells in reading.top_rows]
    pairs = [
        (str(HeaderRows(first, last)), _("Rows %(first)s and %(last)s", first=first, last=last))
        for (first, _above), (last, _below) in pairwise(reading.top_rows)
    ]
    return [*found, *rows, *pairs, ("0", _("The sheet has no headers"))]


def header_label(number: int, cells: list[str]) -> str:
    start = " | ".join(cell.strip() for cell in cells if cell.strip())
    return _("Row %(number)s: %(start)s", number=number, start=shortened(start))
