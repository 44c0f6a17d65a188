"""Looking after pairs: what is due for whom by which rule, what was done, what seems wrong."""
