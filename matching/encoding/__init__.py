"""Answers as numbers: text, categories, bit sets, ordinals, tf-idf, n-grams, geography."""
