"""The address of every page of somebody's application, and which comes before and after."""

from typing import Any

from flask import request, url_for

from mentorship.apply.navigation import step_before, step_to_do
from mentorship.models import Application
from mentorship.services.applications.form_steps import Step, unfinished

REVIEW = "review"


def address(page: str, application: Application, **more: Any) -> str:
    round_id, role_name = application.round_id, application.role.value
    return url_for(f"apply.{page}", round_id=round_id, role_name=role_name, **more)


def address_of(one: Step | None, application: Application) -> str:
    if one is None:
        return address("review", application)
    return address("step", application, step_name=one.name)


def address_after(here: Step, application: Application) -> str:
    came_from_review = request.args.get("then") == REVIEW
    return address_of(None if came_from_review else step_to_do(application, here), application)


def address_before(here: Step, application: Application) -> str:
    if request.args.get("then") == REVIEW or not unfinished(application):
        return address("review", application)
    before = step_before(here, application)
    if before is None:
        return url_for("apply.join", round_id=application.round_id)
    return address_of(before, application)
