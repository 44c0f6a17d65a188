"""The forms of a module of the path: for whom it is, and its text in one language."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from mentorship.coordinate.community.training.training_labels import USES
from mentorship.models import ScreeningUse
from mentorship.services.entry_versions import version_of
from mentorship.services.training.module_text import (
    MAX_LOCAL_LENGTH,
    MAX_QUESTION_LENGTH,
    MAX_QUESTIONS,
    MAX_TASK_LENGTH,
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    ModuleText,
    question_lines,
    questions_fit,
)
from mentorship.services.training.modules import ModuleSettings
from mentorship.services.training.texts import ShownVersions
from mentorship.web.fields import Line, PageForm, Paragraph, Radios, at_most, choices

MAX_QUESTIONS_LENGTH = MAX_QUESTIONS * (MAX_QUESTION_LENGTH + 1)
"""Characters of the longest questions, each with its line break."""
TEXT_FIELDS = ("title", "text", "questions", "task", "local")
TOO_MANY_QUESTIONS = _l(
    "Keep it to %(num)s questions of %(length)s characters.",
    num=MAX_QUESTIONS,
    length=MAX_QUESTION_LENGTH,
)


def use_field(label: Any) -> Radios:
    needed = InputRequired(_l("Choose one of the three."))
    return Radios(
        label, choices=choices(USES), default=ScreeningUse.OPTIONAL.value, validators=[needed]
    )


def paragraph(label: Any, max_length: int, rows: int, **options: Any) -> Paragraph:
    return Paragraph(
        label,
        validators=[*options.pop("validators", ()), at_most(max_length)],
        render_kw={"rows": rows},
        **options,
    )


class TextForm(PageForm):
    title = Line(
        _l("Title"),
        validators=[
            DataRequired(_l("Write a title.")),
            at_most(MAX_TITLE_LENGTH),
        ],
    )
    text = paragraph(
        _l("Text"),
        MAX_TEXT_LENGTH,
        16,
        description=_l(
            "A paragraph on each line. For a heading, begin a line with two number signs and a "
            "space (## ). For a list, begin each of its lines with a hyphen and a space (- ). No "
            "laws, dates or phone numbers that you have not checked."
        ),
        validators=[DataRequired(_l("Write the text."))],
    )
    questions = paragraph(
        _l("Questions to talk over together (optional)"),
        MAX_QUESTIONS_LENGTH,
        6,
        description=_l("One question on each line, %(num)s at most.", num=MAX_QUESTIONS),
    )
    task = paragraph(_l("Something to try (optional)"), MAX_TASK_LENGTH, 3)
    local = paragraph(
        _l("Who helps near you (optional)"),
        MAX_LOCAL_LENGTH,
        4,
        description=_l(
            "Organizations, places and phone numbers of your area. As long as it is empty, the "
            "page says that it is not filled in yet."
        ),
    )
    version = HiddenField()
    source_version = HiddenField()

    def words(self) -> ModuleText:
        return ModuleText(
            title=self.title.data or "",
            text=self.text.data or "",
            questions=question_lines(self.questions.data or ""),
            task=self.task.data or "",
            local=self.local.data or "",
        )

    def shown_versions(self) -> ShownVersions:
        return ShownVersions(number_in(self.version), number_in(self.source_version))

    def validate_questions(self, field: Field) -> None:
        if not questions_fit(question_lines(self.questions.data or "")):
            raise ValidationError(TOO_MANY_QUESTIONS)


class SettingsForm(PageForm):
    for_mentors = use_field(_l("For mentors"))
    for_mentees = use_field(_l("For mentees"))
    is_about_rights = BooleanField(
        _l("It is about rights: withhold a translation when the original has changed")
    )
    settings_version = HiddenField()

    def settings(self) -> ModuleSettings:
        return ModuleSettings(
            is_about_rights=bool(self.is_about_rights.data),
            for_mentees=ScreeningUse(self.for_mentees.data),
            for_mentors=ScreeningUse(self.for_mentors.data),
        )


class NewModuleForm(TextForm, SettingsForm):
    """A programme's own module, with its text in the source language."""

    code = HiddenField()


def number_in(field: Field) -> int:
    """Return the version that a hidden field holds, -1 if it holds none that exists."""
    text = field.data or ""
    return int(text) if text.isdecimal() and len(text) < 8 else -1


def settings_form(settings: ModuleSettings) -> SettingsForm:
    return SettingsForm(
        for_mentees=settings.for_mentees.value,
        for_mentors=settings.for_mentors.value,
        is_about_rights=settings.is_about_rights,
        settings_version=version_of(settings),
    )


def text_form(words: ModuleText | None, language: str, shown: ShownVersions) -> TextForm:
    """Return the form with the words in a language, empty if there are none yet."""
    values: dict[str, object] = {"version": shown.own, "source_version": shown.source}
    if words is not None:
        values |= {**vars(words), "questions": "\n".join(words.questions)}
    form = TextForm(**values)
    for name in TEXT_FIELDS:
        form[name].render_kw = {**(form[name].render_kw or {}), "lang": language.replace("_", "-")}
    return form
