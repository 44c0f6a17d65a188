"""That somebody has done the whole path, for them to show to others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mentorship.after_commit import AnySession
from mentorship.models import Person
from mentorship.services.applications.submission import applications_of
from mentorship.services.training.modules import modules_for, roles_of
from mentorship.services.training.progress import done_by, has_done_all
from mentorship.services.training.texts import texts_of


@dataclass(frozen=True)
class TrainingCertificate:
    """What somebody did, and nothing about anybody else."""

    name: str = field(repr=False)
    titles: Sequence[str]
    finished_at: datetime


def certificate_for(
    session: AnySession, person: Person, language: str
) -> TrainingCertificate | None:
    """Return the certificate of somebody who has done every module that is offered to them.

    Somebody who has not applied has told no name, so there is no certificate for them.
    """
    path, done = modules_for(session, roles_of(session, person)), done_by(session, person)
    sent = [item for item in applications_of(session, person) if item.submitted_at]
    readable = [item for item in sent if item.is_readable]
    if not readable or not has_done_all(path, done):
        return None
    texts = texts_of(session, path)
    return TrainingCertificate(
        name=readable[0].profile.name,
        titles=[texts[module.code].title(language) for module in path],
        finished_at=max(done[module.code] for module in path),
    )
