"""First conversations before the final match: who meets whom, and what both said of it."""
