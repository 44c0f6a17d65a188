"""Forms with a password: errors beside the field they are about, and a way to see what is typed."""

import pytest
from bs4 import BeautifulSoup

from tests.conftest import SignIn
from tests.factories import make_person

WRONG = "wrong horse battery"
NEW = {"password": "battery horse correct", "again": "battery horse correct"}


@pytest.mark.parametrize(
    ("url", "answers", "field"),
    [
        ("/sign-in", {"name": "mei@example.org", "password": WRONG}, "password"),
        ("/account/password", {"current": WRONG, **NEW}, "current"),
        ("/confirm-password", {"password": WRONG}, "password"),
        ("/account/delete", {"password": WRONG}, "password"),
        ("/forgot-password/code", {"name": "mei", "code": "AAAA", **NEW}, "code"),
    ],
)
def test_a_wrong_password_or_code_is_said_beside_its_field(
    sign_in: SignIn, url: str, answers: dict[str, str], field: str
) -> None:
    client = sign_in(make_person("mei@example.org", "password"))
    page = BeautifulSoup(client.post(url, data=answers).text, "html.parser")
    assert [link["href"] for link in page.select(".error-summary a")] == [f"#{field}"]
    assert page.select_one(f"#{field}-error")
    assert page.select_one("#error-summary-title").get_text() == "Something is not right yet"


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("/account/password", ["current", "password"]),
        ("/sign-up/user-name", ["name", "password"]),
        ("/forgot-password/code", ["name", "code", "password"]),
    ],
)
def test_errors_are_listed_in_the_order_of_the_page(
    sign_in: SignIn, url: str, fields: list[str]
) -> None:
    client = sign_in(make_person("mei@example.org", "password"))
    page = BeautifulSoup(client.post(url, data={}).text, "html.parser")
    links = [link["href"] for link in page.select(".error-summary a")]
    assert links == [f"#{name}" for name in fields]
    inputs = [field["name"] for field in page.select(".question .form-control")]
    assert [name for name in inputs if f"#{name}" in links] == fields


@pytest.mark.parametrize(
    "url", ["/sign-in", "/sign-up/user-name", "/forgot-password/code", "/account/password",
            "/account/delete", "/confirm-password"],
)  # fmt: skip
def test_every_password_can_be_shown_where_there_is_scripting(sign_in: SignIn, url: str) -> None:
    client = sign_in(make_person("mei@example.org", "password"))
    response = client.post(url, data={})
    page = BeautifulSoup(response.text, "html.parser")
    option = page.select_one("form [data-show-password]")
    assert option.has_attr("hidden")
    assert not option.select("[name]"), "what it says is not sent"
    assert page.select_one("script[src$='show_password.js']")
    fields = page.select("input[type=password]")
    assert fields
    assert all(str(field["autocomplete"]).endswith("-password") for field in fields)
