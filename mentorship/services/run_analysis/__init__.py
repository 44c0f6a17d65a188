"""What is known of a match run once it is done: how steady it is, what a floor costs, two runs."""
