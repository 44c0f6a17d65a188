"""The programme's words: their versions in the database, and changes of them."""
