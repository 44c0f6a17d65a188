"""Request handling that every blueprint shares."""
