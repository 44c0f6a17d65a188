"""What waits for the coordinators, and what they can take back."""
