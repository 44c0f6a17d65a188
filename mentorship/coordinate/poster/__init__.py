"""The poster of a round: what it says, where it stands on the page, and how it is drawn."""
