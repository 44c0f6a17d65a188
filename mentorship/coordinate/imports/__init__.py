"""Import people from a spreadsheet."""

from mentorship.coordinate.imports.routes import blueprint

__all__ = ["blueprint"]
