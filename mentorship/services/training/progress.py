"""Who has done which module: everybody ticks off their own.

No tick is in the audit trail, which would keep what somebody has undone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, delete, func, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, Pair, PairState, Person, TrainingModule, TrainingProgress
from mentorship.services.applications.locking import gone, lock_people
from mentorship.services.insertion import insert_if_absent
from mentorship.services.pairs.pairs import pairs_of, role_in
from mentorship.services.training.modules import Module, all_modules, stored_row
from mentorship.services.training.texts import texts_of


@dataclass(frozen=True)
class DoneModule:
    """A module that somebody has done, with its title in one language."""

    code: str
    title: str
    done_at: datetime


@dataclass(frozen=True)
class Partner:
    """The other person of a match that has begun, and the codes of what they have done."""

    pair: Pair = field(repr=False)
    application: Application = field(repr=False)
    done: Collection[str] = field(repr=False)

    def has_done(self, module: Module) -> bool:
        return module.code in self.done and module.is_for_both


def mark_done(session: AnySession, person: Person, module: Module) -> None:
    """Note that somebody has done a module; asked for twice, it is done once."""
    row = _lock(session, person, module)
    values = {"person_id": person.id, "module_id": row.id, "done_at": now()}
    insert_if_absent(session, TrainingProgress, **values)


def mark_open(session: AnySession, person: Person, module: Module) -> None:
    """Note that somebody has not done a module after all."""
    row = _lock(session, person, module)
    own = TrainingProgress.person_id == person.id, TrainingProgress.module_id == row.id
    session.execute(delete(TrainingProgress).where(*own))


def done_by(session: AnySession, person: Person) -> dict[str, datetime]:
    """Return when somebody has done each module, by its code."""
    return {code: done_at for _id, code, done_at in _done(session, [person.id])}


def has_done_all(path: Sequence[Module], done: Collection[str]) -> bool:
    return bool(path) and all(module.code in done for module in path)


def next_module(path: Sequence[Module], after: Module, done: Collection[str]) -> Module | None:
    """Return what is to do after a module, in the order of the path and then from its beginning."""
    others = [item for item in path if item.code not in done and item.code != after.code]
    later = [item for item in others if item.place > after.place]
    return next(iter(later or others), None)


def done_modules(session: AnySession, person: Person, language: str) -> list[DoneModule]:
    """Return what somebody has done, also modules that are retired, in the order of the path."""
    done = done_by(session, person)
    path = [module for module in all_modules(session) if module.code in done]
    texts = texts_of(session, path)
    return [
        DoneModule(module.code, texts[module.code].title(language), done[module.code])
        for module in path
    ]


def partners_of(session: AnySession, person: Person) -> list[Partner]:
    """Return the others of somebody's matches, with what they have done: while a match lasts."""
    active = [pair for pair in pairs_of(session, person) if pair.state is PairState.ACTIVE]
    others = [(pair, pair.other_side(role_in(pair, person))) for pair in active]
    done = _done(session, [other.person_id for _pair, other in others])
    return [
        Partner(pair, other, {code for id_, code, _at in done if id_ == other.person_id})
        for pair, other in others
    ]


def done_counts(session: AnySession) -> dict[str, int]:
    """Count who has done each module, by its code."""
    counted = (
        select(TrainingModule.code, func.count())
        .join(TrainingProgress, TrainingProgress.module_id == TrainingModule.id)
        .group_by(TrainingModule.code)
    )
    return dict(session.execute(counted).tuples().all())


def _done(session: AnySession, person_ids: Collection[int]) -> list[Row[tuple[int, str, datetime]]]:
    return list(
        session.execute(
            select(TrainingProgress.person_id, TrainingModule.code, TrainingProgress.done_at)
            .join(TrainingProgress.module)
            .where(TrainingProgress.person_id.in_(person_ids))
            .order_by(TrainingProgress.id)
        )
    )


def _lock(session: AnySession, person: Person, module: Module) -> TrainingModule:
    """Lock somebody, who may be erasing themselves, and return the row of a module."""
    if not lock_people(session, {person.id}):
        raise UserFacingError(gone())
    return stored_row(session, module.code)
