"""Advocacy groups: who is in them, what they plan, write and decide, and their campaigns."""
