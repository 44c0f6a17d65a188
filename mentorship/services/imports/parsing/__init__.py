"""From an uploaded file to a table of text: `matching.tables` reads, this package explains."""
