"""The events of a person's history in words; what is not in here is not shown there."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.models import Person
from mentorship.services.person_history import Event
from mentorship.web.staff_names import staff_name

EVENTS: Mapping[str, LazyString] = {
    "send application": _l("sent the application"),
    "change application": _l("changed answers"),
    "withdraw": _l("withdrew the application"),
    "begin screening": _l("began the screening"),
    "record screening": _l("noted the result of a screening step"),
    "remove screening": _l("removed the result of a screening step"),
    "accept": _l("accepted the application"),
    "waitlist": _l("moved the application to the waitlist"),
    "decline": _l("declined the application"),
    "undo decision": _l("undid the decision"),
    "approve": _l("approved a suggested match"),
    "hold": _l("put a suggested match on hold"),
    "reject": _l("rejected a suggested match"),
    "swap": _l("chose a match in place of another"),
    "pair_by_hand": _l("paired two people by hand"),
    "reopen": _l("made a suggested match undecided again"),
    "pin": _l("pinned a suggested match"),
    "unpin": _l("unpinned a suggested match"),
    "undo match decision": _l("undid a decision about a match"),
    # As versions before 0.6 recorded it.
    "approved": _l("approved a suggested match"),
    "rejected": _l("rejected a suggested match"),
    "introduce": _l("introduced two people"),
    "call back introduction": _l("called an introduction back"),
    "invite to conversation": _l("invited two people to a first conversation"),
    "call off conversation": _l("called a first conversation off"),
    "answer conversation": _l("said how a first conversation was"),
    "say yes": _l("said yes to an introduction"),
    "say no": _l("said no to an introduction"),
    "plan closing": _l("planned the end of a match"),
    "cancel closing": _l("took back the planned end of a match"),
    "end match": _l("ended a match"),
    "write note": _l("wrote a note"),
    "mark note discussed": _l("marked a note as discussed"),
    "delete note": _l("deleted a note"),
    "correct answer": _l("corrected answers"),
    "agree to correction": _l("agreed to a correction"),
    "undo correction": _l("undid a correction"),
    "add constraint": _l("added a limit for matching"),
    "remove constraint": _l("removed a limit for matching"),
    "lift ban": _l("let two people be suggested to each other again"),
    "request merge": _l("asked to merge two accounts"),
    "merge accounts": _l("merged two accounts"),
    "make sign-in link": _l("made a sign-in link"),
    "hand over caseload": _l("handed over whom they look after"),
}


def who(event: Event, person: Person) -> str:
    """Return who did something, on the page of a person."""
    if event.actor is None:
        return _("Somebody who has left, or the site,")
    if event.actor.id == person.id:
        return _("This person")
    return staff_name(event.actor) if event.actor.is_staff else _("The other person")
