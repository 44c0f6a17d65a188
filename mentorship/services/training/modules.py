"""The modules of the path: those that come along and a programme's own, in its order."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import (
    Application,
    ApplicationState,
    Person,
    Role,
    ScreeningUse,
    TrainingModule,
)
from mentorship.services.insertion import insert_if_absent
from mentorship.services.training.starting_set import ShippedModule, shipped_modules


@dataclass(frozen=True)
class ModuleSettings:
    """For whom a module is, and whether a translation of it must follow every change."""

    is_about_rights: bool
    for_mentees: ScreeningUse
    for_mentors: ScreeningUse

    def use_for(self, role: Role) -> ScreeningUse:
        return self.for_mentors if role is Role.MENTOR else self.for_mentees


@dataclass(frozen=True)
class Module:
    """A module of the path, whether anything is stored about it yet or not."""

    code: str
    position: int
    settings: ModuleSettings
    is_retired: bool = False

    @property
    def place(self) -> tuple[int, str]:
        """Return what orders the path."""
        return self.position, self.code

    def is_for(self, role: Role) -> bool:
        return self.settings.use_for(role) is not ScreeningUse.NOT_USED

    def is_required(self, role: Role) -> bool:
        return self.settings.use_for(role) is ScreeningUse.REQUIRED

    @property
    def is_for_both(self) -> bool:
        """Return whether the two of a pair can do the module together."""
        return all(self.is_for(role) for role in Role)


def all_modules(session: AnySession) -> list[Module]:
    """Return every module in the order of the path, also those that are retired."""
    stored = {row.code: _from_row(row) for row in session.scalars(select(TrainingModule))}
    shipped = {code: _from_file(module) for code, module in shipped_modules().items()}
    return sorted((shipped | stored).values(), key=lambda module: module.place)


def offered_modules(session: AnySession) -> list[Module]:
    return [module for module in all_modules(session) if not module.is_retired]


def module_with_code(session: AnySession, code: str) -> Module | None:
    row = _read_row(session, code)
    if row is not None:
        return _from_row(row)
    module = shipped_modules().get(code)
    return None if module is None else _from_file(module)


def modules_for(session: AnySession, roles: Collection[Role]) -> list[Module]:
    """Return the path of somebody with these roles; of somebody without any, all of it."""
    offered, for_roles = offered_modules(session), roles or set(Role)
    return [module for module in offered if any(module.is_for(role) for role in for_roles)]


def roles_of(session: AnySession, person: Person) -> set[Role]:
    """Return the roles in which somebody takes part or would like to."""
    own = Application.person_id == person.id, Application.state != ApplicationState.WITHDRAWN
    return set(session.scalars(select(Application.role).where(*own).distinct()))


def stored_row(session: AnySession, code: str) -> TrainingModule:
    """Return the row of a module that exists, as it is now; one that came along gets its row."""
    row = _read_row(session, code)
    if row is None:
        insert_module(session, _from_file(shipped_modules()[code]))
        row = _read_row(session, code)
    assert row is not None  # noqa: S101
    return row


def _read_row(session: AnySession, code: str) -> TrainingModule | None:
    found = select(TrainingModule).where(TrainingModule.code == code)
    return session.scalar(found.execution_options(populate_existing=True))


def insert_module(session: AnySession, module: Module) -> bool:
    return insert_if_absent(
        session,
        TrainingModule,
        code=module.code,
        position=module.position,
        is_about_rights=module.settings.is_about_rights,
        for_mentees=module.settings.for_mentees,
        for_mentors=module.settings.for_mentors,
    )


def _from_row(row: TrainingModule) -> Module:
    return Module(row.code, row.position, settings_of(row), row.retired_at is not None)


def settings_of(row: TrainingModule) -> ModuleSettings:
    return ModuleSettings(row.is_about_rights, row.for_mentees, row.for_mentors)


def _from_file(module: ShippedModule) -> Module:
    settings = ModuleSettings(module.is_about_rights, module.for_mentees, module.for_mentors)
    return Module(module.code, module.position, settings)
