"""Read people and spreadsheets, within bounds."""
