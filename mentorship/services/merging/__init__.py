"""Two accounts of one person become one: who may be here twice, what is kept, and the merge."""
