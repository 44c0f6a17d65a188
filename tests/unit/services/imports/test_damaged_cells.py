"""What a spreadsheet has damaged is recognized; what people typed is not taken for it."""

import pytest

from mentorship.services.imports.damaged_cells import digits_of_number, is_error_value


@pytest.mark.parametrize(
    "cell", ["###", "#N/A", "#REF!", "#\u00a1VALOR!", "#\u00bfNOMBRE?", "#error!"]
)
def test_the_errors_of_spreadsheets_are_no_text(cell: str) -> None:
    assert is_error_value(cell)


@pytest.mark.parametrize("cell", ["#", "#MeToo", "N/A", "# 5", "#NAME", "apt #5"])
def test_text_with_a_number_sign_is_no_error(cell: str) -> None:
    assert not is_error_value(cell)


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("2.13555E+09", None),
        ("2E+09", None),
        ("2,13555E9", None),
        ("2.135550123E+09", "2135550123"),
        ("2135550123.00", "2135550123"),
        ("213.555.0123", "213.555.0123"),
        ("213 555 0123 ext. 4", "213 555 0123 ext. 4"),
        ("", ""),
    ],
)
def test_a_number_keeps_its_digits_if_the_spreadsheet_has_them_all(
    cell: str, digits: str | None
) -> None:
    assert digits_of_number(cell) == digits
