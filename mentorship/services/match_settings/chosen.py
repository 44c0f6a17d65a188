"""Which settings a URL or a form chooses: saved ones, a preset, or those of an earlier run."""

import re
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import MatchRun, MatchSettings, Round
from mentorship.services.match_settings.limits import is_points
from mentorship.services.match_settings.presets import BALANCED, PRESETS, Preset
from mentorship.services.match_settings.saved import newest_version
from mentorship.services.match_settings.settings import RunSettings, from_document

CHOICE = re.compile(r"(saved|run|preset)-([0-9a-z]{1,9})(?:_floor-([0-9.]{1,20}))?", re.ASCII)


@dataclass(frozen=True)
class ChosenSettings:
    """Settings, where they come from, and the text in a URL that chooses them.

    ``own_floor`` says that the text gives another floor to settings that are as they are else.
    """

    choice: str
    settings: RunSettings
    saved: MatchSettings | None = None
    preset: Preset | None = None
    run: MatchRun | None = None
    own_floor: bool = False


def preset_choice(code: str) -> str:
    return f"preset-{code}"


def saved_choice(row: MatchSettings) -> str:
    return f"saved-{row.id}"


def run_choice(run: MatchRun) -> str:
    return f"run-{run.id}"


def with_floor(choice: str, floor: float | None) -> str:
    """Return the text that chooses the same settings with another lowest score."""
    return choice if floor is None else f"{choice.partition('_')[0]}_floor-{floor!r}"


def chosen(session: AnySession, choice: str) -> ChosenSettings | None:
    """Return the settings that a text chooses, None if it chooses none."""
    match = CHOICE.fullmatch(choice)
    found = None if match is None else _named(session, match[1], match[2])
    if match is None or found is None or match[3] is None:
        return found
    floor = float(match[3]) if match[3].count(".") <= 1 and match[3] != "." else -1.0
    if not is_points(floor, found.settings.max_score):
        return None
    return replace(
        found, choice=choice, settings=replace(found.settings, floor=floor), own_floor=True
    )


def _named(session: AnySession, source: str, name: str) -> ChosenSettings | None:
    if source == "preset":
        return of_preset(name) if name in PRESETS else None
    if not name.isdecimal():
        return None
    if source == "run":
        run = session.get(MatchRun, int(name))
        return None if run is None else settings_of_run(run)
    row = session.get(MatchSettings, int(name))
    return None if row is None else _of_saved(row)


def of_preset(code: str) -> ChosenSettings:
    return ChosenSettings(preset_choice(code), PRESETS[code].settings, preset=PRESETS[code])


def settings_named(session: AnySession, name: str) -> ChosenSettings:
    """Return the newest saved settings of a name, or the preset that is called so."""
    row = newest_version(session, name)
    if row is not None:
        return _of_saved(row)
    if name in PRESETS:
        return of_preset(name)
    presets = ", ".join(PRESETS)
    raise UserFacingError(
        _("There are no settings of this name. Presets: %(presets)s.", presets=presets)
    )


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
