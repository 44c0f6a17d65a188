"""Lists are filtered and sorted by what is sealed too, and remember nothing but ids."""

from unittest.mock import Mock

import pytest
from flask import Flask
from sqlalchemy import update

from mentorship.extensions import db
from mentorship.models import ApplicationState, Profile, Round
from mentorship.privacy import sealed_rows, sealing
from mentorship.services import personal_data, searched_lists
from mentorship.services.applications.application_lists import APPLICATIONS
from mentorship.services.searched_lists import BY_NAME, Criteria, find, in_order, state_counts
from tests.conftest import Applicant


def found(order: str = "", name: str = "", **codes: str) -> list[int]:
    return find(db.session, APPLICATIONS, Criteria(codes, order, name))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Mock:
    opened = Mock(wraps=sealing.unseal)
    monkeypatch.setattr(sealed_rows, "unseal", opened)
    return opened


@pytest.mark.usefixtures("each_database")
def test_filters_combine_and_the_default_order_is_the_first(
    a_round: Round, applicant: Applicant
) -> None:
    mei = applicant("mentee", "mei@example.org").id
    ana = applicant("mentor", "ana@example.org", "latino").id
    eva = applicant("mentor", "eva@example.org", "withdrawn").id
    assert found() == [eva, ana, mei]
    assert found(order="oldest") == [mei, ana, eva]
    assert found(order="no such order") == [eva, ana, mei]
    assert found(role="mentor", state="submitted") == [ana]
    assert found(role="mentor", community="asian") == [eva]


@pytest.mark.usefixtures("each_database")
def test_names_are_sorted_as_in_a_dictionary_and_searched_by_parts(
    a_round: Round, applicant: Applicant
) -> None:
    names = ["Zoë", "Ángela", "đức", "Angel"]
    ids = {
        name: applicant("mentee", f"{at}@example.org", name=name).id
        for at, name in enumerate(names)
    }
    in_order_of_name = ["Angel", "Ángela", "đức", "Zoë"]
    assert found(order=BY_NAME) == [ids[name] for name in in_order_of_name]
    assert found(order=BY_NAME, name="angel") == [ids["Angel"], ids["Ángela"]]
    assert found(name="0@example.org") == [ids["Zoë"]]
    assert found(name="nobody") == []


def test_documents_are_opened_once_as_long_as_none_changes(
    a_round: Round, applicant: Applicant, opened: Mock
) -> None:
    mei, ana = applicant("mentee", "mei@example.org"), applicant("mentee", "ana@example.org")
    by_name = [ana.id, mei.id]
    assert (found(order=BY_NAME), found(order=BY_NAME)) == (by_name, by_name)
    assert opened.call_count == 2
    ana.profile.change({"name": "Zita"})
    db.session.commit()
    opened.reset_mock()
    assert found(order=BY_NAME) == [mei.id, ana.id]
    assert opened.call_count == 2


def test_what_somebody_searches_for_is_not_remembered(
    a_round: Round, applicant: Applicant, opened: Mock
) -> None:
    applicant("mentee", "mei@example.org")
    assert found(name="mei") == found(name="mei")
    assert opened.call_count == 2


def test_what_is_remembered_of_a_list_is_ids_alone(a_round: Round, applicant: Applicant) -> None:
    applicant("mentee", "mei@example.org", name="Unmistakable")
    found(order=BY_NAME, community="asian")
    assert "Unmistakable" not in repr(vars(searched_lists._remembered))


def test_somebody_erased_is_in_no_remembered_list(a_round: Round, applicant: Applicant) -> None:
    mei, ana = applicant("mentee", "mei@example.org"), applicant("mentee", "ana@example.org")
    assert found(order=BY_NAME) == [ana.id, mei.id]
    kept = mei.id
    personal_data.erase(db.session, ana.person)
    db.session.commit()
    assert found(order=BY_NAME) == [kept]


def test_a_row_that_cannot_be_read_counts_as_unanswered(
    a_round: Round, applicant: Applicant
) -> None:
    mei, ana = applicant("mentee", "mei@example.org"), applicant("mentee", "ana@example.org")
    of_ana = update(Profile).where(Profile.application_id == ana.id)
    db.session.execute(of_ana.values(sealed=b"damaged"))
    db.session.commit()
    assert found(order=BY_NAME) == [ana.id, mei.id]
    assert found(community="asian") == [mei.id]
    assert found(name="ana") == []


def test_states_are_counted_without_the_filter_by_state(
    a_round: Round, applicant: Applicant
) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentee", "ana@example.org", "withdrawn")
    applicant("mentor", "eva@example.org")
    counts = state_counts(db.session, APPLICATIONS, {"state": "submitted", "role": "mentee"})
    assert counts == {ApplicationState.SUBMITTED: 1, ApplicationState.WITHDRAWN: 1}


def test_rows_come_in_the_order_of_their_ids_and_deleted_ones_are_left_out(app: Flask) -> None:
    rows = [Mock(id=1), Mock(id=2)]
    assert in_order(rows, [2, 3, 1]) == [rows[1], rows[0]]
