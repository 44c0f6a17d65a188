"""Rounds: their state and dates, the invitation, the poster."""

from mentorship.coordinate.rounds import round_plan_views, round_views

__all__ = ["round_plan_views", "round_views"]
