"""Send the form of a page as a browser does, with the hidden fields that the page gave it."""

from typing import Any

import lxml.html
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


def press(
    client: FlaskClient,
    page: str,
    action: str | None = None,
    data: dict[str, Any] | None = None,
    **options: Any,
) -> TestResponse:
    """Open a page, and send its form with this action, or the form that posts to the page."""
    action = action or page
    hidden = hidden_fields(client, page, action)
    return client.post(action, data={**hidden, **(data or {})}, **options)


def press_button(client: FlaskClient, page: str, label: str, **options: Any) -> TestResponse:
    """Open a page, press the first button with a label, and return the page that it leads to."""
    form = next(
        form
        for form in forms_of(client.get(page).text)
        if any(label in button.text_content() for button in form.iter("button"))
    )
    data = dict(form.form_values())
    return client.post(form.get("action"), data=data, follow_redirects=True, **options)


def change_and_send(client: FlaskClient, page: str, **changes: str | list[str]) -> TestResponse:
    """Open a page, change some fields of its main form, and send it with what it was filled with.

    An empty list leaves a check box unchecked.
    """
    (form,) = (form for form in forms_of(client.get(page).text) if form.get("id") == "page-form")
    return client.post(page, data=MultiDict([*form.form_values()]).to_dict(flat=False) | changes)


def press_and_confirm(
    client: FlaskClient, page: str, action: str, data: dict[str, Any] | None = None
) -> TestResponse:
    """Send a form that asks to confirm what would follow, and confirm it."""
    asked = press(client, page, action, data)
    (form,) = (form for form in forms_of(asked.text) if "confirmed" in form.fields)
    return client.post(action, data=dict(form.form_values()))


def open_page(client: FlaskClient, page: str) -> TestResponse:
    """Open a page; if its opening is recorded, by the button that records it."""
    response = client.get(page)
    if f'formaction="{page}/open"' not in response.text:
        return response
    return client.post(f"{page}/open", follow_redirects=True)


def hidden_fields(client: FlaskClient, page: str, action: str | None = None) -> dict[str, str]:
    """Return the hidden fields of a page's form, for a test that sends it later."""
    forms = forms_of(open_page(client, page).text)
    form = next(form for form in forms if form.get("action", page) == (action or page))
    return {
        field.name: field.value
        for field in form.xpath(".//input[@type='hidden']")
        if field.name != "csrf_token"
    }


def forms_of(text: str) -> list[lxml.html.FormElement]:
    return list(lxml.html.document_fromstring(text).forms)
