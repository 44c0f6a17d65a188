"""Training for advocacy: the path of modules, their words in each language, who has done what."""
