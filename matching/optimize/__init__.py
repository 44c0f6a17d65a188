"""Exact solvers and the dual prices that prove their result."""
