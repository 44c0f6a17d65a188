"""The form in which a coordinator chooses the column that answers each question."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, ValidationError
from wtforms.validators import DataRequired

from mentorship.coordinate.imports import date_orders, labels
from mentorship.coordinate.imports.column_choices import (
    ColumnsTogether,
    Groups,
    choice_of,
    columns_together,
    meaning_choices,
    meaning_of,
    places_of,
    source_with_meaning,
)
from mentorship.questions import QUESTIONS
from mentorship.runtime import current_runtime
from mentorship.services.applications.submission import current_notice
from mentorship.services.imports.column_sources import ColumnSource
from mentorship.services.imports.guess_columns import columns_entry, guess_columns
from mentorship.services.imports.mapping import COLUMNS, Entries
from mentorship.services.imports.parsing.table import Table, shortened
from mentorship.services.imports.timestamps import likeliest_orders
from mentorship.vocabulary import PARTS_OF_DAY
from mentorship.web.fields import Choices, Day, PageForm, choices


def column_field(name: str, required: Any = None, description: Any = "") -> SelectField:
    """Return the field for the column of a question; ``required`` is the error if it is blank."""
    return SelectField(
        labels.COLUMNS[name],
        description=description,
        validators=[DataRequired(required)] if required else [],
    )


class RequiredColumnsForm(PageForm):
    """The columns that every sheet must have; those of the registry are added below."""

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
            RequiredColumnsForm,
            name,
            column_field(name, question.import_required, question.import_hint),
        )


class ColumnsForm(RequiredColumnsForm):
    """All columns; those of the registry are added below."""

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
        choices=choices(date_orders.ORDERS),
    )
    # The column whose dates the page showed in each order.
    order_asked_for = HiddenField()

    def questions(self, *, free_text: bool) -> list[Field]:
        """Return the fields of columns that a sheet may lack, with free text or with choices."""
        return [
            self[name]
            for name, question in QUESTIONS.items()
            if not question.import_required and question.is_free_text is free_text
        ]

    def needed(self) -> list[Field]:
        """Return the fields of the registry's columns that a sheet must have."""
        return [self[name] for name, question in QUESTIONS.items() if question.import_required]

    def __init__(
        self,
        table: Table,
        entries: Entries | None,
        initial: dict[str, dict[str, Any]],
        groups: Groups,
        **options: Any,
    ) -> None:
        self.table = table
        self.together, self.sources = groups
        super().__init__(data=initial_choices(table, initial, entries), **options)
        for name in COLUMN_FIELDS:
            self[name].choices = column_choices(
                table, self.together.values() if name in COLUMNS else ()
            )
        for index in range(FURTHER_COLUMNS):
            self[further_field(index, "column")].choices = column_choices(table, ())
        self.default_role.choices = choices({"": _("A column says it"), **labels.ROLES})
        self.order_shown_for = self.order_asked_for.data or self.timestamp.object_data
        self.order_asked_for.data = self.timestamp.data
        question = date_orders.question_about(self.timestamps())
        self.order.description = question
        self.order.choices = choices(date_orders.order_choices(question))

    def groups(self) -> list[tuple[str, bool, list[tuple[str, Field]]]]:
        """Return, for each group, its label, whether it is chosen, and its columns with fields.

        A column that is in several groups stands in the first.
        """
        listed: set[int] = set()
        groups = []
        chosen = {self[name].data for name in COLUMNS}
        for group in self.together.values():
            places = [place for place in group.places if place not in listed]
            listed |= set(places)
            fields = [(self.table.headers[place], self[meaning_field(place)]) for place in places]
            groups.append((group.label(self.table), group.value in chosen, fields))
        return [group for group in groups if group[2]]

    def further(self) -> list[tuple[Field, Field]]:
        """Return the fields that give one more column to a question."""
        return [
            (self[further_field(index, "column")], self[further_field(index, "question")])
            for index in range(FURTHER_COLUMNS)
        ]

    def has_further_columns(self) -> bool:
        return any(column.data or question.data for column, question in self.further())

    def validate(self, extra_validators: Any = None) -> bool:
        """Check also that a day or a part of the day is chosen for free times alone."""
        is_valid = super().validate(extra_validators)
        if is_valid:
            for question, sources in self.sources_by_question().items():
                if question != "availability" and any(item.day or item.part for item in sources):
                    self[question].errors = [
                        _("A day or a part of the day fits only the columns about free times.")
                    ]
                    is_valid = False
        return bool(is_valid)

    def validate_role(self, field: Field) -> None:
        if not field.data and not self.default_role.data:
            raise ValidationError(
                _("Choose the column that says who is a mentor, or one role for everybody.")
            )

    def validate_order(self, field: Field) -> None:
        if field.errors or not self.timestamps():
            return
        was_asked = self.order_shown_for == self.timestamp.data
        problem = date_orders.order_problem(self.timestamps(), field.data, was_asked=was_asked)
        if problem:
            raise ValidationError(problem)

    def timestamps(self) -> list[str]:
        """Return the cells of the chosen column; none if no column is chosen."""
        offered = {value for value, *rest in self.timestamp.iter_choices()}
        header = self.header("timestamp") if self.timestamp.data in offered else None
        return self.table.column(header) if header else []

    def header(self, name: str) -> str | None:
        chosen = self[name].data
        return self.table.headers[int(chosen)] if chosen else None

    def entries(self) -> dict[str, Any]:
        """Return the choices as the entries of a mapping."""
        entries: dict[str, Any] = {
            "columns": {
                question: columns_entry(sources)
                for question, sources in sorted(self.sources_by_question().items())
            },
            "availability": self._headers(PARTS_OF_DAY),
            "privacy_notice": str(self.notice.data),
        }
        if not self.role.data:
            entries["role"] = self.default_role.data
        if self.timestamp.data:
            entries["timestamp"] = {
                "column": self.header("timestamp"),
                "order": self.order.data or likeliest_orders(self.timestamps())[0],
                "zone": current_runtime().programme.zone,
            }
        return entries

    def sources_by_question(self) -> dict[str, list[ColumnSource]]:
        """Return the chosen columns of each question, and what they are about."""
        sources = {name: self._sources(self[name].data or "") for name in COLUMNS}
        for column, question in self.further():
            if column.data and question.data:
                sources[question.data] += self._sources(column.data)
        return {name: chosen for name, chosen in sources.items() if chosen}

    def _sources(self, choice: str) -> list[ColumnSource]:
        places = places_of(choice)
        if choice not in self.together:
            return [ColumnSource(self.table.headers[place]) for place in places]
        sources = (
            source_with_meaning(self.sources[place], self[meaning_field(place)].data)
            for place in places
        )
        return [source for source in sources if source]

    def _headers(self, names: Iterable[str]) -> dict[str, str]:
        chosen = ((name, self.header(name)) for name in sorted(names))
        return {name: header for name, header in chosen if header}


OPTIONAL_QUESTIONS = [item for item in QUESTIONS.values() if not item.import_required]
# In the order of the page, which is that of its error summary.
for name in (
    *(item.name for item in OPTIONAL_QUESTIONS if not item.is_free_text),
    *PARTS_OF_DAY,
    *(item.name for item in OPTIONAL_QUESTIONS if item.is_free_text),
):
    setattr(ColumnsForm, name, column_field(name))

COLUMN_FIELDS = ("timestamp", *sorted(COLUMNS), *PARTS_OF_DAY)


FURTHER_COLUMNS = 3


def further_field(index: int, kind: str) -> str:
    return f"further-{index}-{kind}"


def meaning_field(place: int) -> str:
    return f"column-{place}-meaning"


for number in range(FURTHER_COLUMNS):
    setattr(ColumnsForm, further_field(number, "column"), SelectField(_l("Another column")))
    setattr(
        ColumnsForm,
        further_field(number, "question"),
        SelectField(
            _l("It answers this too"),
            choices=choices(
                {"": _l("No question"), **{name: labels.COLUMNS[name] for name in sorted(COLUMNS)}}
            ),
        ),
    )


def columns_form(table: Table, entries: Entries | None, **options: Any) -> ColumnsForm:
    """Build the form with a field for the meaning of each column that belongs to a group."""
    initial = initial_entries(table, entries)
    groups = columns_together(table, initial["columns"])
    fields = {
        meaning_field(place): SelectField(
            label=shortened(source.column),
            choices=choices(meaning_choices(source)),
            default=meaning_of(source),
        )
        for place, source in groups[1].items()
    }
    form_class = type("ColumnsForm", (ColumnsForm,), fields)
    form: ColumnsForm = form_class(table, entries, initial, groups, **options)
    return form


def column_choices(table: Table, together: Iterable[ColumnsTogether]) -> Choices:
    headers = {str(index): shortened(header) for index, header in enumerate(table.headers)}
    groups = {group.value: group.label(table) for group in together}
    return choices({"": _("No column"), **groups, **headers})


def initial_entries(table: Table, entries: Entries | None) -> dict[str, dict[str, Any]]:
    """Return the columns chosen before or, without any, the likeliest."""
    if entries is not None:
        times = {"timestamp": entries["timestamp"]["column"]} if "timestamp" in entries else {}
        return {"columns": entries["columns"], "alone": {**entries["availability"], **times}}
    guessed = guess_columns(table)
    return {
        "columns": {name: entry for name, entry in guessed.items() if name in COLUMNS},
        "alone": {name: entry for name, entry in guessed.items() if name not in COLUMNS},
    }


def initial_choices(
    table: Table, initial: dict[str, dict[str, Any]], entries: Entries | None
) -> dict[str, Any]:
    """Return the values that the fields begin with."""
    chosen = {**initial["columns"], **initial["alone"]}
    header = initial["alone"].get("timestamp")
    timestamps = table.column(table.headers[table.find_columns(header)[0]]) if header else []
    notice = entries["privacy_notice"] if entries else current_notice().isoformat()
    return {
        **{name: choice_of(table, name, entry) for name, entry in chosen.items()},
        "default_role": entries.get("role", "") if entries else "",
        "notice": date.fromisoformat(notice),
        "order": date_orders.initial_order(timestamps, entries),
    }
