"""The form of every step, and the way from one to the next."""

from collections.abc import Mapping

from mentorship.apply import preference_forms, profile_forms
from mentorship.apply.forms import StepForm
from mentorship.models import Application
from mentorship.services.applications.form_steps import Step, steps_of, unfinished

FORMS: Mapping[str, type[StepForm]] = {
    "name": profile_forms.NameForm,
    "reach": profile_forms.ReachForm,
    "communities": profile_forms.CommunitiesForm,
    "languages": profile_forms.LanguagesForm,
    "place": preference_forms.PlaceForm,
    "times": preference_forms.TimesForm,
    "topics": preference_forms.TopicsForm,
    "mentees": preference_forms.MenteesForm,
    "likes": preference_forms.LikesForm,
    "hope": preference_forms.HopeForm,
    "apart": preference_forms.ApartForm,
}


def form_of(step: Step, application: Application) -> StepForm:
    return FORMS[step.name](application)


def question_of(step: Step, application: Application) -> str:
    return str(FORMS[step.name].asks(application.role))


def step_named(name: str, application: Application) -> Step | None:
    return next((step for step in steps_of(application.role) if step.name == name), None)


def step_before(step: Step, application: Application) -> Step | None:
    steps = steps_of(application.role)
    place = steps.index(step)
    return steps[place - 1] if place else None


def step_to_do(application: Application, after: Step | None = None) -> Step | None:
    """Return the next step that is not done, from the start again at the end; or None."""
    steps, left = steps_of(application.role), unfinished(application)
    place = steps.index(after) if after else 0
    ahead = steps[place:] + steps[:place]
    return next((step for step in ahead if step in left), None)
