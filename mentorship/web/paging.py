"""Long lists, a page at a time: the database sorts, counts and returns one page."""

from typing import Any

from flask import request
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select

from mentorship.extensions import db

PAGE_SIZE = 50
SHORT_PAGE_SIZE = 20
"""For rows that take much room, and for a list that is a part of its page."""
MAX_PAGE_NUMBER = 1_000_000
"""The database multiplies a page number; a larger one would not fit into its integers."""


def paginate(rows: Select[Any], page_size: int = PAGE_SIZE, parameter: str = "page") -> Pagination:
    """Return the page whose number is in the URL.

    Without a number it is the first page, with too large a number the last.
    """
    number = request.args.get(parameter, 1, type=int)
    page = _page(rows, min(number, MAX_PAGE_NUMBER), page_size)
    is_beyond_the_end = page.page > max(page.pages, 1)
    return _page(rows, page.pages, page_size) if is_beyond_the_end else page


def _page(rows: Select[Any], number: int, page_size: int) -> Pagination:
    return db.paginate(rows, page=number, per_page=page_size, error_out=False)
