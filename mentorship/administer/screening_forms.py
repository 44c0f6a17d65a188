"""The form of a screening step: its name in each language, and in which roles it is used."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, InputRequired

from mentorship.models import ScreeningStep, ScreeningUse
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.applications.screening_steps import MAX_LABEL_LENGTH, StepDefinition
from mentorship.vocabulary import language_name
from mentorship.web.fields import Line, PageForm, Radios, at_most, choices

USES: Mapping[str, object] = {
    ScreeningUse.REQUIRED: _l("Required: nobody is matched before they have passed it"),
    ScreeningUse.OPTIONAL: _l("Optional: it is recorded, and holds nobody back"),
    ScreeningUse.NOT_USED: _l("Not used"),
}


class StepForm(PageForm):
    """A step's form; `step_form` adds its fields, the names first."""

    @property
    def names(self) -> list[Any]:
        return [self[f"name_{language}"] for language in SITE_LANGUAGES]

    def definition(self) -> StepDefinition:
        return StepDefinition(
            labels={language: self[f"name_{language}"].data for language in SITE_LANGUAGES},
            for_mentees=ScreeningUse(self["for_mentees"].data),
            for_mentors=ScreeningUse(self["for_mentors"].data),
        )


def step_form(step: ScreeningStep | None = None) -> StepForm:
    fields = {f"name_{language}": _name_field(language) for language in SITE_LANGUAGES} | {
        "for_mentors": _use_field(_("For mentors"), _("Choose one of the three for mentors.")),
        "for_mentees": _use_field(_("For mentees"), _("Choose one of the three for mentees.")),
    }
    form_class = type("NamedStepForm", (StepForm,), fields)
    form: StepForm = form_class(data=None if step is None else _values(step))
    return form


def _use_field(label: str, message: str) -> Radios:
    return Radios(label, choices=choices(USES), validators=[InputRequired(message)])


def _name_field(language: str) -> Line:
    name = language_name(language)
    return Line(
        _("Name in this language: %(name)s", name=name),
        validators=[
            DataRequired(_("Enter the name in this language: %(name)s.", name=name)),
            at_most(MAX_LABEL_LENGTH),
        ],
        render_kw={"lang": language, "autocomplete": "off"},
    )


def _values(step: ScreeningStep) -> dict[str, str]:
    names = {f"name_{language}": step.labels.get(language, "") for language in SITE_LANGUAGES}
    return {
        **names,
        "for_mentees": step.for_mentees.value,
        "for_mentors": step.for_mentors.value,
    }
