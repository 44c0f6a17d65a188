"""Rules, criteria, and the evidence behind a score."""
