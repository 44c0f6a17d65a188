"""How robust a result is: why not another pair, and how sensitive pairs are to the weights."""
