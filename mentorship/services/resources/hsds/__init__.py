"""Files of the Human Services Data Specification (HSDS) 3.0: JSON and CSV, read and written.

Both kinds of file hold the same tables; JSON nests them. So a file is first read into `Tables`,
whatever its kind, and an export makes `Tables` first.
"""
