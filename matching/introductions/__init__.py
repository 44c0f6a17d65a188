"""First conversations before the final match: a b-matching."""
