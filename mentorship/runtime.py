"""What services and models need of the running application.

``create_app`` builds a `Runtime`. Services and models get it from `current_runtime` and never
use Flask's application itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from flask import Flask, current_app

from mentorship.programme import Programme

EXTENSION = "runtime"


class BlindIndex(Protocol):
    """Finds a name without storing it (see `mentorship.privacy.blind_index`)."""

    def __call__(self, name: str) -> bytes: ...
    def exact(self, text: str) -> bytes: ...


class KeyStore(Protocol):
    """Holds the data keys of people (see `mentorship.privacy.key_store`)."""

    def create(self) -> None: ...
    def identity(self) -> bytes: ...
    def read(self, key_ids: Iterable[bytes]) -> dict[bytes, bytes]: ...
    def destroyed(self, key_ids: Iterable[bytes]) -> set[bytes]: ...
    def add(self, keys: Mapping[bytes, bytes]) -> None: ...
    def confirm(self, key_ids: Iterable[bytes]) -> None: ...
    def mark_for_destruction(self, key_ids: Iterable[bytes]) -> None: ...
    def unfinished(self, before: datetime) -> list[bytes]: ...
    def keep(self, key_ids: Iterable[bytes], marked_before: datetime) -> None: ...
    def destroy(self, key_ids: Iterable[bytes]) -> None: ...
    def count_to_rewrap(self) -> int: ...
    def rewrap(self) -> Iterator[int]: ...
    def check(self) -> None: ...


class TaskQueue(Protocol):
    """Hands tasks to the worker (see `mentorship.jobs`); a failure is logged, not raised."""

    def send(self, task: str, row_id: int) -> None: ...


class EmailServer(Protocol):
    """Sends plain text (see `mentorship.smtp`)."""

    def send(self, to: str, subject: str, body: str) -> None: ...


class PageUrl(Protocol):
    """Builds the absolute URL of a page (see `mentorship.web.page_urls`)."""

    def __call__(self, endpoint: str, **values: str) -> str: ...


class ProgrammeSource(Protocol):
    """Returns the programme's words as they are now (`mentorship.services.programme.versions`)."""

    def __call__(self) -> Programme: ...


@dataclass(frozen=True)
class Runtime:
    """The parts and settings of one application that its services may use."""

    blind_index: BlindIndex
    key_store: KeyStore
    task_queue: TaskQueue
    page_url: PageUrl
    programme_source: ProgrammeSource
    secret_key: str = field(repr=False)
    audit_key: bytes = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)
    key_fingerprints: Mapping[str, bytes] = field(repr=False)
    email_server: EmailServer | None = None
    demo: bool = False

    @property
    def programme(self) -> Programme:
        """The programme's words, which may have changed since the last request."""
        return self.programme_source()

    @property
    def sends_email(self) -> bool:
        """Whether emails are written; the demonstration shows them instead of sending them."""
        return self.demo or self.email_server is not None

    def init_app(self, app: Flask) -> None:
        app.extensions[EXTENSION] = self


def current_runtime() -> Runtime:
    runtime: Runtime = current_app.extensions[EXTENSION]
    return runtime
