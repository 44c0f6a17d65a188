"""What a service costs: one of our codes, and the prices that a file gives."""

from collections.abc import Iterable

from mentorship.services.name_folding import fold_name
from mentorship.services.resources.entry import MAX_LINE_LENGTH
from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.tables import Record
from mentorship.vocabulary import RESOURCE_COSTS

PRICE_COLUMNS = ("option", "amount", "currency", "amount_description")


def cost_of(service: Record, cost_options: Iterable[Record]) -> str:
    """Return the code of what a service costs, "" if that is not known."""
    for item in cost_options:
        if option := _own_code(item):
            return option
        if values.whole_number(item.get("amount")) == 0:
            return "free"
    return "free" if fold_name(str(service.get("fees_description") or "")) == "free" else ""


def prices_of(cost_options: Iterable[Record]) -> list[str]:
    """Return the prices that a file gives, as lines of text."""
    prices = [
        [item[name] for name in PRICE_COLUMNS if item.get(name)]
        for item in cost_options
        if not _own_code(item)
    ]
    lines = (" ".join(values.line_of(part, MAX_LINE_LENGTH) for part in parts) for parts in prices)
    return [line for line in lines if line]


def _own_code(cost_option: Record) -> str:
    """Return the code that an export of ours has written as an option."""
    option = values.line_of(cost_option.get("option"), 40)
    return option if option in RESOURCE_COSTS else ""
