"""Helpers that fill in the application form, and read the values that a page shows."""

from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.factories import FORM
from tests.page_forms import press

CONSENT = {"adult": "y", "consent": "y"}


def steps(role: str) -> list[str]:
    return [name for name in FORM if name != "capacity" or role == "mentor"]


def begin(client: FlaskClient, role: str, round_id: int = 1) -> None:
    response = client.post(f"/join/{round_id}/role", data={"role": role, **CONSENT})
    assert response.status_code == 302


def fill_in(client: FlaskClient, role: str, **changed: dict[str, Any]) -> None:
    """Begin in a role and fill in every step; `changed` replaces default answers."""
    begin(client, role)
    for name in steps(role):
        response = client.post(f"/join/1/{role}/{name}", data=FORM[name] | changed.get(name, {}))
        assert response.status_code == 302, name


def apply(client: FlaskClient, role: str, **changed: dict[str, Any]) -> None:
    """Fill in every step and send the application."""
    fill_in(client, role, **changed)
    response = press(client, f"/join/1/{role}/review")
    assert response.location == f"/join/1/{role}/received"


def parse_page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def form_values(page: BeautifulSoup) -> dict[str, Any]:
    """Return the value of every field of the form on a page."""
    values: dict[str, Any] = {}
    for field in page.find("main").find_all(["input", "select", "textarea"]):
        name, kind = str(field.get("name")), field.get("type")
        if name in {"csrf_token", "written_by", "notice_shown"}:
            continue
        if field.name == "select":
            selected = field.find("option", selected=True)
            values[name] = selected["value"] if selected else field.find("option")["value"]
        elif field.name == "textarea":
            values[name] = field.get_text().removeprefix("\r\n")
        elif kind == "radio":
            values |= {name: field["value"]} if field.has_attr("checked") else {}
        elif kind == "checkbox":
            values.setdefault(name, [])
            values[name] += [field["value"]] if field.has_attr("checked") else []
        else:
            values[name] = field.get("value", "")
    return values
