"""Age and consent come before the first saved answer, and are asked for again if they lapse."""

from datetime import date

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, AuditEntry
from mentorship.questions import STEPS, blank_answers
from mentorship.services.applications import consent, drafts, submission
from mentorship.services.applications.submission import current_notice
from tests.conftest import Applicant
from tests.factories import PROFILE

OLD_NOTICE = date(2026, 1, 1)
RENAMED = {**blank_answers(), **PROFILE, "name": "Naye"}


def agreements() -> int:
    return db.session.query(AuditEntry).filter_by(action="agree to privacy notice").count()


@pytest.fixture
def draft(applicant: Applicant) -> Application:
    return applicant("mentee", "mei@example.org", "draft")


def test_a_draft_begins_with_consent(draft: Application) -> None:
    assert draft.privacy_notice == current_notice()
    assert not consent.is_missing(draft)
    assert not consent.is_needed_to_send(draft)
    assert agreements() == 1


@pytest.mark.parametrize("notice", [None, OLD_NOTICE])
def test_no_answer_is_saved_without_consent_to_the_present_notice(
    draft: Application, notice: date | None
) -> None:
    draft.privacy_notice = notice
    with pytest.raises(UserFacingError, match="agree"):
        drafts.save_step(db.session, draft.person, draft, STEPS[0], RENAMED)
    assert draft.profile.name == "mei"
    drafts.save_step(db.session, draft.person, draft, STEPS[0], RENAMED, agrees=True)
    assert (draft.profile.name, draft.privacy_notice) == ("Naye", current_notice())
    assert agreements() == 2


def test_beginning_again_renews_a_consent_that_lapsed(draft: Application) -> None:
    for notice, expected in ((OLD_NOTICE, 2), (current_notice(), 2)):
        draft.privacy_notice = notice
        drafts.begin(db.session, draft.person, draft.round, [draft.role])
        assert (draft.privacy_notice, agreements()) == (current_notice(), expected)


def test_an_application_that_was_sent_changes_under_the_notice_it_was_sent_with(
    applicant: Applicant,
) -> None:
    application = applicant("mentee", "mei@example.org")
    application.privacy_notice = OLD_NOTICE
    drafts.save_step(db.session, application.person, application, STEPS[0], RENAMED)
    assert (application.profile.name, application.privacy_notice) == ("Naye", OLD_NOTICE)


def test_after_withdrawing_consent_is_needed_to_send_again(applicant: Applicant) -> None:
    application = applicant("mentee", "mei@example.org", "withdrawn")
    assert not consent.is_missing(application)
    assert consent.is_needed_to_send(application)
    with pytest.raises(UserFacingError, match="agree"):
        drafts.send(db.session, application.person, application)
    assert application.state in submission.NOT_SENT
