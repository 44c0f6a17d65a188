"""The question which number of a date is the month, where the dates of a sheet do not show it."""

from collections.abc import Sequence

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.services.imports.date_text import Readings
from mentorship.services.imports.mapping import Entries
from mentorship.services.imports.timestamps import (
    ambiguous_cells,
    likeliest_orders,
    reads_most_cells,
)
from mentorship.vocabulary import Labels

ORDERS: Labels = {
    "": _l("As the dates show"),
    "month": _l("Month first: 9/30/2026"),
    "day": _l("Day first: 30/9/2026"),
    "year": _l("Year first: 2026-09-30"),
}
ORDERS_IN_SHORT: Labels = {
    "month": _l("month first"),
    "day": _l("day first"),
    "year": _l("year first"),
}


def initial_order(cells: Sequence[str], entries: Entries | None) -> str:
    """Return the order chosen for this sheet, or the only likely one; "" has to be decided."""
    chosen = (entries or {}).get("timestamp", {}).get("order", "")
    if chosen and reads_most_cells(cells, chosen):
        return str(chosen)
    orders = likeliest_orders(cells)
    return orders[0] if len(orders) == 1 else ""


def order_choices(question: str) -> Labels:
    """Return the orders to choose from; if there is a question about it, none is chosen."""
    return {**ORDERS, "": _l("Choose the date format")} if question else ORDERS


def question_about(cells: Sequence[str]) -> str:
    """Return both readings of the first ambiguous dates; nothing if the order is clear."""
    orders = likeliest_orders(cells)
    if len(orders) < 2:
        return ""
    examples = "; ".join(
        f"{cell}: {_readings(reading, orders)}" for cell, reading in ambiguous_cells(cells, orders)
    )
    return _("These dates can be read in more than one way. %(examples)s.", examples=examples)


def _readings(reading: Readings, orders: Sequence[str]) -> str:
    days = (
        (format_date(reading[order].date(), "long") if order in reading else _("no date"), order)
        for order in orders
    )
    return " / ".join(f"{day} ({ORDERS_IN_SHORT[order]})" for day, order in days)


def order_problem(cells: Sequence[str], order: str, *, was_asked: bool) -> str | None:
    """Return why an order does not fit the dates of a column, or has to be chosen first."""
    orders = likeliest_orders(cells)
    if not orders or (order and not reads_most_cells(cells, order)):
        return _(
            "The dates in that column have another format. Choose another format, or no column."
        )
    if len(orders) > 1 and not (order and was_asked):
        return _("Choose which number of these dates is the month.")
    return None
