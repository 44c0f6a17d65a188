"""The organization that offers a service of a file."""

from collections.abc import Callable

from flask_babel import gettext as _

from mentorship.services.resources.entry import (
    MAX_LINE_LENGTH,
    MAX_NAME_LENGTH,
    MAX_TEXT_LENGTH,
    Organization,
)
from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.tables import Record, Tables


def organization_of(service: Record, tables: Tables, note: Callable[[str], None]) -> Organization:
    """Return the organization of a service; without one, it bears the name of the service."""
    service_name = values.line_of(service.get("name"), MAX_NAME_LENGTH)
    found = tables.find("organization", service.get("organization_id") or "")
    if found is None:
        note(_("The file does not say which organization offers it."))
        named = values.line_of(service.get("organization"), MAX_NAME_LENGTH)
        return Organization(named or service_name)
    name = values.line_of(found.get("name"), MAX_NAME_LENGTH) or service_name
    description = values.text_of(found.get("description"), MAX_TEXT_LENGTH)
    return Organization(
        name=name,
        hsds_id=found["id"] if " " not in found["id"] else "",
        alternate_name=values.line_of(found.get("alternate_name"), MAX_NAME_LENGTH),
        description="" if description == name else description,
        email=values.email_address(found.get("email"), MAX_LINE_LENGTH),
        url=values.web_address(found.get("website") or found.get("url"), MAX_LINE_LENGTH),
    )
