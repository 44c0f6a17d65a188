"""Links in emails use the configured site URL."""

from flask import Flask

from mentorship.web.page_urls import page_url_builder


def test_a_page_url_uses_the_configured_site_whatever_the_request_says() -> None:
    app = Flask(__name__)
    app.add_url_rule("/set-password/<token>", "recovery.set", lambda token: "")
    page_url = page_url_builder(app, "https://thread.example")
    with app.test_request_context(base_url="https://evil.example"):
        url = page_url("recovery.set", token="abc")
    assert url == "https://thread.example/set-password/abc"
