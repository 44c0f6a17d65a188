"""What somebody typed into a form that cannot be accepted now: whose it is, and keeping it.

Each form says in a signed field who opened its page. So a form that is sent after its session has
ended is kept for that person alone (`mentorship.services.unsent_forms`), whoever signs in next.
`mentorship.web.typed_again` shows it.
"""

import hmac
import re
import time

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.extensions import db
from mentorship.models import Person
from mentorship.runtime import current_runtime
from mentorship.services import unsent_forms
from mentorship.services.unsent_forms import Fields
from mentorship.web import sessions
from mentorship.web.nearest_page import current_page
from mentorship.web.transactions import SAFE_METHODS

OWNER_FIELD = "written_by"
# A page may be open as long as a session lasts, and be sent a moment after it has ended.
OWNER_SECONDS = sessions.SESSION_SECONDS + 24 * 60 * 60
OWNER = re.compile(r"([0-9]{1,10})\.([0-9]{1,12})\.([0-9a-f]{64})", re.ASCII)
LANGUAGE_FIELD = "switch_language"
DISCARD_FIELD = "discard_unsent"
# What pages add to their forms, and what must be typed anew each time.
CONTROL_FIELDS = frozenset(
    {"csrf_token", OWNER_FIELD, LANGUAGE_FIELD, DISCARD_FIELD, "seen", "page", "another"}
    | {"sensitive", "sensitive_shown", "version", "offered", "document", "notice_shown"}
    | {"confirmed"}
)
SECRET_FIELDS = frozenset({"password", "again", "current", "code", "codes", "secret", "answer"})
# Codes of offered answers, numbers and dates.
CODE = re.compile(r"[a-z0-9_.:-]{0,64}", re.ASCII)


def owner_tag(person: Person) -> str:
    """Return the field of a form that proves who opened its page."""
    opened = int(time.time())
    return f"{person.id}.{opened}.{_signature(person, opened)}"


def owner_of_form() -> Person | None:
    """Return who opened the page of the form that was sent, None if the form does not prove it."""
    match = OWNER.fullmatch(request.form.get(OWNER_FIELD, ""))
    if match is None:
        return None
    person_id, opened, signature = int(match[1]), int(match[2]), match[3]
    person = db.session.get(Person, person_id) if person_id < 2**31 else None
    if person is None or not hmac.compare_digest(signature, _signature(person, opened)):
        return None
    return person if sessions.is_within(opened, OWNER_SECONDS) else None


def _signature(person: Person, opened: int) -> str:
    # Under the key of the index, which outlives the secret that signs sessions.
    about = f"form opened by {person.row_token.hex()} at {opened}"
    return current_runtime().blind_index(about).hex()


def typed_fields() -> Fields:
    """Return the names and values that somebody entered, without passwords and codes."""
    without = CONTROL_FIELDS | SECRET_FIELDS
    return [(name, value) for name, value in request.form.items(multi=True) if name not in without]


def typed_texts() -> list[str]:
    """Return what somebody wrote in their own words, to copy it where there is no form for it."""
    texts = (value for _name, value in typed_fields() if not CODE.fullmatch(value.strip()))
    return list(dict.fromkeys(texts))


def has_typed() -> bool:
    """Return whether something was entered that is a loss, so more than a check mark."""
    return any(value.strip() not in {"", "y"} for _name, value in typed_fields())


def keep_for(owner: Person) -> bool:
    """Seal what was typed for the person who typed it; return whether there was anything."""
    if not has_typed():
        return False
    unsent_forms.store(db.session, owner, page_path(), typed_fields())
    g.form_stored = True
    return True


def keep_for_owner() -> bool:
    """Seal what was typed for whoever typed it; return whether there was anything."""
    owner = None if request.method in SAFE_METHODS else owner_of_form()
    return owner is not None and keep_for(owner)


def page_path() -> str:
    """Return the path of the page that the form is on, to find it there again."""
    return current_page().partition("?")[0]


def redirect_to_sign_in(next_page: str | None, message: str = "") -> ResponseReturnValue:
    """Redirect to sign-in, and from there to the page; keep what was typed meanwhile."""
    if keep_for_owner():
        next_page = current_page()
        message = _(
            "Your session has ended, so this was not saved yet. Sign in again within an hour, "
            "and what you typed is there."
        )
    if message:
        flash(message, "warning")
    return redirect(url_for("auth.sign_in", next=next_page))
