"""Entries of invented organizations, for tests; `FULL` fills everything that an entry can hold."""

from mentorship.services.resources.entry import (
    OpeningHours,
    Organization,
    Phone,
    Place,
    ResourceEntry,
)

OFFICE = Place(
    hsds_id="1f7d3c52-5d2e-4a57-9a43-5f5f6b1f3c01",
    name="Office by the river",
    street="12 Example Street",
    street_more="Floor 3",
    city="Los Angeles",
    state="CA",
    postal_code="90033",
    country="US",
    directions="Two blocks from the train.",
    access="Ramp at the back door.",
    note="Ring twice.",
    phones=(Phone("213 555 0161", note="Front desk"),),
    hours=(OpeningHours(days=("SA",), opens="10:00", closes="12:00"),),
    languages=("ko",),
)
ONLINE = Place(
    hsds_id="1f7d3c52-5d2e-4a57-9a43-5f5f6b1f3c02", kind="virtual", url="https://meet.example.org"
)
FULL = ResourceEntry(
    hsds_id="6a1c1a9e-0c3d-4d5c-8f9a-2b1d7c3e4f05",
    name="Asesoría legal para familias",
    organization=Organization(
        name="Centro de los Cuatro Ríos",
        hsds_id="0b7f5a0e-7a2b-4c55-8d37-91c3a4f0d111",
        alternate_name="Four Rivers",
        description="A center of the neighborhood.",
        email="hello@rivers.example.org",
        url="https://rivers.example.org",
    ),
    alternate_name="Family legal help",
    status="temporarily closed",
    texts={
        "description": {"en": "Lawyers look at your papers.", "es": "Revisan sus papeles."},
        "eligibility": {"en": "For everybody."},
        "how_to_apply": {"en": "Call first."},
        "cost_note": {"en": "The first talk is free."},
        "interpretation": {"en": "In any language, by phone."},
        "alert": {"es": "Cerrado esta semana."},
    },
    topics=("immigration", "hotline"),
    keywords=("Naturalization",),
    areas=("boyle_heights", "central"),
    languages=("es", "zap"),
    cost="low_cost",
    minimum_age=16,
    maximum_age=99,
    required_documents=("Any letter that you got", "Lease, if there is one"),
    url="https://rivers.example.org/legal",
    email="legal@rivers.example.org",
    phones=(
        Phone("213 555 0160", "12", "voice", "9 to 5", ("es", "en")),
        Phone("213 555 0162", kind="text"),
    ),
    hours=(
        OpeningHours(days=("MO", "TU", "WE"), opens="09:00", closes="17:00"),
        OpeningHours(days=("2MO", "-1FR"), frequency="monthly", opens="18:00", note="Evening"),
        OpeningHours(days=("TH",), interval=2, valid_from="2026-01-01", valid_to="2026-12-31"),
        OpeningHours(note="By appointment"),
    ),
    places=(OFFICE, ONLINE),
    checked_on="2026-11-01",
    checked_by="coordinator",
)
SMALL = ResourceEntry(
    hsds_id="6a1c1a9e-0c3d-4d5c-8f9a-2b1d7c3e4f06",
    name="Food on Saturdays",
    organization=Organization("Neighbors' Kitchen", hsds_id="0b7f5a0e-7a2b-4c55-8d37-91c3a4f0d112"),
    topics=("food",),
    areas=("everywhere",),
)
