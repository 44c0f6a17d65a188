"""A pair that has met for weeks, so that every page of match support has something to show."""

from datetime import timedelta

from mentorship.after_commit import AnySession
from mentorship.clock import now, today
from mentorship.models import Pair
from mentorship.services.match_support import check_ins, due_items
from mentorship.services.match_support.check_ins import CheckInAnswers
from mentorship.services.pairs import agreements, album, goals, meetings, pairs
from mentorship.services.pairs.agreements import AgreementTerms
from mentorship.services.pairs.album import AlbumText
from mentorship.services.pairs.goals import GoalEntry
from mentorship.services.pairs.meetings import MeetingEntry

AGE = timedelta(days=40)
# Days ago, minutes, mode, purpose, notes.
MEETINGS = (
    (26, 60, "in_person", "exchange", "Cooked together, planned what to say at the meeting."),
    (12, 45, "online", "talk", "Practiced the two-minute speech."),
    (3, 45, "online", "talk", "Practiced again. Next time: questions."),
)
AGREEMENT = AgreementTerms(
    "every_two_weeks",
    60,
    "in_person",
    meeting_place="A library near the train",
    boundaries="No calls after nine in the evening.",
    private="What we tell each other about our families.",
)
GOAL = ("Speak at the tenants' meeting", ("Write two minutes", "Practice aloud", "Sign up"))
ALBUM = AlbumText("recipe", "Kimchi pancakes", "A cup of flour, a cup of water, kimchi. Hot pan.")
# How mentee and mentor rate their match, what is hard, whether they ask for a call.
CHECK_INS = ((4, "time", False), (2, "language", True))


def add_pair_example(session: AnySession, pair: Pair) -> None:
    """Let two people who are introduced have met for weeks."""
    mentee, mentor = pair.mentee.person, pair.mentor.person
    for person in (mentee, mentor):
        pairs.say_yes(session, person, pair)
    pair.created_at = pair.mentee_agreed_at = pair.mentor_agreed_at = now() - AGE
    pair.started_at = now() - AGE
    for days, minutes, mode, purpose, notes in MEETINGS:
        held_on = today() - timedelta(days=days)
        entry = MeetingEntry(held_on, minutes, mode, purpose, notes)
        meetings.log_meeting(session, mentee, pair, entry)
    proposed = agreements.propose(session, mentee, pair, AGREEMENT, seen="")
    agreements.agree(session, mentor, proposed)
    text, steps = GOAL
    goal = goals.add_goal(
        session, mentee, pair, GoalEntry(text, today() + timedelta(days=30), steps)
    )
    goals.tick_step(session, mentor, goal, steps[0], is_done=True)
    album.add_entry(session, mentor, pair, ALBUM)
    for person, answers in zip((mentee, mentor), CHECK_INS, strict=True):
        check_ins.answer(session, person, pair, CheckInAnswers(*answers))
    due_items.refresh(session, pair)
