"""Numbers with their nouns, in English."""


def format_points(number: float) -> str:
    """Return points without trailing zeros.

    Examples
    --------
    >>> format_points(12.0), format_points(2 / 3)
    ('12', '0.67')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def format_number(number: float) -> str:
    """Return a number with thousands separators and without trailing zeros.

    Examples
    --------
    >>> format_number(11480), format_number(0.755)
    ('11,480', '0.76')
    """
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def plural(number: float, noun: str) -> str:
    """Return a noun as it stands after a number that is shown without trailing zeros.

    Examples
    --------
    >>> plural(1, "mentee"), plural(0, "mentee"), plural(1.0, "point"), plural(0.5, "point")
    ('mentee', 'mentees', 'point', 'points')
    """
    return noun if format_number(number) == "1" else f"{noun}s"


def pluralize(number: float, noun: str) -> str:
    """Return a number with its noun in the singular or plural.

    Examples
    --------
    >>> pluralize(1, "mentee"), pluralize(1200, "mentee"), pluralize(0.5, "point")
    ('1 mentee', '1,200 mentees', '0.5 points')
    """
    return f"{format_number(number)} {plural(number, noun)}"
