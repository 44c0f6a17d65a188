"""The report: one self-contained HTML page about a result."""

from matching.output.report.page import report_page

__all__ = ["report_page"]
