"""Solve a problem to a proven optimum, and verify an assignment and its dual certificate."""
