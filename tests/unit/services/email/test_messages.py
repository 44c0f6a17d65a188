"""The text of emails that need no database."""

from sqlalchemy.orm import Session

from mentorship.models import EmailKind, OutgoingEmail
from mentorship.runtime import Runtime
from mentorship.services.email.messages import RENDERERS, render_email


def test_every_kind_of_email_has_a_renderer() -> None:
    assert set(RENDERERS) == set(EmailKind)


def test_an_email_links_to_the_site_and_names_nobody(runtime: Runtime) -> None:
    email = OutgoingEmail(kind=EmailKind.MOVED, recipient="mei@example.org", language="en")
    message = render_email(Session(), email)
    assert message.subject == "A note for you"
    assert "https://site.example/apply.welcome" in message.body
    assert "mei" not in message.body
