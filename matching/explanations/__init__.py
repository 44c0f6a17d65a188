"""Why a pair was matched, and why somebody is unmatched."""
