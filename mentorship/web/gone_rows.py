"""Pages about a row that somebody else may have deleted meanwhile."""

from http import HTTPStatus
from typing import NoReturn

from flask import abort, flash, make_response, redirect

from mentorship.web.access_control import MAX_ID
from mentorship.web.typed_again import typed_texts, typed_texts_page


def row_id(url_part: str) -> int:
    """Return the id in a URL, 0 if it can be none of a row.

    No integer in the URL rule: a row that is gone leads to a page, and not to an error.
    """
    is_id = url_part.isdecimal() and len(url_part) < len(str(MAX_ID))
    return int(url_part) if is_id else 0


def leave_gone_row(message: str, page: str) -> NoReturn:
    """Say that a row is gone: beside what was typed about it, else on another page."""
    flash(message, "warning")
    if typed_texts():
        abort(make_response(typed_texts_page(HTTPStatus.CONFLICT)))
    abort(redirect(page))
