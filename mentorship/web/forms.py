"""Render a page with a form, with the HTTP status that fits the form's state."""

from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue


def render_form(
    template: str, *, status: HTTPStatus | None = None, **context: object
) -> ResponseReturnValue:
    """Return a page with a form: 200 when it is opened, 422 when what was sent is not valid.

    ``status`` overrides both, such as 429 after too many attempts.
    """
    if status is None:
        sent = request.method == "POST"
        status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    return render_template(template, **context), status
