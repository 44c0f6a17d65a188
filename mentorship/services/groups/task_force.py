"""The template of a task force: three goals, each with an action plan to begin with.

It is copied into a group in the language of whoever starts it, and is theirs to change.
"""

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.after_commit import AnySession
from mentorship.models import AdvocacyGroup, GroupGoal, GroupStep

PLAN: Mapping[LazyString, tuple[LazyString, ...]] = {
    _l("Advocacy: be heard where decisions are made"): (
        _l("Choose one problem that touches both communities, and write it in two sentences"),
        _l("Find out which office decides about it, and when it meets in public"),
        _l("Agree on one clear thing to ask for"),
        _l("Practice telling your stories; tell only what is yours to tell"),
        _l("Ask the office for a talk, and decide who speaks and who takes notes"),
        _l("Write down what was promised, and ask again on the day it was promised for"),
    ),
    _l("Education: learn together, and pass it on"): (
        _l("Ask both communities what they want to know"),
        _l("Read the training modules together, each in their own language"),
        _l("Invite somebody qualified to speak about rights; give no legal advice yourselves"),
        _l("Plan a joint forum: topic, day, interpreters, childcare, a way in for everybody"),
        _l("Prepare one page to take home in each language, and have a second person check it"),
        _l("Afterwards, ask what helped and what was missing"),
    ),
    _l("Emergency support: be ready before it is needed"): (
        _l("Read the program's emergency page together, and see what is missing on it"),
        _l("Agree how you reach each other, without lists of names or addresses"),
        _l("Help each member to write a preparedness plan that stays with them"),
        _l("Find out which services help at once, in which languages, and check them"),
        _l("Agree who does what in the first hour, and who stands in for them"),
        _l("Go through the plan together twice a year, and correct it"),
    ),
}


def plan_rows(session: AnySession, group: AdvocacyGroup) -> Iterator[GroupGoal | GroupStep]:
    """Yield the rows of the template for a new group; the goals are added to the session."""
    for title, steps in PLAN.items():
        goal = GroupGoal(group=group, title=str(title))
        session.add(goal)
        session.flush()
        yield goal
        yield from (GroupStep(group=group, goal_id=goal.id, text=str(text)) for text in steps)
