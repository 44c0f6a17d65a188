"""What forms of the training send, for the test of double taps."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mentorship.extensions import db
from mentorship.models import ScreeningUse
from mentorship.services.training import module_changes, modules, texts
from mentorship.services.training.module_text import ModuleText
from mentorship.services.training.modules import Module, ModuleSettings
from mentorship.services.training.texts import ShownVersions
from tests.integration.tap_scenes import Scene, Taps

TEXT = {"title": "Voting", "text": "Everybody counts.", "questions": "Who?", "task": "Ask."}
WORDS = ModuleText("Voting", "Everybody counts.", ("Who?",), "Ask.")
FOR_WHOM = {"for_mentors": "optional", "for_mentees": "optional"}


def add_module(scene: Scene) -> Taps:
    return scene.by_staff("/community/training/new", **TEXT, **FOR_WHOM)


def own_module(scene: Scene) -> Module:
    """Add a module with its words in both languages, of which the English ones changed since."""
    use, code = ScreeningUse.OPTIONAL, module_changes.new_code()
    settings = ModuleSettings(is_about_rights=True, for_mentees=use, for_mentors=use)
    module_changes.add_module(db.session, scene.staff, code, settings)
    module = modules.module_with_code(db.session, code)
    assert module is not None
    for language, own, source in (("en", 0, 0), ("es", 0, 1), ("en", 1, 1)):
        words, shown = replace(WORDS, title=f"Voting {own}"), ShownVersions(own, source)
        texts.save_text(db.session, scene.staff, module, language, words, shown)
    module_changes.move_to(
        db.session, scene.staff, module, 2
    )  # from now on, every module has a row
    db.session.commit()
    return module


def on_module(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    """Do something about a module on its page: change for whom it is, move it or retire it."""

    def build(scene: Scene) -> Taps:
        page = f"/community/training/{own_module(scene).code}"
        return scene.by_staff(page, f"{page}/{action}" if action else None, **data)

    return build


def on_translation(action: str = "", **data: Any) -> Callable[[Scene], Taps]:
    def build(scene: Scene) -> Taps:
        module = own_module(scene)
        page = f"/community/training/{module.code}/texts/es"
        if action == "take-back":
            shown = ShownVersions(1, 2)
            texts.confirm(db.session, scene.staff, module, "es", shown)
        return scene.by_staff(page, f"{page}/{action}" if action else None, **data)

    return build


def do_training(scene: Scene) -> Taps:
    page = f"/training/{own_module(scene).code}"
    return scene.taps(scene.person(), page, f"{page}/done")


BUILDERS: dict[str, Callable[[Scene], Taps]] = {
    "coordinate.add_training_module": add_module,
    "coordinate.change_training_module": on_module(**FOR_WHOM),
    "coordinate.confirm_training_text": on_translation("confirm"),
    "coordinate.move_training_module": on_module("move", place="1"),
    "coordinate.offer_training_module": on_module("retired"),
    "coordinate.undo_training_confirmation": on_translation("take-back"),
    "coordinate.write_training_text": on_translation(**TEXT),
    "training.mark_module": do_training,
}
