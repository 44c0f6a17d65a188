"""What pages say of a resource."""

from mentorship.services.resources.entry import PHONE_KINDS
from mentorship.web.resource_labels import PHONE_PURPOSES


def test_every_kind_of_phone_has_a_label() -> None:
    assert set(PHONE_PURPOSES) == PHONE_KINDS
