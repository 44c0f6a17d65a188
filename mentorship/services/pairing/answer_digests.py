"""Whether somebody has changed an answer that the matching compares, since a run read it."""

import hashlib
import json
from collections.abc import Mapping


def digest(columns: Mapping[str, str]) -> str:
    """Return a hash of a person's row in the match table, see `mentorship.questions.match_columns`.

    >>> digest({"modes": "online", "area": ""}) == digest({"area": "", "modes": "online"})
    True
    """
    text = json.dumps(columns, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
