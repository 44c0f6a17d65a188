"""The only package that calls the matching library."""
