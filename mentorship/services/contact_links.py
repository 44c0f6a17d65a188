"""Links to call or write to somebody, found in what they typed about how to reach them."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote

PHONE = re.compile(r"[+＋]?\(?\d[\d\s().‐-―-]{6,}\d")
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\".]+")
US_NUMBER = re.compile(r"1?([2-9]\d{2}[2-9]\d{6})", re.ASCII)
INTERNATIONAL_NUMBER = re.compile(r"[1-9]\d{7,14}", re.ASCII)
US_PREFIX_ABROAD = "011"


@dataclass(frozen=True)
class ContactLink:
    """A link of a kind, and the number or address as its reader knows it."""

    kind: str
    address: str = field(repr=False)
    url: str = field(repr=False)


def contact_links(text: str) -> list[ContactLink]:
    """Return links for the numbers and addresses in a text, Signal first.

    A number that may mean another in another country gets none.

    >>> [link.url for link in contact_links("Signal: (213) 555-0142")]
    ['https://signal.me/#p/+12135550142', 'tel:+12135550142']
    >>> [link.url for link in contact_links("555-0143, nayeli@example.org")]
    ['mailto:nayeli@example.org']
    """
    emails = dict.fromkeys(EMAIL.findall(text))
    numbers = map(_international, PHONE.findall(EMAIL.sub(" ", text)))
    phones = dict.fromkeys(number for number in numbers if number)
    return [
        *(
            ContactLink("signal", _spaced(phone), f"https://signal.me/#p/{phone}")
            for phone in phones
        ),
        *(ContactLink("phone", _spaced(phone), f"tel:{phone}") for phone in phones),
        *(ContactLink("email", email, f"mailto:{quote(email, safe='@')}") for email in emails),
    ]


def phone_links(text: str) -> list[ContactLink]:
    """Return links to call the numbers in a text.

    >>> [link.address for link in phone_links("Day and night: 213 555 0142, or nayeli@example.org")]
    ['+1 213 555 0142']
    """
    return [link for link in contact_links(text) if link.kind == "phone"]


def _international(number: str) -> str | None:
    """Return a number in the form ``+12135550142``."""
    digits = "".join(str(int(character)) for character in number if character.isdecimal())
    is_international = number[0] in "+＋"
    if not is_international and digits.startswith(US_PREFIX_ABROAD):
        is_international, digits = True, digits.removeprefix(US_PREFIX_ABROAD)
    if is_international:
        return f"+{digits}" if INTERNATIONAL_NUMBER.fullmatch(digits) else None
    in_us = US_NUMBER.fullmatch(digits)
    return f"+1{in_us[1]}" if in_us else None


def _spaced(phone: str) -> str:
    """Return a number as people read it, if its groups of digits are known.

    >>> _spaced("+12135550142"), _spaced("+529511234567")
    ('+1 213 555 0142', '+529511234567')
    """
    in_us = phone.startswith("+1") and len(phone) == 12
    return f"+1 {phone[2:5]} {phone[5:8]} {phone[8:]}" if in_us else phone
