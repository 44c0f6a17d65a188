"""The settings to start from."""

from flask import Flask

from mentorship.services.match_settings.limits import problems
from mentorship.services.match_settings.presets import PRESETS
from mentorship.services.pairing.library_adapter.programs import program_error


def test_every_preset_is_within_the_limits_and_differs_from_the_others(app: Flask) -> None:
    settings = [preset.settings for preset in PRESETS.values()]
    assert [list(problems(item)) for item in settings] == [[] for _ in settings]
    assert [program_error(item.program) for item in settings] == ["" for _ in settings]
    assert all(settings.count(item) == 1 for item in settings)
