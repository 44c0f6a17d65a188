"""A profile is one document: what another request saved in the meantime stays in it."""

from sqlalchemy.orm import Session

from mentorship.extensions import db
from mentorship.models import Application
from mentorship.questions import STEPS
from mentorship.services.applications import drafts
from tests.conftest import Applicant

BY_NAME = {step.name: step for step in STEPS}


def test_two_steps_saved_at_once_are_both_kept(applicant: Applicant) -> None:
    application = applicant("mentee", "mei@example.org")
    db.session.commit()
    assert application.profile.answers["goals"] == ""  # this request has read the answers
    with Session(db.engine) as other_request:
        other = other_request.get_one(Application, application.id)
        drafts.save_step(other_request, other.person, other, BY_NAME["goals"], {"goals": "Courage"})
        other_request.commit()
    drafts.save_step(
        db.session, application.person, application, BY_NAME["contact"], {"phone": "213 555 0142"}
    )
    db.session.commit()
    answers = application.profile.answers
    assert (answers["goals"], answers["phone"]) == ("Courage", "213 555 0142")
