"""The form that requests a match run, with settings to start from, as a URL."""

from flask import url_for

from mentorship.models import MatchRun


def settings_url(run: MatchRun, floor: float | None = None) -> str:
    """Return the URL of the form with the settings of a run, and perhaps another floor."""
    return url_for(
        "coordinate.show_matching",
        round_id=run.round_id,
        settings=f"run-{run.id}",
        floor=floor,
    )
