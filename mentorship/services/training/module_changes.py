"""Changes of the path: modules are added, moved, retired, and required of people or not."""

import re
import secrets

from flask_babel import gettext as _
from sqlalchemy import case, update

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Person, TrainingModule
from mentorship.services.audit import record
from mentorship.services.entry_versions import version_of
from mentorship.services.training.modules import (
    Module,
    ModuleSettings,
    all_modules,
    insert_module,
    settings_of,
    stored_row,
)

MAX_MODULES = 40
OWN_CODE = re.compile(r"own_[0-9a-f]{12}", re.ASCII)


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
    if insert_module(session, Module(code, last + 1, settings)):
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
    before = settings_of(row)
    if settings == before:
        return
    if shown_version != version_of(before):
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


def changed_meanwhile() -> str:
    return _("Somebody else has changed this module since you opened the page. Please look again.")
