"""Introductions and pairs: what the two see and do, from the first yes to the end."""
