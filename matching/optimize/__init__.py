"""Exact solvers of the assignment problem, with the dual prices that prove optimality."""
