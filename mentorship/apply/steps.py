"""The form of every step, and the way from one to the next."""

from collections.abc import Mapping

from mentorship.apply import about_you, wishes
from mentorship.apply.forms import StepForm
from mentorship.models import Application
from mentorship.services.steps import Step, steps_of, unfinished

FORMS: Mapping[str, type[StepForm]] = {
    "name": about_you.NameForm,
    "reach": about_you.ReachForm,
    "communities": about_you.CommunitiesForm,
    "languages": about_you.LanguagesForm,
    "place": wishes.PlaceForm,
    "times": wishes.TimesForm,
    "topics": wishes.TopicsForm,
    "mentees": wishes.MenteesForm,
    "likes": wishes.LikesForm,
    "hope": wishes.HopeForm,
    "apart": wishes.ApartForm,
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
