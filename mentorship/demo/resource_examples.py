"""Resources of invented organizations, one of each category, and what a visitor has suggested."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import COORDINATOR, Person, ResourceState
from mentorship.services.resources import resources, suggestions
from mentorship.services.resources.entry import (
    WEEKDAYS,
    OpeningHours,
    Organization,
    Phone,
    Place,
    ResourceEntry,
)

NAMESPACE = uuid.UUID("3a0a4c53-64e5-4f0b-9d0e-0c7d7f8a9b11")
MONDAY_TO_FRIDAY = WEEKDAYS[:5]


def add_resources(session: AnySession, coordinator: Person) -> None:
    """Add a few resources: public ones, one that nobody has checked lately, and a draft."""
    for days_ago, entry in ((20, LEGAL_HELP), (75, FOOD), (9, HOTLINE), (230, CLINIC)):
        checked = entry.checked(today() - timedelta(days=days_ago), COORDINATOR)
        resource = resources.add(session, coordinator, checked)
        resources.set_state(session, coordinator, resource, ResourceState.PUBLISHED)
    resources.add(session, coordinator, DRAFT)
    suggestions.add(
        session,
        "Sewing circle of the neighborhood",
        "They help new neighbors with forms, in Korean, on Thursday afternoons.",
    )


def _entry(name: str, organization: str, texts: Mapping[str, str], **parts: Any) -> ResourceEntry:
    id_ = str(uuid.uuid5(NAMESPACE, name))
    described = {"description": texts}
    return ResourceEntry(id_, name, Organization(organization), texts=described, **parts)


LEGAL_HELP = _entry(
    "Legal help for families",
    "Eastside Law Center (invented)",
    {
        "en": "Lawyers look at your papers with you, and go with you to hearings.",
        "es": "Abogados revisan sus papeles con usted y le acompañan a las audiencias.",
    },
    topics=("immigration", "detention"),
    areas=("boyle_heights", "eastside"),
    languages=("es", "en", "zap"),
    cost="free",
    url="https://law.example.org",
    phones=(Phone("213 555 0150", note="9 to 5"), Phone("213 555 0151", kind="text")),
    hours=(OpeningHours(days=MONDAY_TO_FRIDAY, opens="09:00", closes="17:00"),),
    required_documents=("Any letter that you got",),
    places=(
        Place(
            name="Office", street="100 Example Avenue", city="Los Angeles", state="CA",
            postal_code="90033", country="US", directions="Two blocks from the train.",
        ),
    ),
)  # fmt: skip
FOOD = _entry(
    "Food on Saturdays",
    "Neighbors' Kitchen (invented)",
    {"en": "Bags of groceries for everybody who comes. Nobody asks for papers."},
    topics=("food",),
    areas=("koreatown", "pico_union"),
    languages=("ko", "es", "en"),
    cost="free",
    phones=(Phone("213 555 0152"),),
    hours=(OpeningHours(days=("SA",), opens="08:30", closes="11:00"),),
)
HOTLINE = _entry(
    "Hotline for raids",
    "Rapid Response Line (invented)",
    {
        "en": "Call day and night: they tell you what to do, and send somebody who watches.",
        "es": "Llame de día o de noche: le dicen qué hacer y envían a alguien que observe.",
    },
    topics=("hotline", "rapid_response"),
    areas=("everywhere",),
    languages=("es", "en", "ko", "cmn"),
    cost="free",
    phones=(Phone("213 555 0153", note="24 hours"),),
)
CLINIC = _entry(
    "Family clinic",
    "Clinic of the Four Rivers (invented)",
    {"en": "Doctors for children and grown-ups. You pay what you can."},
    topics=("health",),
    areas=("chinatown",),
    languages=("cmn", "vi", "en"),
    cost="low_cost",
    phones=(Phone("213 555 0154", extension="2"),),
)
DRAFT = _entry(
    "Evening classes",
    "Library of the Harbor (invented)",
    {"en": "A new language for beginners, twice a week."},
    topics=("language_classes",),
    languages=("en",),
)
