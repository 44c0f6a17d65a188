"""Messages that stand where somebody has decided, instead of at the top of the page.

The response of a decision leads back to the place on the page, which the fragment of its URL names.
"""

from flask import flash


def flash_at(element_id: str, message: str) -> None:
    """Show a message at an element of the next page, or at its top if it is not there."""
    flash(message, category_at(element_id))


def category_at(element_id: str) -> str:
    return f"success at-{element_id}"
