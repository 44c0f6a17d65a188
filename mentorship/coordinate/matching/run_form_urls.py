"""The page before a match run, with settings, as a URL."""

from flask import url_for

from mentorship.models import MatchRun
from mentorship.services.match_settings.chosen import settings_of_run, with_floor


def settings_url(run: MatchRun, floor: float | None = None) -> str:
    """Return the URL of the page with the settings of a run, and perhaps another floor."""
    choice = with_floor(settings_of_run(run).choice, floor)
    return url_for("coordinate.prepare_match_run", round_id=run.round_id, settings=choice)
