"""Results as files and in English, and their proof."""
