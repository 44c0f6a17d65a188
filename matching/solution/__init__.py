"""The assignment, how to solve for it, and how to verify it."""
