"""The forms by which a coordinator says what a sheet holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, SelectField, ValidationError
from wtforms.validators import DataRequired

from mentorship.clock import ZONE
from mentorship.coordinate.imports import labels
from mentorship.questions import QUESTIONS
from mentorship.services.applications.submission import PRIVACY_NOTICE
from mentorship.services.imports.guess_columns import guess_columns
from mentorship.services.imports.mapping import COLUMNS
from mentorship.services.imports.parsing.charset import ENCODINGS
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES, Reading
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.services.imports.timestamps import timestamp_format, timestamp_order
from mentorship.vocabulary import PARTS
from mentorship.web.fields import Choices, Day, PageForm, choices


class UploadForm(PageForm):
    """A sheet to bring in."""

    class Meta(PageForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: object) -> object:
            typed = super().wrap_formdata(form, formdata)
            if not isinstance(typed, MultiDict):
                return None
            return CombinedMultiDict([request.files, typed])

    file = FileField(
        _l("The spreadsheet"),
        description=_l(
            "A CSV or an Excel workbook (.xlsx), up to %(most)s MB.",
            most=MAX_UPLOAD_BYTES // 1024**2,
        ),
        validators=[FileRequired(_l("Choose the file with the answers."))],
        render_kw={"accept": ".csv,.tsv,.txt,.xlsx"},
    )


class ReadingForm(PageForm):
    """Another way to read the same file."""

    choice = SelectField()

    def __init__(self, reading: Reading, **options: Any) -> None:
        super().__init__(data={"choice": reading.choice}, **options)
        if reading.titles:
            self.choice.label.text = _("Sheet of the workbook")
            self.choice.choices = [(title, shortened(title)) for title in reading.titles]
        else:
            self.choice.label.text = _("Text encoding")
            self.choice.choices = choices(ENCODINGS)


def column_field(name: str, otherwise: Any = None, description: Any = "") -> SelectField:
    """Ask for the column that answers a question; without ``otherwise`` there may be none."""
    return SelectField(
        labels.COLUMNS[name],
        description=description,
        validators=[DataRequired(otherwise)] if otherwise else [],
    )


class NeededColumnsForm(PageForm):
    """The columns that every sheet must have; those of the registry's questions follow below."""

    email = column_field(
        "email",
        _l(
            "Choose the column with email addresses. Without it we cannot tell anybody about a "
            "match."
        ),
    )


for name, question in QUESTIONS.items():
    if question.import_required:
        setattr(
            NeededColumnsForm,
            name,
            column_field(name, question.import_required, question.import_hint),
        )


class ColumnsForm(NeededColumnsForm):
    """Which column answers which question."""

    role = column_field("role")
    default_role = SelectField(
        _l("If no column says it: everybody in this sheet would like to be …"),
    )
    adult = column_field(
        "adult",
        _l("Choose the column in which people say that they are 18 or older."),
    )
    consent = column_field(
        "consent",
        _l(
            "Choose the column in which people agree to the privacy notice. Without their yes "
            "we may not keep their answers."
        ),
    )
    notice = Day(
        _l("Day of the privacy notice that people agreed to"),
        message=_l("Choose the day of the privacy notice, for example 11/1/2026."),
    )
    timestamp = SelectField(
        _l("When they answered"),
        description=_l(
            "If somebody answered twice, the later answer counts. Without such a column it is "
            "the lower row."
        ),
    )
    order = SelectField(
        _l("Date format in that column"),
        choices=choices(labels.ORDERS),
    )
    morning = column_field("morning")
    afternoon = column_field("afternoon")
    evening = column_field("evening")

    def questions(self, *, free_text: bool) -> list[Field]:
        """Return the columns that a sheet may lack, of what people wrote or of what they chose."""
        return [
            self[name]
            for name, question in QUESTIONS.items()
            if not question.import_required and question.is_free_text is free_text
        ]

    def needed(self) -> list[Field]:
        """Return the columns of answers that a sheet must have."""
        return [self[name] for name, question in QUESTIONS.items() if question.import_required]

    def __init__(self, table: Table, entries: Mapping[str, Any] | None, **options: Any) -> None:
        self.table = table
        super().__init__(data=first_choices(table, entries), **options)
        for name in COLUMN_FIELDS:
            self[name].choices = column_choices(table)
        self.default_role.choices = choices({"": _("A column says it"), **labels.ROLES})

    def validate_role(self, field: Field) -> None:
        if not field.data and not self.default_role.data:
            raise ValidationError(
                _("Choose the column that says who is a mentor, or one role for everybody.")
            )

    def validate_order(self, field: Field) -> None:
        offered = {value for value, *rest in self.timestamp.iter_choices()}
        if field.errors or self.timestamp.data not in offered:
            return
        if self.timestamp.data and self.timestamp_format() is None:
            raise ValidationError(
                _(
                    "The dates in that column have another format. Choose another format, or no "
                    "column."
                )
            )

    def timestamp_format(self) -> str | None:
        cells = self.table.column(self.header("timestamp") or "")
        return timestamp_format(cells, self.order.data)

    def header(self, name: str) -> str | None:
        chosen = self[name].data
        return self.table.headers[int(chosen)] if chosen else None

    def entries(self) -> dict[str, Any]:
        """Return what was chosen, as a mapping file says it."""
        chosen: dict[str, Any] = {
            "columns": self._headers(COLUMNS),
            "availability": self._headers(PARTS),
            "privacy_notice": str(self.notice.data),
        }
        if not self.role.data:
            chosen["role"] = self.default_role.data
        if self.timestamp.data:
            chosen["timestamp"] = {
                "column": self.header("timestamp"),
                "format": self.timestamp_format(),
                "zone": ZONE.key,
            }
        return chosen

    def _headers(self, names: Iterable[str]) -> dict[str, str]:
        chosen = ((name, self.header(name)) for name in sorted(names))
        return {name: header for name, header in chosen if header}


for name, question in QUESTIONS.items():
    if not question.import_required:
        setattr(ColumnsForm, name, column_field(name))

COLUMN_FIELDS = ("timestamp", *sorted(COLUMNS), *PARTS)


def column_choices(table: Table) -> Choices:
    named = {str(place): shortened(header) for place, header in enumerate(table.headers)}
    return choices({"": _("No column"), **named})


def first_choices(table: Table, entries: Mapping[str, Any] | None) -> dict[str, Any]:
    """Start from what was chosen before, or else from what seems likely."""
    if entries is None:
        chosen = guess_columns(table)
    else:
        when = {"timestamp": entries["timestamp"]["column"]} if "timestamp" in entries else {}
        chosen = {**entries["columns"], **entries["availability"], **when}
    moments = table.column(chosen["timestamp"]) if "timestamp" in chosen else []
    notice = entries["privacy_notice"] if entries else PRIVACY_NOTICE.isoformat()
    return {
        **{name: str(table.headers.index(header)) for name, header in chosen.items()},
        "default_role": entries.get("role", "") if entries else "",
        "notice": date.fromisoformat(notice),
        "order": written_order(moments, entries),
    }


def written_order(moments: Sequence[str], entries: Mapping[str, Any] | None) -> str:
    if entries and "timestamp" in entries:
        former = entries["timestamp"]["format"][:2]
        return {"%m": "month", "%d": "day"}.get(former, "year")
    return timestamp_order(moments) or "month"
