"""Fill in the application form step by step, and read back what a page holds."""

from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.factories import FORM

AGREED = {"adult": "y", "consent": "y"}


def steps(role: str) -> list[str]:
    return [name for name in FORM if name != "capacity" or role == "mentor"]


def begin(client: FlaskClient, role: str, round_id: int = 1) -> None:
    assert client.post(f"/join/{round_id}/role", data={"role": role}).status_code == 302


def answer(client: FlaskClient, role: str, **changed: dict[str, Any]) -> None:
    """Begin in a role and fill in every step; what is given replaces plain answers."""
    begin(client, role)
    for name in steps(role):
        response = client.post(f"/join/1/{role}/{name}", data=FORM[name] | changed.get(name, {}))
        assert response.status_code == 302, name


def apply(client: FlaskClient, role: str, **changed: dict[str, Any]) -> None:
    """Fill in every step and send the answers."""
    answer(client, role, **changed)
    response = client.post(f"/join/1/{role}/review", data=AGREED)
    assert response.location == f"/join/1/{role}/received"


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def typed(page: BeautifulSoup) -> dict[str, Any]:
    """Read back what the form on a page holds."""
    held: dict[str, Any] = {}
    for field in page.find("main").find_all(["input", "select", "textarea"]):
        name, kind = str(field.get("name")), field.get("type")
        if name == "csrf_token":
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            held[name] = chosen["value"] if chosen else field.find("option")["value"]
        elif field.name == "textarea":
            held[name] = field.get_text().removeprefix("\r\n")
        elif kind == "radio":
            held |= {name: field["value"]} if field.has_attr("checked") else {}
        elif kind == "checkbox":
            held.setdefault(name, [])
            held[name] += [field["value"]] if field.has_attr("checked") else []
        else:
            held[name] = field.get("value", "")
    return held
