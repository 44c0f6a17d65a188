"""The modules that come along: one file each, read and checked once.

They leave out what is local: who helps nearby is for each programme to write.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mentorship.errors import ConfigurationError
from mentorship.models import ScreeningUse
from mentorship.programme import SITE_LANGUAGES
from mentorship.services.training.module_text import (
    MAX_TASK_LENGTH,
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    ModuleText,
    questions_fit,
)

FOLDER = Path(__file__).parents[2] / "training_modules"
CODE = re.compile(r"[a-z][a-z_]{2,39}", re.ASCII)
ENTRIES = {"position", "is_about_rights", "for_mentees", "for_mentors", *SITE_LANGUAGES}
TEXT_LIMITS = {"title": MAX_TITLE_LENGTH, "text": MAX_TEXT_LENGTH, "task": MAX_TASK_LENGTH}


@dataclass(frozen=True)
class ShippedModule:
    """A module of the starting set, with its text in every language of the site."""

    code: str
    position: int
    is_about_rights: bool
    for_mentees: ScreeningUse
    for_mentors: ScreeningUse
    texts: Mapping[str, ModuleText]


@cache
def shipped_modules() -> Mapping[str, ShippedModule]:
    """Return the modules of the starting set by code, in their order."""
    modules = [read_module(path.stem, path.read_text("utf-8")) for path in FOLDER.glob("*.toml")]
    return {module.code: module for module in sorted(modules, key=lambda item: item.position)}


def read_module(code: str, document: str) -> ShippedModule:
    """Return a module as its file says it; any mistake in the file is a `ConfigurationError`."""
    entries = tomllib.loads(document)
    if not CODE.fullmatch(code) or entries.keys() != ENTRIES:
        raise ConfigurationError(f"The training module {code} lacks entries, or has others.")
    return ShippedModule(
        code=code,
        position=entries["position"],
        is_about_rights=entries["is_about_rights"],
        for_mentees=ScreeningUse(entries["for_mentees"]),
        for_mentors=ScreeningUse(entries["for_mentors"]),
        texts={language: _read_text(code, entries[language]) for language in SITE_LANGUAGES},
    )


def _read_text(code: str, entries: Mapping[str, Any]) -> ModuleText:
    texts = {name: entries.get(name, "").strip() for name in TEXT_LIMITS}
    questions = tuple(entries.get("questions", ()))
    fits = all(0 < len(text) <= TEXT_LIMITS[name] for name, text in texts.items())
    is_whole = entries.keys() == {*TEXT_LIMITS, "questions"} and all(questions)
    if not fits or not is_whole or not questions or not questions_fit(questions):
        raise ConfigurationError(f"A text of the training module {code} is missing or too long.")
    return ModuleText(questions=questions, **texts)
