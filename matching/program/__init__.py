"""The TOML programme file: which columns are rules and which are criteria."""
