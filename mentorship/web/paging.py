"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import request
from flask_sqlalchemy.pagination import Pagination, SelectPagination
from sqlalchemy import Select

from mentorship.extensions import db

PAGE_SIZE = 50
SHORT_PAGE_SIZE = 20
"""For rows that take much room, and for a list that is a part of its page."""
MAX_PAGE_NUMBER = 1_000_000
"""The database multiplies a page number; a larger one would not fit into its integers."""


class SequencePagination(Pagination):
    """A page of rows that are in memory."""

    def _query_items(self) -> list[Any]:
        return list(self._query_args["rows"][self._query_offset :][: self.per_page])

    def _query_count(self) -> int:
        return len(self._query_args["rows"])


class CountedPagination(SelectPagination):
    """A page of rows that have been counted already."""

    def _query_count(self) -> int:
        return int(self._query_args["total"])


def paginate_counted(rows: Select[Any], total: int, page_size: int = PAGE_SIZE) -> Pagination:
    """Return the page whose number is in the URL, of as many rows as the caller has counted."""

    def page(number: int) -> Pagination:
        return CountedPagination(
            select=rows, session=db.session, total=total,
            page=number, per_page=page_size, error_out=False,
        )  # fmt: skip

    return _existing(page, "page")


def paginate(rows: Select[Any], page_size: int = PAGE_SIZE, parameter: str = "page") -> Pagination:
    """Return the page whose number is in the URL; the database sorts, counts and limits."""

    def page(number: int) -> Pagination:
        return db.paginate(rows, page=number, per_page=page_size, error_out=False)

    return _existing(page, parameter)


def paginate_sequence(
    rows: Sequence[Any], page_size: int = PAGE_SIZE, default: int = 1
) -> Pagination:
    """Return the page whose number is in the URL, of rows that are in memory anyway."""

    def page(number: int) -> Pagination:
        return SequencePagination(page=number, per_page=page_size, error_out=False, rows=rows)

    return _existing(page, "page", default)


def _existing(page: Callable[[int], Pagination], parameter: str, default: int = 1) -> Pagination:
    """Return a page that exists: without a number ``default``, with too large a one the last."""
    requested = page(min(request.args.get(parameter, default, type=int), MAX_PAGE_NUMBER))
    return page(requested.pages) if requested.page > max(requested.pages, 1) else requested
