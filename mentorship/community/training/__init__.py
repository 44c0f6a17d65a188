"""For everybody with an account: the path of training, a page for each module, a certificate."""

from mentorship.community.training.training_views import blueprint

__all__ = ["blueprint"]
