"""What HSDS has no field for, as attributes with terms of our own: written and read alike."""

TAXONOMY = "common-thread"
TOPIC = "topic"
KEYWORD = "keyword"
TRANSLATION = "translation"
TEXT_LANGUAGE = "text language"
CHECKED_BY = "checked by"
AREA_CODE = "text"
"""The format of a service area's extent that holds the code of an area of the programme."""

HSDS_TEXTS = {
    "description": "description",
    "eligibility": "eligibility_description",
    "how_to_apply": "application_process",
    "cost_note": "fees_description",
    "interpretation": "interpretation_services",
    "alert": "alert",
}
"""The column of a service that each of our texts is in."""
