"""The report page: self-contained, correct, and safe against hostile names."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from matching.output.english import explain_unmatched
from matching.output.quantities import format_points
from matching.output.report.summary import summary
from tests.unit.matching.output.report.conftest import (
    MENTEES,
    MENTORS,
    PROGRAM,
    Elements,
    make_case,
    visible_text,
)


def test_the_page_runs_no_script_and_requests_nothing(case):
    page = case.page()
    elements = Elements(page)
    assert not {"script", "link", "img", "iframe", "base", "form", "object"} & {
        tag for tag, _ in elements.tags
    }
    attributes = [pair for _, attributes in elements.tags for pair in attributes.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name == "src"]
    assert all(value.startswith("#") for name, value in attributes if name == "href")
    assert not re.search(r"https?:|//[a-z]|@import|javascript:", page)
    assert re.findall(r"url\((.*?)\)", page) == ["#weave"]


def test_the_page_has_a_language_a_content_policy_and_noindex(case):
    tags = Elements(case.page()).tags
    named = {
        attributes.get("name") or attributes["http-equiv"]: attributes["content"]
        for tag, attributes in tags
        if tag == "meta" and "content" in attributes
    }
    assert ("html", {"lang": "en"}) in tags
    assert named["robots"].startswith("noindex")
    assert named["Content-Security-Policy"].startswith("default-src 'none'; style-src")
    assert "script-src" not in named["Content-Security-Policy"]
    assert [tag for tag, _ in tags].count("h1") == 1


def test_every_link_has_its_section(case):
    tags = Elements(case.page()).tags
    targets = {attributes.get("id") for _, attributes in tags}
    links = [attributes["href"][1:] for tag, attributes in tags if tag == "a"]
    assert len(links) == 5
    assert set(links) <= targets


def test_a_hostile_name_is_escaped(case):
    page = case.page()
    assert "<script>alert(1)</script>" in visible_text(page)
    assert "Topics & <b>friends</b>" in visible_text(page)
    assert page.count("<title>") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", page)
    assert "Bo\ufffdb" in page


def test_every_name_is_isolated_from_the_text_direction_around_it(case):
    isolated = {bdi.get_text() for bdi in BeautifulSoup(case.page(), "html.parser")("bdi")}
    names = {"Nguyễn Thị Ánh", "王小明", "김하늘", "Flor", 'محمد "Mo" ', "Bo\ufffdb"}
    assert names <= isolated


def test_a_lone_surrogate_does_not_break_encoding():
    case = make_case([("e1", "A\ud800", "en", "", "")])
    assert b"A\xef\xbf\xbd" in case.page().encode()


def test_every_pair_shows_its_score_and_the_points_of_each_criterion(case):
    page = BeautifulSoup(case.page(), "html.parser")
    cards = page.select(".pairs > li")
    assert len(cards) == len(case.result.pairs) == 3
    for card, pair in zip(cards, case.result.pairs, strict=True):
        text = " ".join(card.get_text().split())
        assert f"{format_points(pair.score)} of 4 points" in text
        for score in pair.criterion_scores:
            share, weight, points = map(format_points, (score.share, score.weight, score.points))
            assert f"{share} × {weight} = {points}" in text
        bars = [bar["style"] for bar in card.select(".bar")]
        assert bars[0] == f"--s:{round(pair.score / 4 * 100, 1)}%"
        assert bars[1] == f"--w:100.0%;--s:{round(pair.criterion_scores[0].share * 100, 1)}%"


def test_a_pinned_pair_is_marked():
    assert "pinned" not in visible_text(make_case().page())
    page = BeautifulSoup(make_case(pinned=[("e4", "m1")]).page(), "html.parser")
    (mark,) = page.select(".pin")
    assert "王小明" in mark.parent.get_text()


def test_everybody_unmatched_is_listed_with_the_reason(case):
    text = visible_text(case.page())
    (mentee,) = case.result.unmatched_mentees
    (mentor,) = case.result.unmatched_mentors
    assert explain_unmatched(mentee.reason, "mentor") in text
    assert explain_unmatched(mentor.reason, "mentee") in text


def test_the_summary_counts_people_capacity_and_points(case):
    text = visible_text(case.page())
    assert "3 pairs; 1 mentee has no mentor." in text
    assert "3 of 4 mentees matched 3 of 3 open spots filled, of 3 mentors" in text
    assert f"{format_points(case.result.total)} points in total" in text


def test_one_of_everything_is_in_the_singular():
    case = make_case(MENTEES[1:2], MENTORS[:1], {**PROGRAM, "criterion": PROGRAM["criterion"][1:]})
    text = visible_text(case.page())
    assert "1 of 1 mentee matched 1 of 1 open spot filled, of 1 mentor" in text
    assert "of 1 point" in text
    assert "1 points" not in text


def test_the_notes_on_the_tables_stand_at_the_top(case):
    assert not BeautifulSoup(case.page(), "html.parser").select(".note")
    mentors = [("E1", "<i>Mo</i>", "en", "['<b>arts</b>'", "", "1")]
    page = BeautifulSoup(make_case(mentors=mentors).page(), "html.parser")
    notes = [note.get_text() for note in page.select("header .note")]
    assert notes[0] == "1 person is in both tables, and is not paired with themself."
    assert "\"['<b>arts</b>'\" was read as one item" in notes[1]
    assert not page.select(".note b")


@pytest.mark.parametrize(
    ("gap", "proof"),
    [
        (0.0, "No better result exists. No result with as many people has more than 5.5 points."),
        (1e-12, "No better result exists. No result with as many people has more than 5.5 points."),
        (0.5, "No result with as many people has more than 5.5 points; this one is proven to be"),
    ],
)
def test_the_summary_states_the_proof(case, gap, proof):
    assignment = replace(case.result.assignment, bound=5.5, total=5.5 - gap)
    assert summary(replace(case.result, assignment=assignment)).proof.startswith(proof)


def test_a_result_without_pairs_says_so():
    text = visible_text(make_case([("e1", "Ada", "ko", "", "")]).page())
    assert "Nobody is matched." in text
    assert "There is no pair, so there are no scores." in text
    assert "a lowest score would change nothing" in text
    assert "none of 2 mentors passes: a language in common" in text


def test_a_result_without_unmatched_people_says_so():
    text = visible_text(make_case(MENTEES[:2], [*MENTORS[:1], (*MENTORS[1][:5], "1")]).page())
    assert "Every mentee has a mentor: 2 pairs." in text
    assert "Every mentor has a mentee." in text


def test_a_frontier_of_one_row_says_that_no_floor_changes_the_result():
    text = visible_text(make_case(MENTEES[1:2], MENTORS[1:2]).page())
    assert "as long as a lowest score allows any pair at all, the result stays the same" in text


def test_a_programme_without_criteria_says_that_pairs_are_equally_good():
    case = make_case(program={**PROGRAM, "criterion": []})
    assert "every pair is as good as any other" in visible_text(case.page())


def test_a_programme_without_columns_says_that_there_are_no_groups():
    case = make_case(program={**PROGRAM, "criterion": [], "rule": []})
    assert "No column was chosen" in visible_text(case.page())


def test_the_order_of_rows_does_not_change_the_page():
    assert make_case().page() == make_case(MENTEES[::-1], MENTORS[::-1]).page()
