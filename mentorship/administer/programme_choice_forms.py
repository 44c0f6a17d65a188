"""The forms for what people choose from: a choice, an area, a language."""

import re
from collections.abc import Mapping
from typing import Any

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from mentorship.administer.programme_forms import (
    NEEDED,
    field_name,
    filled_form,
    initial_texts,
    required,
    text_fields,
)
from mentorship.collation import sort_labels
from mentorship.programme import SITE_LANGUAGES, Programme, Texts
from mentorship.programme.reading import MAX_NAME_CHARACTERS
from mentorship.text_cleaning import fold_text
from mentorship.vocabulary import OTHER_LANGUAGE_NAMES, language_name, page_language
from mentorship.web.fields import Line, OneOf, PageForm, at_most, choices

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}", re.ASCII)


class NotTaken:
    """Refuses a label that another choice has in the language of the field."""

    def __init__(self, language: str, others: Mapping[str, Texts]) -> None:
        self._folded = {fold_text(texts[language]) for texts in others.values()}

    def __call__(self, form: Any, field: Field) -> None:
        if fold_text(field.data) in self._folded:
            raise ValidationError(_("This is on the list already, or was on it before."))


def choice_form(label: Any, others: Mapping[str, Texts], initial: Texts | None = None) -> PageForm:
    """Return a form for the name of a choice in each language, like none of the others."""
    return filled_form(label_fields(label, others), initial_texts("label", initial or {}))


def label_fields(label: Any, others: Mapping[str, Texts]) -> dict[str, Field]:
    checks = {language: NotTaken(language, others) for language in SITE_LANGUAGES}
    return text_fields("label", label, MAX_NAME_CHARACTERS, checks)


def area_form(programme: Programme, code: str = "") -> PageForm:
    """Return the form for the name of an area and the region that it is in."""
    others = {item: {"": name} for item, name in programme.area_names.items() if item != code}
    regions = {key: region.labels[page_language()] for key, region in programme.regions.items()}
    fields = {
        "name": Line(
            _l("Name of the area"),
            [*required(MAX_NAME_CHARACTERS, _l("Write its name.")), NotTaken("", others)],
            description=_l("As people there call it, in every language."),
        ),
        "region": OneOf(
            _l("Part of the city"),
            choices=choices(regions),
            description=_l("The matching compares the parts in which two people can meet."),
        ),
    }
    initial = {"name": programme.area_names.get(code, ""), "region": programme.region_of(code)}
    return filled_form(fields, initial)


def language_form(programme: Programme) -> PageForm:
    """Return the form that adds a language: one of CLDR's, or one with names of its own."""
    groups = {key: group.labels[page_language()] for key, group in programme.languages.items()}
    unnamed = {"": _("Another language: I write its name")}
    fields: dict[str, Any] = {
        "language": OneOf(
            _l("Language"), choices=choices(unnamed | further_languages(programme)), default=""
        ),
        **{
            field_name("label", language): Line(
                _l("Its name (%(language)s)", language=language_name(language)),
                [at_most(MAX_NAME_CHARACTERS)],
                render_kw={"lang": language},
            )
            for language in SITE_LANGUAGES
        },
        "group": OneOf(_l("Group on the form"), choices=choices(groups)),
    }
    form_class = type("LanguageForm", (LanguageForm,), fields)
    form: PageForm = form_class()
    return form


class LanguageForm(PageForm):
    """A language of the list, or names for another one: one of the two, not both."""

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        fields = [self[field_name("label", language)] for language in SITE_LANGUAGES]
        for field in fields:
            if self.language.data and field.data:
                field.errors = [*field.errors, _("Choose from the list or write a name: not both.")]
            elif not self.language.data and not field.data:
                field.errors = [*field.errors, NEEDED]
        return not self.errors


def further_languages(programme: Programme) -> dict[str, str]:
    """Return the languages that CLDR or we have a name for and the programme does not have."""
    present = {*programme.offered_languages, *programme.former_languages}
    codes = {*OTHER_LANGUAGE_NAMES, *filter(LANGUAGE_CODE.fullmatch, Locale("en").languages)}
    return sort_labels({code: language_name(code) for code in codes - present})
