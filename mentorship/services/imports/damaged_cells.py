"""Cells that a spreadsheet has damaged: errors in place of text, numbers without all digits."""

import re
from decimal import Decimal

ERROR_VALUE = re.compile(
    r"#(?:#+|N/[AD]"
    r"|[¡¿]?(?:NAME|NOMBRE|REF|VALUE|VALOR|DIV/0|NUM|NULL|NULO|ERROR|SPILL|CALC|FIELD)[!?])"
)
NUMBER = re.compile(r"\d{1,20}(?:[.,]\d{1,20}E\+?\d{1,2}|E\+?\d{1,2}|[.,]0{1,20})", re.ASCII)


def is_error_value(cell: str) -> bool:
    """Return whether a spreadsheet shows an error in a cell, or that it is too narrow.

    >>> [is_error_value(cell) for cell in ("#NAME?", "######", "#1 in my class")]
    [True, True, False]
    """
    return ERROR_VALUE.fullmatch(cell.upper()) is not None


def digits_of_number(cell: str) -> str | None:
    """Return a telephone number that a spreadsheet has made a number; None if digits are lost.

    Any other text is returned as it is.

    >>> digits_of_number("2135550123.0"), digits_of_number("2.13555E+09"), digits_of_number("213-5")
    ('2135550123', None, '213-5')
    """
    if not NUMBER.fullmatch(cell.upper()):
        return cell
    number = Decimal(cell.upper().replace(",", "."))
    exponent = number.as_tuple().exponent
    has_all_digits = isinstance(exponent, int) and exponent <= 0 and number == int(number)
    return str(int(number)) if has_all_digits else None
