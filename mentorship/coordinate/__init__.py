"""For coordinators: applications, suggestions, decisions, and sheets to bring in."""

from mentorship.coordinate import imports
from mentorship.coordinate.routes import blueprint

blueprint.register_blueprint(imports.blueprint)

__all__ = ["blueprint"]
