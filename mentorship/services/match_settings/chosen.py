"""Which settings a URL or a form chooses: saved ones, a preset, or those of an earlier run."""

import re
from dataclasses import dataclass

from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.models import MatchRun, MatchSettings, Round
from mentorship.services.match_settings.presets import BALANCED, PRESETS, Preset
from mentorship.services.match_settings.settings import RunSettings, from_document

CHOICE = re.compile(r"(saved|run)-([0-9]{1,9})", re.ASCII)
PRESET_PREFIX = "preset-"


@dataclass(frozen=True)
class ChosenSettings:
    """Settings, where they come from, and the text in a URL that chooses them."""

    choice: str
    settings: RunSettings
    saved: MatchSettings | None = None
    preset: Preset | None = None
    run: MatchRun | None = None


def preset_choice(code: str) -> str:
    return f"{PRESET_PREFIX}{code}"


def saved_choice(row: MatchSettings) -> str:
    return f"saved-{row.id}"


def run_choice(run: MatchRun) -> str:
    return f"run-{run.id}"


def chosen(session: AnySession, choice: str) -> ChosenSettings | None:
    """Return the settings that a text chooses, None if it chooses none."""
    code = choice.removeprefix(PRESET_PREFIX)
    if code in PRESETS and choice == preset_choice(code):
        return of_preset(code)
    match = CHOICE.fullmatch(choice)
    if match is None:
        return None
    if match[1] == "run":
        run = session.get(MatchRun, int(match[2]))
        return None if run is None else settings_of_run(run)
    row = session.get(MatchSettings, int(match[2]))
    return None if row is None else _of_saved(row)


def of_preset(code: str) -> ChosenSettings:
    return ChosenSettings(preset_choice(code), PRESETS[code].settings, preset=PRESETS[code])


def settings_of_run(run: MatchRun) -> ChosenSettings:
    """Return the settings of a run; those that are saved, or a preset, are known as such."""
    if run.saved_settings is not None:
        return _of_saved(run.saved_settings)
    settings = from_document(run.settings)
    for code, preset in PRESETS.items():
        if preset.settings == settings:
            return of_preset(code)
    return ChosenSettings(run_choice(run), settings, run=run)


def last_used(session: AnySession, round_: Round) -> ChosenSettings:
    """Return the settings of the newest run of a round, before the first run the balanced ones."""
    newest = select(MatchRun).where(MatchRun.round_id == round_.id).order_by(MatchRun.id.desc())
    run = session.scalar(newest.limit(1))
    return of_preset(BALANCED) if run is None else settings_of_run(run)


def _of_saved(row: MatchSettings) -> ChosenSettings:
    return ChosenSettings(saved_choice(row), from_document(row.document), saved=row)
