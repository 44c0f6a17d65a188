"""For coordinators: applications, matching, decisions, and spreadsheet imports."""

from mentorship.coordinate import imports
from mentorship.coordinate.routes import blueprint

blueprint.register_blueprint(imports.blueprint)

__all__ = ["blueprint"]
