"""For coordinators: applications, suggestions, decisions, and sheets to bring in."""

from mentorship.coordinate import sheets
from mentorship.coordinate.routes import blueprint

blueprint.register_blueprint(sheets.blueprint)

__all__ = ["blueprint"]
