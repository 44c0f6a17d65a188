"""From applications to pairs: match runs, suggestions, constraints, introductions."""
