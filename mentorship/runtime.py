"""What services and models need of the running application.

``create_app`` builds a `Runtime`. Services and models get it from `current_runtime` and never
use Flask's application itself.
"""

from dataclasses import dataclass, field
from typing import Protocol

from flask import Flask, current_app

EXTENSION = "runtime"


class Cipher(Protocol):
    """Encrypts what describes a person (see `mentorship.privacy.field_cipher`)."""

    def encrypt(self, text: str) -> bytes: ...
    def decrypt(self, token: bytes) -> str: ...
    def blind_index(self, name: str) -> bytes: ...


class TaskQueue(Protocol):
    """Hands tasks to the worker (see `mentorship.jobs`); a failure is logged, not raised."""

    def send(self, task: str, row_id: int) -> None: ...


class EmailServer(Protocol):
    """Sends plain text (see `mentorship.smtp`)."""

    def send(self, to: str, subject: str, body: str) -> None: ...


class PageUrl(Protocol):
    """Builds the absolute URL of a page (see `mentorship.web.page_urls`)."""

    def __call__(self, endpoint: str, **values: str) -> str: ...


@dataclass(frozen=True)
class Runtime:
    """The parts and settings of one application that its services may use."""

    cipher: Cipher
    task_queue: TaskQueue
    page_url: PageUrl
    secret_key: str = field(repr=False)
    email_server: EmailServer | None = None
    demo: bool = False

    @property
    def sends_email(self) -> bool:
        """Whether emails are written; the demonstration shows them instead of sending them."""
        return self.demo or self.email_server is not None

    def init_app(self, app: Flask) -> None:
        app.extensions[EXTENSION] = self


def current_runtime() -> Runtime:
    runtime: Runtime = current_app.extensions[EXTENSION]
    return runtime
