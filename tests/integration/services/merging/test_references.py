"""Rows follow to another row; where only one of two may exist, that of the other row stays."""

from mentorship.extensions import db
from mentorship.models import Application, Ban, Round, Unmatched
from mentorship.services.merging import references
from tests.conftest import Applicant
from tests.factories import make_match_run


def test_every_column_that_refers_to_a_person_or_an_application_is_known_here() -> None:
    """Whoever adds one decides whether it follows a merge: see `NEVER_MOVED`."""
    moved = {
        str(column)
        for table in ("person", "application")
        for column in references.columns_that_refer_to(table)
    }
    assert moved == {
        "album_entry.written_by",
        "application.coordinator_id",
        "application.person_id",
        "ban.mentee_id",
        "ban.mentor_id",
        "board_decision.decided_by",
        "broadcast.written_by",
        "broadcast_recipient.person_id",
        "campaign.written_by",
        "campaign_office.written_by",
        "campaign_talk.written_by",
        "check_in.person_id",
        "concern.done_by",
        "concern.written_by",
        "contact_choice.person_id",
        "conversation.mentee_id",
        "conversation.mentor_id",
        "correction.application_id",
        "correction.corrected_by",
        "erased_pair.coordinator_id",
        "erased_pair.person_id",
        "event.created_by",
        "event_sign_up.person_id",
        "exclusion_answer.answered_by",
        "exclusion_answer.application_id",
        "exit_form.person_id",
        "group_decision.written_by",
        "group_document.written_by",
        "group_goal.written_by",
        "group_member.person_id",
        "group_step.written_by",
        "match_run.requested_by",
        "match_settings.created_by",
        "meeting.logged_by",
        "meeting_reflection.person_id",
        "merge_request.first_id",
        "merge_request.requested_by",
        "merge_request.second_id",
        "merged_address.person_id",
        "message.written_by",
        "note.application_id",
        "note.discussed_by",
        "note.written_by",
        "pair.coordinator_id",
        "pair.mentee_id",
        "pair.mentor_id",
        "pair_pause.started_by",
        "person_constraint.application_id",
        "person_constraint.created_by",
        "pin.mentee_id",
        "pin.mentor_id",
        "programme_version.created_by",
        "reminder.person_id",
        "resource_upload.uploaded_by",
        "safety_period.ended_by",
        "safety_period.started_by",
        "screening_result.application_id",
        "screening_result.recorded_by",
        "suggestion.decided_by",
        "suggestion.flagged_by",
        "suggestion.mentee_id",
        "suggestion.mentor_id",
        "support_entry.written_by",
        "thread.assigned_to",
        "thread.person_id",
        "training_progress.person_id",
        "training_text.created_by",
        "unmatched.application_id",
    }


def test_rows_that_may_both_exist_follow_and_the_others_stay_single(
    applicant: Applicant, a_round: Round
) -> None:
    kept, old, third, fourth = (
        applicant(role, f"{name}@example.org")
        for role, name in (("mentee", "a"), ("mentee", "b"), ("mentor", "c"), ("mentor", "d"))
    )
    for mentee, mentor in ((kept, third), (old, third), (old, fourth)):
        db.session.add(Ban(mentee=mentee, mentor=mentor))
    make_match_run(a_round)
    assert unmatched_of(kept) == unmatched_of(old) == 1
    references.move_references(db.session, Application.__tablename__, old.id, kept.id)
    bans = db.session.query(Ban.mentee_id, Ban.mentor_id).order_by(Ban.mentor_id).all()
    assert [tuple(ban) for ban in bans] == [(kept.id, third.id), (kept.id, fourth.id)]
    assert (unmatched_of(kept), unmatched_of(old)) == (1, 0)


def unmatched_of(application: Application) -> int:
    return db.session.query(Unmatched).filter_by(application_id=application.id).count()
