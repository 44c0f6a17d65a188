"""Guards and fixtures of unit tests: no network, no database, no complete application."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from mentorship import build_runtime
from mentorship.config import Settings, flask_config
from mentorship.web import locale

NETWORK = {socket.AF_INET, socket.AF_INET6}


class UnitTestError(BaseException):
    """Derived from BaseException, so that no ``except Exception`` in tested code catches it."""


@pytest.fixture(autouse=True)
def forbid_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guard_connect(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", _guard_lookup(socket.getaddrinfo))


def _guard_connect(connect: Any) -> Any:
    """Allow Unix sockets, which the processes of a test use to communicate."""

    def guarded(self: socket.socket, address: Any) -> Any:
        is_network = self.family in NETWORK and self.type == socket.SOCK_STREAM
        return _refuse("the network") if is_network else connect(self, address)

    return guarded


def _guard_lookup(getaddrinfo: Any) -> Any:
    """Allow a lookup for binding a socket, which sends no request to a name server."""

    def guarded(*arguments: Any, **options: Any) -> Any:
        flags = options.get("flags", arguments[5] if len(arguments) > 5 else 0)
        if not flags & socket.AI_PASSIVE:
            _refuse("the network")
        return getaddrinfo(*arguments, **options)

    return guarded


def _refuse(what: str) -> NoReturn:
    raise UnitTestError(f"a unit test must not use {what}: see tests/integration")


@pytest.fixture(autouse=True)
def forbid_database() -> Iterator[None]:
    event.listen(Engine, "do_connect", _refuse_database)
    yield
    event.remove(Engine, "do_connect", _refuse_database)


def _refuse_database(*arguments: object) -> NoReturn:
    _refuse("a database")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Return an application with configuration and gettext, without pages and tables."""
    app = Flask("mentorship")
    app.config.from_mapping(flask_config(settings))
    runtime = replace(build_runtime(app, settings), programme_source=lambda: settings.programme)
    runtime.init_app(app)
    locale.init_app(app)
    with app.app_context():
        yield app
