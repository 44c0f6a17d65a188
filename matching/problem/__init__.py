"""The problem to solve: scores, eligibility, capacity, and its exact integer scale."""
