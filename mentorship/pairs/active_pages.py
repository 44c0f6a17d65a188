"""Pages for what the two of a pair write together while it is active, such as goals and album."""

from functools import wraps
from http import HTTPStatus
from typing import Any, NoReturn

from flask import abort, flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from mentorship.models import Pair, PairState
from mentorship.web.access_control import MAX_ID, View
from mentorship.web.typed_again import typed_texts, typed_texts_page


def while_active(view: View) -> View:
    """Call a view while the pair is active; else lead to its page, which says how it stands."""

    @wraps(view)
    def guarded(pair: Pair, **url_values: Any) -> ResponseReturnValue:
        if pair.state is not PairState.ACTIVE:
            return redirect(url_for("pairs.show", pair_id=pair.id))
        return view(pair, **url_values)

    return guarded


def row_id(url_part: str) -> int:
    """Return the id in a URL, 0 if it can be none of a row.

    No integer in the URL rule: a row of a pair that is gone leads to a page, and not to an error.
    """
    is_id = url_part.isdecimal() and len(url_part) < len(str(MAX_ID))
    return int(url_part) if is_id else 0


def leave_gone_row(message: str, page: str) -> NoReturn:
    """Say that a row is gone: beside what was typed about it, else on a page of the pair."""
    flash(message, "warning")
    if typed_texts():
        abort(make_response(typed_texts_page(HTTPStatus.CONFLICT)))
    abort(redirect(page))
