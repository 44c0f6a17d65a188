"""The fields of a form are written down in the order of its page: its errors are listed so."""

from collections.abc import Iterable, Iterator
from typing import Any

import lxml.html
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from wtforms import Field, FieldList, FormField, HiddenField
from wtforms.form import BaseForm

from mentorship.community.groups.forms import StartForm
from mentorship.community.groups.kinds_of_rows import PAGES
from mentorship.community.resources.suggestion_forms import MistakeForm
from mentorship.coordinate.community.events.event_forms import EventForm
from mentorship.coordinate.community.training.forms import TextForm
from tests.conftest import SignIn
from tests.integration.community import event_taps, group_taps, resource_taps, training_taps
from tests.integration.community.group_taps import in_group
from tests.integration.tap_scenes import Scene

BUILDERS = {
    **event_taps.BUILDERS,
    **group_taps.BUILDERS,
    **resource_taps.BUILDERS,
    **training_taps.BUILDERS,
    **{f"groups.add_row {kind}": in_group(f"/new/{kind}") for kind in PAGES},
}


def test_the_fields_of_every_form_are_in_the_order_of_its_page(app: Flask, sign_in: SignIn) -> None:
    scene, forms_seen = Scene(app, sign_in), set()
    for name, build in BUILDERS.items():
        if not is_page(app, name.split()[0]):
            continue
        taps = build(scene)
        client = app.test_client() if taps.person is None else sign_in(taps.person)
        form, names_on_page = form_and_names_on_page(app, client, taps.url)
        names = [field.name for field in fields_within(form or ())]
        assert names_on_page == [name for name in names if name in names_on_page], name
        forms_seen.add(type(form))
    assert {EventForm, StartForm, TextForm, MistakeForm} < forms_seen


def is_page(app: Flask, endpoint: str) -> bool:
    return any("GET" in rule.methods for rule in app.url_map.iter_rules(endpoint) if rule.methods)


def form_and_names_on_page(
    app: Flask, client: FlaskClient, url: str
) -> tuple[BaseForm | None, list[str]]:
    """Return the form that a page is rendered with, and the names of its controls in order."""
    contexts: list[dict[str, Any]] = []
    with template_rendered.connected_to(lambda _app, context, **_: contexts.append(context), app):
        response = client.get(url)
    form = next((context["form"] for context in contexts if "form" in context), None)
    if not isinstance(form, BaseForm):
        assert "page-form" not in response.text
        return None, []
    return form, list(dict.fromkeys(control_names(lxml.html.fromstring(response.text))))


def control_names(page: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the names in the main form, which is the one that says who opened its page."""
    (form,) = page.xpath("//main//form[.//input[@name='written_by']]")
    for control in form.iter("input", "select", "textarea"):
        if control.get("type") != "hidden" and control.get("name"):
            yield control.get("name")


def fields_within(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        if isinstance(field, FieldList | FormField):
            yield from fields_within(field)
        elif not isinstance(field, HiddenField):
            yield field
