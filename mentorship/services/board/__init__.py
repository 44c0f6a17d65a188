"""The review board: what is decided about a run's suggestions, and what follows for others."""
