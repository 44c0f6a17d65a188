"""What the two of a pair do together, they do while the pair is active, paused or not."""

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Pair, PairState, Person, Role
from mentorship.services.applications.locking import lock_pair
from mentorship.services.pairs.pairs import role_in


def lock_active(session: AnySession, person: Person, pair: Pair) -> Role:
    """Lock a pair for one of the two, and return their role; refuse unless they are matched now."""
    role = role_in(pair, person)
    lock_pair(session, pair)
    if pair.state is PairState.CLOSED:
        raise UserFacingError(_("This match has ended already."))
    if pair.state is not PairState.ACTIVE:
        raise UserFacingError(_("You can do this once both of you have said yes."))
    return role
