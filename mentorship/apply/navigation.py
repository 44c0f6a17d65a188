"""The URLs of an application's pages, and which comes before and after another."""

from typing import Any

from flask import request, url_for

from mentorship.models import Application
from mentorship.questions import Step, steps_for
from mentorship.services.applications.form_steps import unfinished

REVIEW = "review"


def application_url(page: str, application: Application, **values: Any) -> str:
    round_id, role_name = application.round_id, application.role.value
    return url_for(f"apply.{page}", round_id=round_id, role_name=role_name, **values)


def step_url(step: Step | None, application: Application) -> str:
    """Return the URL of a step, or of the review if there is no step."""
    if step is None:
        return application_url("review", application)
    return application_url("step", application, step_name=step.name)


def next_step_url(step: Step, application: Application) -> str:
    came_from_review = request.args.get("then") == REVIEW
    return step_url(None if came_from_review else next_unfinished(application, step), application)


def previous_url(step: Step, application: Application) -> str:
    if request.args.get("then") == REVIEW or not unfinished(application):
        return application_url("review", application)
    previous = previous_step(step, application)
    if previous is None:
        return url_for("apply.join", round_id=application.round_id)
    return step_url(previous, application)


def step_named(name: str, application: Application) -> Step | None:
    return next((step for step in steps_for(application.role) if step.name == name), None)


def previous_step(step: Step, application: Application) -> Step | None:
    steps = steps_for(application.role)
    position = steps.index(step)
    return steps[position - 1] if position else None


def next_unfinished(application: Application, after: Step | None = None) -> Step | None:
    """Return the next step that is not done, wrapping around at the end; None if all are."""
    steps, not_done = steps_for(application.role), unfinished(application)
    position = steps.index(after) if after else 0
    ordered = steps[position:] + steps[:position]
    return next((step for step in ordered if step in not_done), None)
