"""Messages between a person and the coordinators, and what a coordinator writes to many."""
