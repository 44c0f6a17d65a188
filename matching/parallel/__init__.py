"""Blocks of work on threads, processes or a Dask cluster, with progress."""
