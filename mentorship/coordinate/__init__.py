"""For coordinators: applications, matching, decisions, and spreadsheet imports."""

from mentorship.coordinate import (
    application_views,
    exclusion_views,
    imports,
    match_run_views,
    pair_views,
    suggestion_views,
)
from mentorship.coordinate.round_views import blueprint

blueprint.register_blueprint(imports.blueprint)

__all__ = [
    "application_views",
    "blueprint",
    "exclusion_views",
    "match_run_views",
    "pair_views",
    "suggestion_views",
]
