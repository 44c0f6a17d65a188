"""Age and consent: both come before the first answer that is saved, and again if they lapse.

The consent is the day of the privacy notice that somebody agreed to, in the application, and an
audit entry with the time.
"""

from mentorship.after_commit import AnySession
from mentorship.models import Application, ApplicationState, Person
from mentorship.services.applications.submission import NOT_SENT, current_notice
from mentorship.services.audit import record


def is_missing(application: Application) -> bool:
    """Return whether no answer may be saved before the person agrees to the privacy notice.

    That is so of drafts from before consent was asked first, and when the notice has changed.
    """
    return application.state in NOT_SENT and application.privacy_notice != current_notice()


def is_needed_to_send(application: Application) -> bool:
    """Return whether the person has to agree before sending; also again after withdrawing."""
    return application.state is ApplicationState.WITHDRAWN or is_missing(application)


def agree(session: AnySession, person: Person, application: Application) -> None:
    """Record that somebody, whom the caller has locked, is an adult and agrees to the notice."""
    application.privacy_notice = current_notice()
    record(session, person, "agree to privacy notice", application)
