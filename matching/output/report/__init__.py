"""One round as a page to look at: a single file that asks nothing of anybody."""

from matching.output.report.page import report_page

__all__ = ["report_page"]
