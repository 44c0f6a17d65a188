"""The messages that go with decisions, for coordinators to change before they are sent.

They hold no name: the same text goes to everybody whom a decision is made about together.
"""

from flask_babel import force_locale
from flask_babel import gettext as _

from mentorship.models import ApplicationState, Person
from mentorship.programme import SITE_LANGUAGES


def language_of(person: Person) -> str:
    """Return the language to write to somebody in: theirs if the site has it."""
    return person.language if person.language in SITE_LANGUAGES else SITE_LANGUAGES[0]


def text_for(decision: ApplicationState, language: str) -> str:
    """Return the message that goes with a decision, in a language of the site."""
    with force_locale(language):
        return {
            ApplicationState.ACCEPTED: _(
                "Hello! Thank you for applying. We are glad to have you with us.\n\n"
                "Next, we look for somebody who suits you. When we have found somebody, you see "
                "the introduction on your home page, and you are free to say yes or no.\n\n"
                "If anything changes for you, or you have a question, just write back here."
            ),
            ApplicationState.IN_SCREENING: _(
                "Hello! Thank you for applying. We have read your application, and would like "
                "to get to know you before we look for a match.\n\n"
                "Which days and times suit you for a short talk, online or by phone? Just write "
                "back here."
            ),
            ApplicationState.WAITLISTED: _(
                "Hello! Thank you for applying. At the moment we have nobody who suits you, so "
                "you are on the waitlist. That is no judgment of you.\n\n"
                "You do not need to do anything. If a place opens, we write to you here. "
                "Otherwise you come first in the next round.\n\n"
                "If you have a question, just write back here."
            ),
            ApplicationState.DECLINED: _(
                "Hello! Thank you for applying, and for the time that you took. In this round "
                "we cannot offer you a match.\n\n"
                "If you would like to know more, just write back here. You are welcome to apply "
                "again in another round."
            ),
        }[decision]
