"""Bringing people in from a spreadsheet."""

from mentorship.coordinate.sheets.routes import blueprint

__all__ = ["blueprint"]
