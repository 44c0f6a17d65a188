"""The public search of the directory with 5,000 resources, against an empty page."""

import random
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.pages import PageCost, count_statements
from benchmarks.pages import percentile_seconds_of as seconds_of
from benchmarks.service import create_service
from mentorship import vocabulary
from mentorship.extensions import db
from mentorship.models import Resource, ResourceState
from mentorship.runtime import current_runtime
from mentorship.services.resources import resources
from mentorship.services.resources.entry import Organization, Phone, Place, ResourceEntry

FEW, MANY = 500, 5_000
SEED = 15
PERCENTILE = 95
EMPTY_PAGE = "/help"
PAGES = {
    "everything": "/resources",
    "one word": "/resources?q=legal",
    "words in Spanish": "/resources?q=ayuda+familias+inquilinos",
    "words that nothing has": "/resources?q=zyzzyva+legal",
    "legal help in Spanish near an area": "/resources?topic=legal&speaks=es&area=boyle_heights",
    "words and an area": "/resources?q=clinic&area=koreatown&cost=free",
    "the last page": "/resources?page=500",
    "a page that nobody has read": "/resources?page=1{attempt:02}",
}
MAX_RATIOS = {"a page that nobody has read": 4}
"""Ten new cards are written for it; 3 times the empty page for those that are not named."""
WORDS = (  # noqa: SIM905
    "legal help families clinic food pantry tenants ayuda familias inquilinos workers center "
    "neighbors evening children school doctor lawyer counsel shelter night line training jobs "
    "language English classes forms papers letters court hearing rent landlord wages health mind"
).split()


def costs() -> Iterator[PageCost]:
    """Yield the 95th percentile of each search, with that of an empty public page."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_service(Path(folder))
        client = app.test_client()
        statements_few = _statements(app, client, FEW)
        statements_many = _statements(app, client, MANY - FEW)
        for name, url in PAGES.items():
            seconds, empty = seconds_of(PERCENTILE, (client, url), (client, EMPTY_PAGE))
            statements = statements_few[name], statements_many[name]
            yield PageCost(name, seconds, empty, statements)


def _statements(app: Flask, client: FlaskClient, count: int) -> dict[str, int]:
    """Add resources, and count the statements of each search."""
    with app.app_context():
        chance = random.Random(SEED + count)  # noqa: S311
        for _number in range(count):
            entry = invented_entry(chance)
            resource = Resource(hsds_id=entry.hsds_id, state=ResourceState.PUBLISHED)
            db.session.add(resource)
            resources.store(db.session, resource, entry)
        db.session.commit()
    return {name: count_statements(client, url) for name, url in PAGES.items()}


def invented_entry(chance: random.Random) -> ResourceEntry:
    programme = current_runtime().programme
    topics, areas = list(vocabulary.ALL_RESOURCE_TOPICS), list(programme.area_names)

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    texts = {"en": words(60), "es": words(60)}
    return ResourceEntry(
        hsds_id=str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        name=f"{words(3)} {chance.randrange(10_000)}",
        organization=Organization(words(3)),
        texts={"description": texts, "eligibility": {"en": words(15)}},
        topics=tuple(chance.sample(topics, 2)),
        areas=tuple(chance.sample(areas, 2)) if chance.random() < 0.8 else ("everywhere",),
        languages=tuple(chance.sample(programme.offered_languages, 3)),
        cost=chance.choice(("", *vocabulary.RESOURCE_COSTS)),
        phones=(Phone(f"213 555 {chance.randrange(10_000):04}"),),
        places=(Place(street="1 Example Street", city="Los Angeles", country="US"),),
    )
