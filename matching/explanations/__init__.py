"""Why a pair, why not another, and why somebody is unmatched."""
