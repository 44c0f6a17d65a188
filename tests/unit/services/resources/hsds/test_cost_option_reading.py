"""What a service costs."""

import pytest

from mentorship.services.resources.hsds.cost_option_reading import cost_of, prices_of
from mentorship.services.resources.hsds.tables import Record


@pytest.mark.parametrize(
    ("service", "option", "cost"),
    [
        ({}, {"option": "low_cost"}, "low_cost"),
        ({}, {"option": "Hour", "amount": "0.0"}, "free"),
        ({}, {"option": "Hour", "amount": 20}, ""),
        ({"fees_description": "FREE"}, {}, "free"),
        ({"fees_description": "By income."}, {}, ""),
    ],
)
def test_a_cost_is_one_of_our_codes_or_not_known(
    service: Record, option: Record, cost: str
) -> None:
    assert cost_of(service, [option]) == cost


def test_prices_are_lines_without_our_own_codes() -> None:
    options = [{"option": "paid", "amount": 3}, {"option": "Hour", "amount": 20, "currency": "USD"}]
    assert prices_of([*options, {}]) == ["Hour 20 USD"]
