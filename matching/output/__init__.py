"""Results as files and in English."""
