"""Send email through the SMTP server that the operator configures."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

from email_validator import validate_email

from mentorship.errors import ConfigurationError

TIMEOUT_SECONDS = 30
DEFAULT_PORTS = {"smtp": 587, "smtps": 465}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class SmtpServer:
    """An SMTP server, and the address that emails come from."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str

    @classmethod
    def from_url(cls, url: str, sender: str) -> "SmtpServer":
        """Parse ``smtp://user:password@host:587`` (or ``smtps``); both are encrypted."""
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            raise ConfigurationError(
                "MENTORSHIP_MAIL_URL is not like smtp://user:password@host:587."
            )
        if "@" not in parseaddr(sender)[1]:
            raise ConfigurationError("MENTORSHIP_MAIL_FROM is not an email address.")
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or DEFAULT_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=sender,
        )

    def send(self, to: str, subject: str, body: str) -> None:
        """Send plain text; raise OSError or smtplib.SMTPException if that fails."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = _address(to)
        message["Subject"] = subject
        message["Date"] = formatdate()
        # The default would disclose the name of this machine.
        message["Message-ID"] = make_msgid(domain=parseaddr(self.sender)[1].partition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        with self._connect() as server:
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        if self.host not in LOCAL_HOSTS:
            server.starttls(context=context)
        return server


def _address(typed: str) -> Address:
    """Return an address as it was typed, its domain in the ASCII form that every server knows.

    Python's own codec would make "strasse" of "straße", which is another domain. For other letters
    before the "@" the server must offer SMTPUTF8, or the email is not sent.
    """
    checked = validate_email(typed, check_deliverability=False, test_environment=True)
    return Address(username=checked.local_part, domain=checked.ascii_domain)
