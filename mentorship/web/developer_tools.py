"""What a developer sees: the SQL statements of each request, and names in ``flask shell``."""

from importlib import import_module
from typing import Any

from flask import Flask, Response, current_app, request
from flask_sqlalchemy.record_queries import get_recorded_queries

from mentorship import models
from mentorship.extensions import db

MAX_STATEMENTS_SHOWN = 3
SERVICES = ("accounts", "applications", "email", "imports", "pairing")


def init_app(app: Flask, *, demo: bool) -> None:
    app.shell_context_processor(shell_names)
    # In the demonstration alone, to be safe: statements are logged without parameters anyway.
    if app.debug and demo:
        app.config["SQLALCHEMY_RECORD_QUERIES"] = True
        app.after_request(log_queries)


def shell_names() -> dict[str, Any]:
    """Return the names that a shell starts with; services are imported here, as that is slow."""
    return {
        "db": db,
        **{name: getattr(models, name) for name in models.__all__},
        **{name: import_module(f"mentorship.services.{name}") for name in SERVICES},
    }


def log_queries(response: Response) -> Response:
    """Log how many SQL statements a request took, and the slowest without their parameters."""
    queries = get_recorded_queries()
    slowest = sorted(queries, key=lambda query: query.duration, reverse=True)[:MAX_STATEMENTS_SHOWN]
    lines = [
        f"\n  {query.duration * 1000:.1f} ms  {' '.join((query.statement or '').split())}"
        for query in slowest
    ]
    current_app.logger.info(
        "%s: %d SQL statements%s", request.endpoint, len(queries), "".join(lines)
    )
    return response
