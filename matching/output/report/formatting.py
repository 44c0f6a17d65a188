"""Numbers and text as the report shows them."""

import re

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")

MIN_VISIBLE_GAP = 0.005
"""Half of the last digit shown, in points; a smaller gap is rounding error."""

OBJECTIVE_LABELS = {
    "most_people": "as many mentees as possible, then the most points",
    "best_total": "the most points, even if fewer mentees are matched",
}


def strip_unprintable(value: object) -> object:
    r"""Replace control characters in text, and remove those that change its direction.

    A ``bdi`` element is not enough: a stray control character in a name would end its isolation.
    Values that are not text, and safe markup, are returned unchanged.

    Examples
    --------
    >>> strip_unprintable("Ada\x00 \u202egnir")
    'Ada� gnir'
    """
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return CONTROL_CHARACTERS.sub("\ufffd", BIDI_CONTROLS.sub("", value))
    return value


def format_percent(share: float) -> str:
    """Return a share in whole per cent; only 0 and 1 become 0 % and 100 %.

    Examples
    --------
    >>> format_percent(0.5), format_percent(0.999), format_percent(0.001)
    ('50 %', '99 %', '1 %')
    """
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
