"""The items of a list in one cell, as people type lists and as programs export them."""

import re
from collections.abc import Iterable, Iterator

SEPARATORS = ",;|\t\r\n•、，；｜،؛"
"""What stands between two items: line breaks, too, and marks of Chinese, Japanese and Arabic."""

PHRASE_SEPARATORS = re.compile(r"[/\\&+·]|\s[-–—]\s|\b(?:and|or|y|e|o|u)\b", re.IGNORECASE)
"""What may stand between two items, but as often within one."""

CLOSING_BRACKETS = {"[": "]", "{": "}", "(": ")"}

_QUOTED = r""""(?:[^"\\]|\\.|"")*+"|'(?:[^'\\]|\\.|'')*+'"""
_PLAIN = rf"(?!(?<=;)#)[^\s{SEPARATORS}][^{SEPARATORS}]*"  # SharePoint separates by ;#
_EXPORTED_ITEM = re.compile(rf"({_QUOTED})(?=\s*(?:[{SEPARATORS}\"']|$))|{_PLAIN}", re.DOTALL)
_TYPED_ITEM = re.compile(rf'("(?:[^"]|"")*+")(?=\s*(?:[{SEPARATORS}]|$))|{_PLAIN}')
_QUOTED_TEXT = re.compile(rf"{_QUOTED}|['\"].*", re.DOTALL)  # the last quote may lack its end
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SIMPLE_LIST = re.compile(r"[\w ,.'&/-]*", re.ASCII)
_NEEDS_QUOTES = re.compile(rf"[{SEPARATORS}\"\[\]{{}}()]")
_MARKUP = re.compile(r"[\[\]{}]|^\"|^'.*'$")


def split_items(cell: str) -> tuple[str, ...]:
    """Return the items of a cell, without blank ones.

    Parameters
    ----------
    cell : str
        Items between commas, semicolons, vertical bars or line breaks; an item that contains one of
        these may be in double quotes. Or a list of a programming language or of JSON.

    Examples
    --------
    >>> split_items("voting; housing;"), split_items("voting|housing")
    (('voting', 'housing'), ('voting', 'housing'))
    >>> split_items("['voting', 'food, cooking']"), split_items("[]")
    (('voting', 'food, cooking'), ())
    """
    if _SIMPLE_LIST.fullmatch(cell):  # as nearly all cells are, and faster
        return tuple(filter(None, map(str.strip, cell.split(","))))
    inside = _inside_brackets(cell)
    if inside is None:
        return tuple(filter(None, _typed_items(cell)))
    return tuple(filter(None, _exported_items(inside)))


def split_phrase(item: str) -> tuple[str, ...]:
    """Return the items that one item may really be.

    Examples
    --------
    >>> split_phrase("voting / housing"), split_phrase("voting and housing")
    (('voting', 'housing'), ('voting', 'housing'))
    """
    return tuple(filter(None, map(str.strip, PHRASE_SEPARATORS.split(item))))


def join_items(items: Iterable[str]) -> str:
    """Return a cell from which `split_items` reads the same items.

    Examples
    --------
    >>> join_items(["voting", "food, cooking"])
    'voting, "food, cooking"'
    """
    return ", ".join(_quote(item) if _NEEDS_QUOTES.search(item) else item for item in items)


def has_markup(item: str) -> bool:
    """Return whether brackets or quotes are left in an item, as if its list had been misread.

    Examples
    --------
    >>> has_markup("['voting'"), has_markup("women's rights (local)")
    (True, False)
    """
    return bool(_MARKUP.search(item))


def _quote(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'


def _typed_items(cell: str) -> Iterator[str]:
    for match in _TYPED_ITEM.finditer(cell):
        yield (match[1][1:-1].replace('""', '"') if match[1] else match[0]).strip()


def _exported_items(text: str) -> Iterator[str]:
    for match in _EXPORTED_ITEM.finditer(text):
        yield (_unescape(match[1]) if match[1] else match[0]).strip()


def _inside_brackets(cell: str) -> str | None:
    """Return what stands between the brackets of an exported list, or None for any other cell."""
    text = cell.strip()
    if len(text) < 2 or CLOSING_BRACKETS.get(text[0]) != text[-1]:
        return None
    inside = text[1:-1]
    unquoted = _QUOTED_TEXT.sub("", inside)
    if any(bracket in unquoted for pair in CLOSING_BRACKETS.items() for bracket in pair):
        return None
    # People write in parentheses, too: only quotes make a list of it.
    is_remark = text[0] == "(" and unquoted.strip(f"{SEPARATORS} ")
    return None if is_remark else inside


def _unescape(quoted: str) -> str:
    """Return what a quoted text of Python, JSON or SQL stands for."""
    quote = quoted[0]
    text = _ESCAPE.sub(
        lambda escape: chr(int(escape[1], 16)) if escape[1] else escape[2],
        quoted[1:-1].replace(quote * 2, quote),
    )
    # JSON writes a character beyond U+FFFF as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
