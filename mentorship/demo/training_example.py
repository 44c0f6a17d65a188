"""Training of the demonstration: a pair that has done some of it, a text that was changed."""

from dataclasses import replace

from mentorship.after_commit import AnySession
from mentorship.models import Pair, Person
from mentorship.services.training import modules, progress, texts
from mentorship.services.training.texts import ShownVersions
from mentorship.services.training.translations import NO_VERSION, SOURCE_LANGUAGE

DONE_BY_BOTH, DONE_BY_MENTEE, CHANGED = (
    "listening_across_cultures",
    "telling_your_story",
    "meeting_an_official",
)
# No organization, nor a number: the demonstration must not send anybody anywhere.
LOCAL = "On the second Tuesday of each month we go to the neighborhood council together."


def add_training(session: AnySession, coordinator: Person, pair: Pair) -> None:
    mentee, mentor = pair.mentee.person, pair.mentor.person
    by_code = {module.code: module for module in modules.all_modules(session)}
    for person, code in (
        (mentee, DONE_BY_BOTH),
        (mentor, DONE_BY_BOTH),
        (mentee, DONE_BY_MENTEE),
    ):
        progress.mark_done(session, person, by_code[code])
    changed = by_code[CHANGED]
    source = texts.texts_of(session, [changed])[CHANGED].source.words
    words, shown = replace(source, local=LOCAL), ShownVersions(NO_VERSION, NO_VERSION)
    texts.save_text(session, coordinator, changed, SOURCE_LANGUAGE, words, shown)
