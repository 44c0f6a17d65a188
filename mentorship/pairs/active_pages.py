"""Pages for what the two of a pair write together while it is active, such as goals and album."""

from functools import wraps
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from mentorship.models import Pair, PairState
from mentorship.web.access_control import View


def while_active(view: View) -> View:
    """Call a view while the pair is active; else lead to its page, which says how it stands."""

    @wraps(view)
    def guarded(pair: Pair, **url_values: Any) -> ResponseReturnValue:
        if pair.state is not PairState.ACTIVE:
            return redirect(url_for("pairs.show", pair_id=pair.id))
        return view(pair, **url_values)

    return guarded
