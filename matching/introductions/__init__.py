"""Introductions before the final match: a b-matching, and the problem after its feedback."""
