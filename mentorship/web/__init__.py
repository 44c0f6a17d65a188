"""How a request is handled, whichever room it is for."""
