"""Changes of the path: each is made once, and none replaces what somebody else has changed."""

from dataclasses import replace

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person, ScreeningUse
from mentorship.services.entry_versions import version_of
from mentorship.services.training import module_changes, modules
from mentorship.services.training.modules import Module, ModuleSettings

SETTINGS = ModuleSettings(
    is_about_rights=False, for_mentees=ScreeningUse.OPTIONAL, for_mentors=ScreeningUse.NOT_USED
)


def module(code: str) -> Module:
    found = modules.module_with_code(db.session, code)
    assert found is not None
    return found


def codes() -> list[str]:
    return [item.code for item in modules.offered_modules(db.session)]


def test_an_own_module_comes_last_and_is_added_once(coordinator: Person) -> None:
    code = module_changes.new_code()
    for _time in range(2):
        module_changes.add_module(db.session, coordinator, code, SETTINGS)
    assert codes()[-1] == code
    assert len(codes()) == 11
    assert module(code).settings == SETTINGS


def test_a_code_that_no_page_makes_up_is_refused(coordinator: Person) -> None:
    with pytest.raises(UserFacingError):
        module_changes.add_module(db.session, coordinator, "certificate", SETTINGS)


def test_a_path_has_an_end(coordinator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module_changes, "MAX_MODULES", 10)
    with pytest.raises(UserFacingError):
        module_changes.add_module(db.session, coordinator, module_changes.new_code(), SETTINGS)


def test_a_module_moves_to_the_place_that_is_asked_for(coordinator: Person) -> None:
    for _time in range(2):
        module_changes.move_to(db.session, coordinator, module("know_your_rights"), 1)
    assert codes()[:3] == ["know_your_rights", "being_a_mentor", "being_a_mentee"]
    module_changes.move_to(db.session, coordinator, module("know_your_rights"), 99)
    assert codes()[-1] == "know_your_rights"
    assert len(codes()) == 10


def test_a_retired_module_is_not_offered_until_it_is_used_again(coordinator: Person) -> None:
    for is_retired in (True, True, False, False):
        item = module("digital_safety")
        module_changes.set_retired(db.session, coordinator, item, is_retired=is_retired)
        assert ("digital_safety" in codes()) is not is_retired


def test_settings_that_somebody_else_has_changed_are_not_replaced(coordinator: Person) -> None:
    item = module("digital_safety")
    shown = version_of(item.settings)
    module_changes.change_settings(db.session, coordinator, item, SETTINGS, shown)
    module_changes.change_settings(db.session, coordinator, item, SETTINGS, shown)  # sent twice
    assert module("digital_safety").settings == SETTINGS
    other = replace(SETTINGS, is_about_rights=True)
    with pytest.raises(UserFacingError):
        module_changes.change_settings(db.session, coordinator, item, other, shown)
