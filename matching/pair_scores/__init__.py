"""Where people and the optimizer meet: the score of every pair."""
