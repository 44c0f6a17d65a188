"""Read an uploaded file as a table of text, with `matching.tables`; explain what it refuses."""
