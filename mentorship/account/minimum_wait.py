"""A short wait between opening a form and sending it, which works without scripting.

A person needs longer to type an address. A program must wait once: it can send the time again and
again for twelve hours. What limits the emails is `mentorship.services.accounts.rate_limits`.
"""

import time

from itsdangerous import BadSignature, URLSafeSerializer

from mentorship.runtime import current_runtime

MIN_SECONDS = 2
MAX_SECONDS = 12 * 60 * 60


def sign_opening_time(opened_at: float | None = None) -> str:
    """Return the time at which a form was opened, for a hidden field of it."""
    return str(_serializer().dumps(time.time() if opened_at is None else opened_at))


def is_opening_time(signed: str | None) -> bool:
    """Return whether a hidden field has a time of ours, and not one of yesterday."""
    return 0 <= _age_seconds(signed) <= MAX_SECONDS


def has_waited(signed: str | None) -> bool:
    return MIN_SECONDS <= _age_seconds(signed) <= MAX_SECONDS


def _age_seconds(signed: str | None) -> float:
    try:
        return time.time() - float(_serializer().loads(signed or ""))
    except BadSignature:
        return -1


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_runtime().secret_key, salt="time at which a form was opened")
