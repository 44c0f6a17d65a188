"""Which required modules people still lack before they can be matched."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import Application, TrainingModule
from mentorship.services.applications.readiness import open_modules
from mentorship.services.training.modules import all_modules
from mentorship.services.training.texts import texts_of


def open_titles_of(
    session: AnySession, applications: Iterable[Application], language: str
) -> dict[int, list[str]]:
    """Return the titles of the modules that some applications lack, by the application's id."""
    ids = [application.id for application in applications]
    lacking = session.execute(
        select(Application.id, TrainingModule.code)
        .join(TrainingModule, open_modules())
        .where(Application.id.in_(ids))
        .order_by(TrainingModule.position, TrainingModule.id)
    ).all()
    titles: dict[int, list[str]] = defaultdict(list)
    if lacking:
        texts = texts_of(session, all_modules(session))
        for application_id, code in lacking:
            titles[application_id].append(texts[code].title(language))
    return titles
