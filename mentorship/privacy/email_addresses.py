"""Email addresses: which are valid, and which spellings are of one mailbox.

An address is stored, and sent to, as it was typed. It is compared by `mailbox_key`, which folds
only what cannot lead to another mailbox: the case of the letters, and the two ways to write the
name of an international domain. It keeps apart "groß" and "gross", which `normalize_name` does
not.
"""

import re

from email_validator import EmailNotValidError, validate_email

from mentorship.text_cleaning import clean_text, normalize_text

MAX_EMAIL_CHARACTERS = 254
FULL_WIDTH = re.compile("[\uff01-\uff5e]")
TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def is_email_address(address: str, *, allow_test_domains: bool = True) -> bool:
    """Return whether a text can be an email address; no name server is asked.

    Full-width letters are a slip of an input method: no mailbox has them, and to make others of
    them could name a stranger's.

    >>> is_email_address("groß@straße.example"), is_email_address("ana＠example.org")
    (True, False)
    """
    if len(address) > MAX_EMAIL_CHARACTERS or has_full_width(address):
        return False
    try:
        validate_email(address, check_deliverability=False, test_environment=allow_test_domains)
    except EmailNotValidError:
        return False
    return True


def has_full_width(address: str) -> bool:
    """Return whether an address has letters or signs of double width."""
    return FULL_WIDTH.search(address) is not None


def mailbox_key(address: str) -> str:
    """Return a form of an address that is equal for the spellings of one mailbox, and no other.

    Strictly, a mail server may tell "Ana" from "ana". None that people use does. What was typed
    in full width finds an address, though none in full width is ever stored.

    >>> mailbox_key(" Groß@XN--STRAE-OQA.example") == mailbox_key("groß@straße.example")
    True
    >>> mailbox_key("groß@example.org") == mailbox_key("gross@example.org")
    False
    """
    half_width = clean_text(address).translate(TO_HALF_WIDTH)
    local, _at, domain = half_width.rpartition("@")
    return f"{normalize_text('NFC', local.lower())}@{_unicode_domain(domain)}"


def _unicode_domain(domain: str) -> str:
    """Return a domain in small letters, without the ASCII form of an international name."""
    try:
        if len(domain) > MAX_EMAIL_CHARACTERS:
            raise EmailNotValidError
        checked = validate_email(
            f"anybody@{domain}", check_deliverability=False, test_environment=True
        )
    except EmailNotValidError:
        return domain.lower()
    return checked.domain
