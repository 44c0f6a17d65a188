"""Email: the queue of outgoing messages and what they say."""
