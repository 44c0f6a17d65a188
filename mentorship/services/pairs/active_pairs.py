"""What the two of a pair write together, they write while the pair is active, paused or not."""

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Pair, PairState, Person
from mentorship.services.pairs.pairs import lock_pair, role_in


def lock_active(session: AnySession, person: Person, pair: Pair) -> None:
    """Lock a pair for one of the two, and refuse unless they are matched now."""
    role_in(pair, person)
    lock_pair(session, pair)
    if pair.state is PairState.CLOSED:
        raise UserFacingError(_("This match has ended already."))
    if pair.state is not PairState.ACTIVE:
        raise UserFacingError(_("You can write this together once both of you have said yes."))
