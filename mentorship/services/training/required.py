"""Which required modules people lack before they can be matched, and who has done everything."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import func, select

from mentorship.after_commit import AnySession
from mentorship.models import Application, Role, TrainingModule, TrainingProgress
from mentorship.services.applications.readiness import open_modules
from mentorship.services.training.modules import all_modules, offered_modules
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


def who_is_trained(session: AnySession, application_ids: Collection[int]) -> set[int]:
    """Return which applications are from people who have done all that is offered to their role."""
    offered, trained = offered_modules(session), set[int]()
    for role in Role:
        codes = [module.code for module in offered if module.is_for(role)]
        if codes:
            trained |= set(
                session.scalars(
                    select(Application.id)
                    .join(TrainingProgress, TrainingProgress.person_id == Application.person_id)
                    .join(TrainingProgress.module)
                    .where(
                        Application.id.in_(application_ids),
                        Application.role == role,
                        TrainingModule.code.in_(codes),
                    )
                    .group_by(Application.id)
                    .having(func.count() == len(codes))
                )
            )
    return trained
