"""What funders read about a round: counts that say nothing about fewer than five people."""
