"""For pairs: the introduction, two yeses, the log of meetings."""

from mentorship.pairs.routes import blueprint

__all__ = ["blueprint"]
