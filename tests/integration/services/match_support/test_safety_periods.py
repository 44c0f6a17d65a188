"""Safety mode is for everybody, or for who lives in a region: pairs, and readers of pages."""

import pytest

from mentorship.extensions import db
from mentorship.models import EVERYWHERE, Pair, Person, SafetyPeriod
from mentorship.services.match_support import safety_mode, safety_periods
from tests.conftest import Applicant
from tests.factories import make_person

HOME = "central"  # where the two live


def region_of(pair: Pair) -> str:
    return safety_periods.region_of_application(pair.mentee)


def test_it_is_on_for_a_pair_of_which_one_lives_there(pair: Pair, coordinator: Person) -> None:
    assert not safety_periods.is_on_for_pair(db.session, pair)
    safety_mode.begin(db.session, coordinator, "valley")
    assert not safety_periods.is_on_for_pair(db.session, pair)
    pair.mentor.profile.change({"area": "reseda"})
    db.session.flush()
    assert safety_periods.is_on_for_pair(db.session, pair)


@pytest.mark.parametrize(
    ("begun", "on_in"),
    [
        ([], []),
        ([EVERYWHERE], [HOME, "valley", safety_periods.UNKNOWN]),
        (["valley"], ["valley", safety_periods.UNKNOWN]),
    ],
)
def test_it_is_on_in_a_region_and_where_nobody_knows_the_region(
    coordinator: Person, begun: list[str], on_in: list[str]
) -> None:
    for region in begun:
        safety_mode.begin(db.session, coordinator, region)
    regions = [HOME, "valley", safety_periods.UNKNOWN]
    assert [item for item in regions if safety_periods.is_on_in(db.session, item)] == on_in


@pytest.mark.parametrize("region", [EVERYWHERE, HOME])
def test_it_is_on_anywhere_from_the_first_region_to_the_last(
    coordinator: Person, region: str
) -> None:
    periods = [safety_mode.begin(db.session, coordinator, where) for where in (region, "valley")]
    for period in periods:
        assert safety_periods.is_on_anywhere(db.session)
        safety_mode.end(db.session, coordinator, period)
        db.session.flush()
    assert not safety_periods.is_on_anywhere(db.session)


@pytest.mark.parametrize("region", [EVERYWHERE, HOME])
def test_it_is_on_for_whom_it_is_about_and_for_coordinators(
    pair: Pair, mentee: Person, coordinator: Person, applicant: Applicant, region: str
) -> None:
    far = applicant("mentee", "far@example.org", area="reseda").person
    nowhere = make_person("nowhere@example.org")
    readers = {"mentee": mentee, "far": far, "nowhere": nowhere, "staff": coordinator, "": None}
    period = safety_mode.begin(db.session, coordinator, region)
    on = {
        name: safety_periods.is_on_for_reader(db.session, reader)
        for name, reader in readers.items()
    }
    everywhere = region == EVERYWHERE
    assert on == {
        "mentee": True,
        "staff": True,
        "far": everywhere,
        "nowhere": everywhere,
        "": everywhere,
    }
    safety_mode.end(db.session, coordinator, period)
    for reader in readers.values():
        assert not safety_periods.is_on_for_reader(db.session, reader)


def test_it_is_on_with_any_region_for_whoever_may_live_there(
    pair: Pair, coordinator: Person
) -> None:
    assert region_of(pair) == HOME
    profile = pair.mentee.profile
    profile.sealed = profile.sealed[:-1] + bytes([profile.sealed[-1] ^ 1])
    db.session.commit()
    assert region_of(pair) == ""
    safety_mode.begin(db.session, coordinator, "valley")
    assert safety_periods.is_on_for_pair(db.session, pair)


def test_the_times_of_a_pair_are_those_of_its_regions_and_of_everywhere(
    pair: Pair, coordinator: Person
) -> None:
    assert safety_periods.safety_times(db.session, [pair]) == {}
    for region in (EVERYWHERE, HOME, "valley"):
        safety_mode.begin(db.session, coordinator, region)
    everywhere, home, _valley = db.session.query(SafetyPeriod).order_by(SafetyPeriod.id)
    safety_mode.end(db.session, coordinator, everywhere)
    times = safety_periods.safety_times(db.session, [pair])
    assert times == {pair.id: [everywhere.times(), home.times()]}
    assert everywhere.ended_at is not None
    assert home.ended_at is None
