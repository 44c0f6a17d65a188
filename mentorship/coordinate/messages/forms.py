"""The forms of answers: to one person, prepared, and to many people in several languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import DataRequired

from mentorship.programme import SITE_LANGUAGES
from mentorship.services.messages.canned_answers import MAX_TITLE_LENGTH
from mentorship.services.messages.threads import MAX_MESSAGE_LENGTH
from mentorship.web.fields import Line, Paragraph, at_most
from mentorship.web.locale import own_name
from mentorship.web.sensitive_forms import SensitiveTextForm


class AnswerForm(SensitiveTextForm):
    text = Paragraph(
        _l("Your answer"),
        validators=[DataRequired(_l("Write your answer first.")), at_most(MAX_MESSAGE_LENGTH)],
        render_kw={"rows": 6},
    )

    def insert(self, text: str) -> None:
        """Add a prepared answer below what is typed already."""
        typed = (self.text.data or "").rstrip()
        self.text.data = f"{typed}\n\n{text}" if typed else text


class TextsForm(SensitiveTextForm):
    """A text in each language of the site, of which one is enough."""

    def validate(self, *arguments: Any, **options: Any) -> bool:
        """Check each field, and that at least one language has a text."""
        super().validate(*arguments, **options)
        first = next(self.text_fields())
        if not any(self.texts().values()) and not first.errors:
            first.errors = [_("Write the text in at least one language.")]
        return not self.errors

    def texts(self) -> dict[str, str]:
        return {language: self[field_name(language)].data or "" for language in SITE_LANGUAGES}

    def text_fields(self) -> Iterator[Field]:
        for language in SITE_LANGUAGES:
            yield self[field_name(language)]


class CannedAnswerForm(TextsForm):
    title = Line(
        _l("Title"),
        description=_l("Only coordinators see it."),
        validators=[
            DataRequired(_l("Write a title, to find the answer by.")),
            at_most(MAX_TITLE_LENGTH),
        ],
    )


def field_name(language: str) -> str:
    return f"text_{language.lower()}"


def text_field(language: str) -> Paragraph:
    return Paragraph(
        _l("Text: %(language)s", language=own_name(language)),
        validators=[at_most(MAX_MESSAGE_LENGTH)],
        render_kw={"rows": 6, "lang": language.replace("_", "-")},
    )


for _language in SITE_LANGUAGES:
    setattr(TextsForm, field_name(_language), text_field(_language))


def values_of(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of the fields for stored texts."""
    return {field_name(language): text for language, text in texts.items()}
