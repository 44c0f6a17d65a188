"""How sure a result is: why not another pair, and how weights sway it."""
