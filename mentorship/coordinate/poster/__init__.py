"""A round's poster: its text, its layout, and how it is rendered."""
