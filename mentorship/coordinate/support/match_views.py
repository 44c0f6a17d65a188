"""The page of a match for coordinators: what is due, what the two say, what was noted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from mentorship.clock import today
from mentorship.coordinate.blueprint import blueprint
from mentorship.coordinate.support import support_labels
from mentorship.extensions import db
from mentorship.models import CheckIn, DueItem, ExitForm, Pair, PairPause, SupportEntry
from mentorship.permissions import Permission
from mentorship.services.match_support import check_ins, due_list, support_entries
from mentorship.services.pairs import exit_forms, meetings, pairs, pauses, reflections
from mentorship.services.pairs.reflections import MonthlyFeeling
from mentorship.vocabulary import FEELINGS, OBSTACLES
from mentorship.web.access_control import require_permission
from mentorship.web.readings import opens_page, record_and_show, require_reading
from mentorship.web.staff_names import staff_name


@dataclass(frozen=True)
class MatchPage:
    """What coordinators know of a match. When the two met, and their notes, are theirs alone."""

    pair: Pair = field(repr=False)
    pause: PairPause | None
    due: Sequence[DueItem]
    coming: Sequence[DueItem]
    check_ins: Sequence[CheckIn] = field(repr=False)
    feelings: Sequence[MonthlyFeeling] = field(repr=False)
    entries: Sequence[SupportEntry] = field(repr=False)
    exit_forms: Sequence[ExitForm] = field(repr=False)
    meetings: int
    minutes_met: int

    @property
    def ratings(self) -> list[tuple[date, str, int]]:
        """The day of each check-in, who answered, and how they rated the match."""
        mentee_id = self.pair.mentee.person_id
        return [
            (item.answered_on, "mentee" if item.person_id == mentee_id else "mentor", item.rating)
            for item in self.check_ins
        ]


def match_page(pair: Pair, day: date) -> MatchPage:
    items = due_list.open_items_of(db.session, pair)
    answers = check_ins.check_ins_of(db.session, pair)
    return MatchPage(
        pair,
        pauses.open_pause(db.session, pair),
        due=[item for item in items if item.due_on is not None and item.due_on <= day],
        coming=[item for item in items if item.due_on is None or item.due_on > day],
        check_ins=[item for item in answers if item.can_be_read()],
        feelings=reflections.monthly_feelings(db.session, pair),
        entries=support_entries.entries_of(db.session, pair),
        exit_forms=exit_forms.exit_forms_of(db.session, pair),
        meetings=meetings.count_meetings(db.session, pair),
        minutes_met=meetings.minutes_met(db.session, pair),
    )


@blueprint.get("/matches/<int:pair_id>")
@require_permission(Permission.COORDINATE_OTHERS, load=pairs.pair_with_id)
@require_reading
def show_match(pair: Pair) -> ResponseReturnValue:
    return render_template(
        "coordinate/support/match.html",
        page=match_page(pair, today()),
        staff_name=staff_name,
        support_labels=support_labels,
        feelings=FEELINGS,
        obstacles=OBSTACLES,
    )


@blueprint.post("/matches/<int:pair_id>/open")
@require_permission(Permission.COORDINATE_OTHERS, load=pairs.pair_with_id)
@opens_page
def open_match(pair: Pair) -> ResponseReturnValue:
    return record_and_show(pair)
