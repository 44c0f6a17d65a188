"""The text of emails that need no database."""

import pytest
from sqlalchemy.orm import Session

from mentorship.models import EmailKind, OutgoingEmail
from mentorship.runtime import Runtime
from mentorship.services.email.messages import RENDERERS, render_email


def test_every_kind_of_email_has_a_renderer() -> None:
    assert set(RENDERERS) == set(EmailKind)


@pytest.mark.parametrize(
    ("kind", "page"), [(EmailKind.NEWS, "auth.sign_in"), (EmailKind.MOVED, "apply.welcome")]
)
def test_an_email_links_to_the_site_and_names_nobody(
    runtime: Runtime, kind: EmailKind, page: str
) -> None:
    email = OutgoingEmail(kind=kind, recipient="mei@example.org", language="en")
    message = render_email(Session(), email)
    assert message.subject == "A note for you"
    assert f"https://site.example/{page}" in message.body
    assert "mei" not in message.body


def test_news_say_what_somebody_does_who_was_imported_and_has_no_password(
    runtime: Runtime,
) -> None:
    email = OutgoingEmail(kind=EmailKind.NEWS, recipient="mei@example.org", language="en")
    assert "create an account with this address first" in render_email(Session(), email).body
