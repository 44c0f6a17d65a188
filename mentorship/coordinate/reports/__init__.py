"""Reports for funders: counts of a round, published in versions."""

from mentorship.coordinate.reports import report_views

__all__ = ["report_views"]
