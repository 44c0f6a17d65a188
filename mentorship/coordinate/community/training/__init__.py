"""Coordinators and the path of training: its modules, and their texts in each language."""

from mentorship.coordinate.community.training import module_views, text_views

__all__ = ["module_views", "text_views"]
