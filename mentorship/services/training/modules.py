"""The modules of the path: those that come along and a programme's own, in its order."""

import hashlib
import json
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import case, select, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    ApplicationState,
    Person,
    Role,
    ScreeningUse,
    TrainingModule,
)
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent
from mentorship.services.training.starting_set import ShippedModule, shipped_modules

MAX_MODULES = 40
OWN_CODE = re.compile(r"own_[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True)
class ModuleSettings:
    """For whom a module is, and whether a translation of it must follow every change."""

    is_about_rights: bool
    for_mentees: ScreeningUse
    for_mentors: ScreeningUse

    def use_for(self, role: Role) -> ScreeningUse:
        return self.for_mentors if role is Role.MENTOR else self.for_mentees

    def version(self) -> str:
        """Return a digest, by which a form tells which settings its page showed."""
        shown = json.dumps([self.is_about_rights, self.for_mentees, self.for_mentors])
        return hashlib.sha256(shown.encode()).hexdigest()


@dataclass(frozen=True)
class Module:
    """A module of the path, whether anything is stored about it yet or not."""

    code: str
    position: int
    settings: ModuleSettings
    is_retired: bool = False

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
    return sorted((shipped | stored).values(), key=lambda module: (module.position, module.code))


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


def new_code() -> str:
    """Return a code for a programme's own module, which the page of its form makes up.

    So the same form sent twice adds one module.
    """
    return f"own_{secrets.token_hex(6)}"


def add_module(
    session: AnySession, actor: Person, code: str, settings: ModuleSettings
) -> TrainingModule:
    """Add a module at the end of the path, unless this one is there already."""
    if not OWN_CODE.fullmatch(code):
        raise UserFacingError(_("This form is not complete. Please open the page again."))
    existing = all_modules(session)
    if len(existing) >= MAX_MODULES and all(module.code != code for module in existing):
        raise UserFacingError(
            _("There are %(count)s modules already. Change one of them instead.", count=MAX_MODULES)
        )
    last = max(module.position for module in existing)
    if _insert(session, Module(code, last + 1, settings)):
        record(session, actor, "add training module", stored_row(session, code))
    return stored_row(session, code)


def change_settings(
    session: AnySession,
    actor: Person,
    module: Module,
    settings: ModuleSettings,
    shown_version: str,
) -> None:
    """Change for whom a module is, unless somebody else has since the page was opened."""
    row = stored_row(session, module.code)
    before = _settings_of(row)
    if settings == before:
        return
    if shown_version != before.version():
        raise UserFacingError(changed_meanwhile())
    changed = session.scalar(
        update(TrainingModule)
        .where(
            TrainingModule.id == row.id,
            TrainingModule.is_about_rights == before.is_about_rights,
            TrainingModule.for_mentees == before.for_mentees,
            TrainingModule.for_mentors == before.for_mentors,
        )
        .values(
            is_about_rights=settings.is_about_rights,
            for_mentees=settings.for_mentees,
            for_mentors=settings.for_mentors,
        )
        .returning(TrainingModule.id)
    )
    if changed is None:
        raise UserFacingError(changed_meanwhile())
    record(session, actor, "change training module", row)


def set_retired(session: AnySession, actor: Person, module: Module, *, is_retired: bool) -> None:
    """Take a module out of the path, or back into it; asked for twice, it is done once.

    What people have done stays, in any case.
    """
    row = stored_row(session, module.code)
    retired_at = TrainingModule.retired_at
    expected = retired_at.is_(None) if is_retired else retired_at.is_not(None)
    changed = session.scalar(
        update(TrainingModule)
        .where(TrainingModule.id == row.id, expected)
        .values(retired_at=now() if is_retired else None)
        .returning(TrainingModule.id)
    )
    if changed is not None:
        action = "retire training module" if is_retired else "use training module again"
        record(session, actor, action, row)


def move_to(session: AnySession, actor: Person, module: Module, place: int) -> None:
    """Put a module at a place of the path, counted from 1, and number the others anew."""
    moved = stored_row(session, module.code)
    before = [item.code for item in all_modules(session)]
    others = [code for code in before if code != module.code]
    index = min(max(place, 1), len(before)) - 1
    order = [*others[:index], module.code, *others[index:]]
    if order == before:
        return
    for code in order:
        stored_row(session, code)
    places: dict[str, int] = {code: number for number, code in enumerate(order, 1)}
    session.execute(update(TrainingModule).values(position=case(places, value=TrainingModule.code)))
    record(session, actor, "move training module", moved)


def stored_row(session: AnySession, code: str) -> TrainingModule:
    """Return the row of a module that exists, as it is now; one that came along gets its row."""
    row = _read_row(session, code)
    if row is None:
        _insert(session, _from_file(shipped_modules()[code]))
        row = _read_row(session, code)
    assert row is not None  # noqa: S101
    return row


def changed_meanwhile() -> str:
    return _("Somebody else has changed this module since you opened the page. Please look again.")


def _read_row(session: AnySession, code: str) -> TrainingModule | None:
    found = select(TrainingModule).where(TrainingModule.code == code)
    return session.scalar(found.execution_options(populate_existing=True))


def _insert(session: AnySession, module: Module) -> bool:
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
    return Module(row.code, row.position, _settings_of(row), row.retired_at is not None)


def _settings_of(row: TrainingModule) -> ModuleSettings:
    return ModuleSettings(row.is_about_rights, row.for_mentees, row.for_mentors)


def _from_file(module: ShippedModule) -> Module:
    settings = ModuleSettings(module.is_about_rights, module.for_mentees, module.for_mentors)
    return Module(module.code, module.position, settings)
