"""The cards of the search, kept as they were written: everybody reads the same ones.

A card says some thirty things in the language of the page, which takes longer than to find it.
What is public may be kept in memory; when an entry changes, a new index takes new cards with it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from flask import current_app
from flask_babel import get_locale
from markupsafe import Markup

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.programme import Programme
from mentorship.runtime import current_runtime
from mentorship.services.resources import search
from mentorship.services.resources.resources import ListedResource
from mentorship.services.resources.search_index import SearchIndex

MAX_KEPT = 4_000
"""How many cards are kept, of about a kilobyte each."""

CardKey = tuple[int, str, int, date, Programme]
"""The id of an entry, the language, the level of the heading, the day, and who names the areas."""

_cards: WeakKeyDictionary[SearchIndex, dict[CardKey, Markup]] = WeakKeyDictionary()


def result_cards(
    index: SearchIndex, ids: Sequence[int], heading_level: int
) -> Mapping[int, Markup]:
    """Return the cards of entries that an index holds, by id; without those that are gone since."""
    kept = _cards.setdefault(index, {})
    page = str(get_locale()), heading_level, today(), current_runtime().programme
    cards = {id_: card for id_ in ids if (card := kept.get((id_, *page)))}
    if len(kept) > MAX_KEPT:
        kept.clear()
    missing = [id_ for id_ in ids if id_ not in cards]
    if missing:
        write_card = _card_writer()
        for item in search.load(db.session, missing):
            cards[item.row.id] = kept[item.row.id, *page] = write_card(item, heading_level)
    return cards


def _card_writer() -> Callable[[ListedResource, int], Markup]:
    """Return the macro that writes a card, with what every template of this page knows."""
    context: dict[str, object] = {}
    current_app.update_template_context(context)
    template = current_app.jinja_env.get_template("community/resources/card.html")
    module: Any = template.make_module(context)
    macro: Callable[[ListedResource, int], Markup] = module.resource_card
    return macro
