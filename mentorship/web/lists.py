"""Lists of the console: filters and order in the URL, a search by name, rows to select.

The URL holds codes and ids. A name is searched for by a POST to the same URL, whose response is the
page with the result. The forms of actions on several rows are sent with the same URL values, so
that "all in this list" means the list that was on the page.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_babel.speaklater import LazyString
from flask_sqlalchemy.pagination import Pagination

from mentorship.extensions import db
from mentorship.services.name_search import MAX_NAME_CHARACTERS
from mentorship.services.searched_lists import BY_NAME, Criteria, SearchedList, find
from mentorship.text_cleaning import clean_text
from mentorship.web.paging import PAGE_SIZE, paginate_sequence

DESCENDING_ORDERS = frozenset({"newest"})


class Scope(enum.StrEnum):
    """Which rows of a list an action is about."""

    CHECKED = "checked"
    PAGE = "page"
    ALL = "all"


@dataclass(frozen=True)
class ListFilter:
    """A filter: its parameter in the URL, and the labels of its codes."""

    name: str
    label: str | LazyString
    choices: Mapping[str, str | LazyString]


@dataclass(frozen=True)
class ListAction:
    """What can be done with several rows: a route for a POST, and the label of its button."""

    endpoint: str
    label: LazyString


@dataclass(frozen=True)
class ShownList:
    """A list as a request asks for it.

    Attributes
    ----------
    endpoint : str
        The page of the list.
    searched : SearchedList
        Its rows.
    filters : sequence of ListFilter
        Its filters; a parameter of the URL that is no code of its filter is ignored.
    actions : sequence of ListAction
        What can be done with several rows.
    """

    endpoint: str
    searched: SearchedList
    filters: Sequence[ListFilter]
    actions: Sequence[ListAction] = field(default=())

    @cached_property
    def codes(self) -> dict[str, str]:
        """The codes of the filters in use."""
        return self._codes_in(request.args)

    def _codes_in(self, values: Mapping[str, str]) -> dict[str, str]:
        asked = {item.name: (values.get(item.name, ""), item.choices) for item in self.filters}
        return {name: code for name, (code, choices) in asked.items() if code in choices}

    def url_of_chosen_filters(self) -> str | None:
        """Return the URL with the filters that were sent as a form; None if none were sent."""
        if "filters" not in request.form:
            return None
        order = {"sort": self.order} if self.order else {}
        url_values: dict[str, Any] = self._codes_in(request.form) | order
        return url_for(self.endpoint, **url_values)

    def choices(self, name: str) -> Mapping[str, str | LazyString]:
        """Return the codes of a filter, with their labels."""
        return next(item.choices for item in self.filters if item.name == name)

    @property
    def filters_to_choose(self) -> list[ListFilter]:
        """The filters that choose between something; states have links of their own."""
        return [
            item
            for item in self.filters
            if item.name != "state" and (len(item.choices) > 1 or item.name in self.codes)
        ]

    @cached_property
    def order(self) -> str:
        """The order that the URL asks for, "" for the default."""
        asked = request.args.get("sort", "")
        return asked if asked in {*self.searched.orders, BY_NAME} else ""

    @property
    def order_shown(self) -> str:
        return self.order or next(iter(self.searched.orders))

    @property
    def direction(self) -> str:
        """The direction of the order, as the attribute ``aria-sort`` has it."""
        return "descending" if self.order_shown in DESCENDING_ORDERS else "ascending"

    max_name_characters = MAX_NAME_CHARACTERS

    @cached_property
    def name(self) -> str:
        """The name that is searched for."""
        return " ".join(clean_text(request.form.get("name")).split())[:MAX_NAME_CHARACTERS]

    @cached_property
    def ids(self) -> Sequence[int]:
        """The ids of all rows in the list."""
        return find(db.session, self.searched, Criteria(self.codes, self.order, self.name))

    @cached_property
    def page(self) -> Pagination:
        return paginate_sequence(self.ids)

    @property
    def page_ids(self) -> Sequence[int]:
        return self.ids[:PAGE_SIZE] if self.name else self.page.items

    @property
    def url_values(self) -> dict[str, Any]:
        """What the URL says of the list, without the page."""
        return self.codes | ({"sort": self.order} if self.order else {})

    def url(self, **changes: Any) -> str:
        """Return the URL of the list with other codes; of its first page, unless one is given."""
        return url_for(self.endpoint, **{**self.url_values, **changes})

    def action_url(self, endpoint: str) -> str:
        return url_for(endpoint, **self.url_values, page=self.page.page)

    def selected_ids(self) -> list[int]:
        """Return the ids of the rows that a sent form is about."""
        match request.form.get("scope"):
            case Scope.ALL:
                return list(self.ids)
            case Scope.PAGE:
                return list(self.page_ids)
        checked = set(request.form.getlist("ids", type=int))
        return [id_ for id_ in self.ids if id_ in checked]
