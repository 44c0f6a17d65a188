"""People in a running service's database, and their signed-in browsers."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import current_app

from mentorship.models import Person
from tests.attacks.conftest import Service
from tests.attacks.visitor import Visitor

Result = TypeVar("Result")


def signed_in(service: Service, person: Person) -> Visitor:
    """Return a visitor with the cookie that signing in gives."""
    at = int(time.time())
    session = {
        "_user_id": person.fs_uniquifier,
        "_fresh": True,
        "signed_in": at,
        "last_seen": at,
        "password_confirmed": at,
    }
    serializer = current_app.session_interface.get_signing_serializer(current_app)  # type: ignore[attr-defined]
    visitor = service.visitor()
    visitor.cookies["__Host-session"] = serializer.dumps(session)
    return visitor


def at_once(*actions: Callable[[], Result]) -> list[Result]:
    """Run actions at the same time, each in a thread of its own."""
    with ThreadPoolExecutor(len(actions)) as threads:
        return [future.result() for future in [threads.submit(action) for action in actions]]
