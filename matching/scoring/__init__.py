"""Rules, criteria, and what the evidence for a score is."""
