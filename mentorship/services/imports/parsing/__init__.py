"""From an uploaded file to a table of text, within bounded memory."""
