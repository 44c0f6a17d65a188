"""What the speed claims rest on: ``make bench``, or ``python -m benchmarks --help``."""
