"""The assignment problem: scores, eligibility, capacities, options and exact integer scaling."""
