"""For applicants: what the programme asks and gives, and the form in short steps."""

from mentorship.apply import answering
from mentorship.apply.routes import blueprint

__all__ = ["answering", "blueprint"]
