"""Numbers and people's own words as the page shows them."""

import re

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

LEAST_SEEN = 0.005
"""Half of the last digit shown: a smaller gap is the noise of adding floats up."""

SOUGHT = {
    "most_people": "as many mentees matched as can be, then the most points",
    "best_total": "the most points, even if fewer are matched",
}


def printable(value: object) -> object:
    r"""Take out of a text what no page may hold, or what turns the text around it backwards.

    An isolating element is not enough: a stray control in a name would end the isolation.

    >>> printable("Ada\x00 \u202egnir")
    'Ada� gnir'
    """
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return CONTROLS.sub("\ufffd", TURNING.sub("", value))
    return value


def grouped(number: float) -> str:
    """Write a number with its thousands apart and without needless noughts.

    >>> grouped(11480), grouped(0.755)
    ('11,480', '0.76')
    """
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """Write a share in whole per cent, rounding neither up to all nor down to nothing.

    >>> percent(0.5), percent(0.999), percent(0.001)
    ('50 %', '99 %', '1 %')
    """
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"


def plural(number: int, one: str) -> str:
    """Count things.

    >>> plural(1, "mentee"), plural(1200, "mentee")
    ('1 mentee', '1,200 mentees')
    """
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"
