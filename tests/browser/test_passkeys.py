"""Passkeys with a virtual authenticator, and quick exit."""

import re

import pytest
from playwright.sync_api import Page, expect

from mentorship import demo
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def add_virtual_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_is_added_signs_in_and_passes_two_factor(visit: Visit) -> None:
    page = visit("person007@demonstration.example.org", phone=True)
    add_virtual_authenticator(page)
    page.goto("/account/two-factor")
    page.get_by_label("A name for it").fill("My phone 📱")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Write these down")).to_be_visible()
    page.get_by_role("link", name="I have written them down").click()
    expect(page.get_by_text("My phone 📱").first).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile(r"\d/home$"))

    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.get_by_label("Email address or user name").fill("person007@demonstration.example.org")
    page.get_by_label("Password").fill(demo.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Two-step sign-in")).to_be_visible()
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page).to_have_url(re.compile(r"\d/home$"))

    page.goto("/account/two-factor")
    page.get_by_role("button", name=re.compile("Remove")).click()
    expect(page.get_by_role("status")).to_contain_text("removed")


def test_a_failed_passkey_shows_a_message_and_the_password_form(visit: Visit) -> None:
    page = visit()
    add_virtual_authenticator(page)
    page.goto("/sign-in")
    page.evaluate("() => { navigator.credentials.get = async () => { throw new Error(); }; }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Use your password")


def test_quick_exit_hides_the_page_and_the_back_button_does_not_show_it(visit: Visit) -> None:
    page = visit(demo.ACCOUNTS["mentee"], phone=True)
    page.goto("/home")
    page.get_by_role("button", name="Leave quickly").click()
    expect(page).to_have_title("Kitchen measures")
    page.go_back()
    expect(page.get_by_text("정미라")).to_have_count(0)
    page.goto("/home")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
