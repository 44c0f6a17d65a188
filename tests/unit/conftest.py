"""Unit tests run alone: without network, without a database, without the whole service."""

import socket
from collections.abc import Iterator
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
    """Not an Exception, so that no code under test takes it for a failure that it handles."""


@pytest.fixture(autouse=True)
def without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _guard_connect(getattr(socket.socket, name)))
    monkeypatch.setattr(socket, "getaddrinfo", _guard_lookup(socket.getaddrinfo))


def _guard_connect(connect: Any) -> Any:
    """Let Unix sockets pass: processes of one test talk through them."""

    def guarded(self: socket.socket, address: Any) -> Any:
        is_network = self.family in NETWORK and self.type == socket.SOCK_STREAM
        return _refuse("the network") if is_network else connect(self, address)

    return guarded


def _guard_lookup(getaddrinfo: Any) -> Any:
    """Let a lookup pass that binds a socket: it asks no name server."""

    def guarded(*arguments: Any, **options: Any) -> Any:
        flags = options.get("flags", arguments[5] if len(arguments) > 5 else 0)
        if not flags & socket.AI_PASSIVE:
            _refuse("the network")
        return getaddrinfo(*arguments, **options)

    return guarded


def _refuse(what: str) -> NoReturn:
    raise UnitTestError(f"a unit test must not use {what}: see tests/integration")


@pytest.fixture(autouse=True)
def without_database() -> Iterator[None]:
    event.listen(Engine, "do_connect", _refuse_database)
    yield
    event.remove(Engine, "do_connect", _refuse_database)


def _refuse_database(*arguments: object) -> NoReturn:
    _refuse("a database")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Let configuration and gettext find an application; it has no page and no table."""
    app = Flask("mentorship")
    app.config.from_mapping(flask_config(settings))
    build_runtime(app, settings).init_app(app)
    locale.init_app(app)
    with app.app_context():
        yield app
