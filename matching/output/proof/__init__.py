"""A proof of a result that others check without names and without this library."""
