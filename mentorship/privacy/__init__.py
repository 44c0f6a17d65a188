"""Field encryption, the keys for it, and encrypted column types."""
