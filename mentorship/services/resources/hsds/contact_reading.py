"""How a service of a file is reached: by itself, its contact persons, its organization.

The names of contact persons are never taken: the directory says nothing about a person.
"""

from collections.abc import Callable

from flask_babel import gettext as _

from mentorship.services.resources.entry import MAX_LINE_LENGTH, MAX_PHONES, Phone
from mentorship.services.resources.hsds import values
from mentorship.services.resources.hsds.phone_reading import PhoneReader
from mentorship.services.resources.hsds.tables import Record, Tables


class ContactReader:
    def __init__(self, tables: Tables, phones: PhoneReader, note: Callable[[str], None]) -> None:
        self._phones, self._note = phones, note
        self._of_service, self._of_organization = (
            {table: tables.children(table, column) for table in ("phone", "contact")}
            for column in ("service_id", "organization_id")
        )
        self._contact_phones = tables.children("phone", "contact_id")

    def url(self, service: Record) -> str:
        url = values.web_address(service.get("url"), MAX_LINE_LENGTH)
        if service.get("url") and not url:
            self._note(_("Its website is no web address: %(url)s.", url=str(service["url"])[:80]))
        return url

    def email(self, service: Record) -> str:
        contacts = self._of_service["contact"].get(service["id"], [])
        given = (service.get("email"), *(item.get("email") for item in contacts))
        found = (values.email_address(item, MAX_LINE_LENGTH) for item in given)
        return next((address for address in found if address), "")

    def phones(self, service: Record) -> tuple[Phone, ...]:
        """Return the numbers of a service and its contacts, then those of its organization."""
        organization = str(service.get("organization_id") or "")
        of_service = self._of_service["phone"].get(service["id"], [])
        own = [item for item in of_service if not item.get("contact_id")]
        contacts = [
            *self._of_service["contact"].get(service["id"], []),
            *self._of_organization["contact"].get(organization, []),
        ]
        if contacts:
            self._note(_("The names of contact persons are left out."))
        of_contacts = [phone for item in contacts for phone in self._phones_of_contact(item)]
        found = self._phones.phones([*own, *of_contacts])
        known = {phone.number for phone in found}
        of_organization = self._of_organization["phone"].get(organization, [])
        others = self._phones.phones(of_organization[: 2 * MAX_PHONES])
        return (*found, *(phone for phone in others if phone.number not in known))

    def _phones_of_contact(self, contact: Record) -> list[Record]:
        """Return the numbers of a contact; their notes say what the contact does, but not who."""
        role = contact.get("title") or contact.get("department")
        return [
            {**phone, "description": phone.get("description") or role}
            for phone in self._contact_phones.get(contact["id"], [])
        ]
