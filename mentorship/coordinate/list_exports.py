"""The file of a list, and the record that somebody made it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from flask import Response, request

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import Round
from mentorship.services.audit import record
from mentorship.services.exports import Column, make_sheet
from mentorship.web.access_control import require_person
from mentorship.web.downloads import TABLE_FORMATS, download_table

Row = TypeVar("Row")


def send_list(
    name: str,
    title: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    round_ids: Iterable[int],
) -> Response:
    """Send a list in the format that the form asks for; record it for each round that it is of."""
    with_names = "with_names" in request.form
    action = f"export {name} with names" if with_names else f"export {name}"
    for round_id in sorted(round_ids):
        record(db.session, require_person(), action, db.session.get_one(Round, round_id))
    asked = request.form.get("format", "")
    sheet = make_sheet(title, columns, rows, with_names=with_names)
    table_format = asked if asked in TABLE_FORMATS else "csv"
    return download_table([sheet], table_format, f"{name}-{today().isoformat()}")
