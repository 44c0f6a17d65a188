"""What keeps a person's answers unreadable to everybody without the keys."""
