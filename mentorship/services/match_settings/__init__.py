"""Settings of match runs: chosen within limits, saved in versions, written as a programme file.

`settings` says what a run is computed with, `entries` which rules and criteria its page offers.
"""
