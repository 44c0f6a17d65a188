"""The page stands alone, says what is the case, and lets no name act."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from matching.output.english import explain_unmatched, points
from matching.output.report.summary import summary
from tests.unit.matching.output.report.conftest import (
    MENTEES,
    MENTORS,
    PROGRAM,
    Elements,
    make_round,
    words,
)


def test_the_page_runs_nothing_and_asks_nothing_of_anybody(one_round):
    page = one_round.page()
    elements = Elements(page)
    assert not {"script", "link", "img", "iframe", "base", "form", "object"} & {
        tag for tag, _ in elements.tags
    }
    attributes = [pair for _, attributes in elements.tags for pair in attributes.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name == "src"]
    assert all(value.startswith("#") for name, value in attributes if name == "href")
    assert not re.search(r"https?:|//[a-z]|@import|javascript:", page)
    assert re.findall(r"url\((.*?)\)", page) == ["#weave"]


def test_the_page_says_its_language_its_policy_and_that_no_robot_may_keep_it(one_round):
    tags = Elements(one_round.page()).tags
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


def test_every_link_of_the_page_finds_its_section(one_round):
    tags = Elements(one_round.page()).tags
    targets = {attributes.get("id") for _, attributes in tags}
    links = [attributes["href"][1:] for tag, attributes in tags if tag == "a"]
    assert len(links) == 5
    assert set(links) <= targets


def test_a_hostile_name_is_shown_and_never_acts(one_round):
    page = one_round.page()
    assert "<script>alert(1)</script>" in words(page)
    assert "Topics & <b>friends</b>" in words(page)
    assert page.count("<title>") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", page)
    assert "Bo\ufffdb" in page


def test_every_name_stands_in_a_direction_of_its_own(one_round):
    isolated = {bdi.get_text() for bdi in BeautifulSoup(one_round.page(), "html.parser")("bdi")}
    names = {"Nguyễn Thị Ánh", "王小明", "김하늘", "Flor", 'محمد "Mo" ', "Bo\ufffdb"}
    assert names <= isolated


def test_a_lone_surrogate_does_not_break_the_bytes():
    round_ = make_round([("e1", "A\ud800", "en", "", "")])
    assert b"A\xef\xbf\xbd" in round_.page().encode()


def test_every_pair_shows_its_score_and_what_each_criterion_gives(one_round):
    page = BeautifulSoup(one_round.page(), "html.parser")
    cards = page.select(".pairs > li")
    assert len(cards) == len(one_round.result.pairs) == 3
    for card, pair in zip(cards, one_round.result.pairs, strict=True):
        said = " ".join(card.get_text().split())
        assert f"{points(pair.score)} of 4 points" in said
        for share in pair.shares:
            sum_ = f"{points(share.share)} × {points(share.weight)} = {points(share.points)}"
            assert sum_ in said
        bars = [bar["style"] for bar in card.select(".bar")]
        assert bars[0] == f"--s:{round(pair.score / 4 * 100, 1)}%"
        assert bars[1] == f"--w:100.0%;--s:{round(pair.shares[0].share * 100, 1)}%"


def test_a_pinned_pair_is_marked():
    assert "pinned" not in words(make_round().page())
    page = BeautifulSoup(make_round(pinned=[("e4", "m1")]).page(), "html.parser")
    (mark,) = page.select(".pin")
    assert "王小明" in mark.parent.get_text()


def test_everybody_without_a_pair_stands_with_the_reason(one_round):
    said = words(one_round.page())
    (mentee,) = one_round.result.unmatched_mentees
    (mentor,) = one_round.result.unmatched_mentors
    assert explain_unmatched(mentee.reason, "mentor") in said
    assert explain_unmatched(mentor.reason, "mentee") in said


def test_the_head_counts_people_places_and_points(one_round):
    said = words(one_round.page())
    assert "3 pairs; 1 mentee has no mentor." in said
    assert "3 of 4 mentees matched 3 of 3 places taken, of 3 mentors" in said
    assert f"{points(one_round.result.total)} points in all" in said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (0.0, "No better round exists. No round with as many people has more than 5.5 points."),
        (1e-12, "No better round exists. No round with as many people has more than 5.5 points."),
        (0.5, "No round with as many people has more than 5.5 points; this one is proven to be"),
    ],
)
def test_the_head_says_what_the_proof_says(one_round, gap, said):
    answer = replace(one_round.result.assignment, bound=5.5, total=5.5 - gap)
    assert summary(replace(one_round.result, assignment=answer)).proof.startswith(said)


def test_a_round_with_nobody_matched_says_so():
    said = words(make_round([("e1", "Ada", "ko", "", "")]).page())
    assert "Nobody is matched." in said
    assert "There is no pair, so there are no scores." in said
    assert "a lowest score would change nothing" in said
    assert "none of 2 mentors passes: a language in common" in said


def test_a_round_with_everybody_matched_says_so():
    said = words(make_round(MENTEES[:2], [*MENTORS[:1], (*MENTORS[1][:5], "1")]).page())
    assert "Every mentee has a mentor: 2 pairs." in said
    assert "Every mentor has a mentee." in said


def test_a_frontier_of_one_row_says_that_no_floor_changes_the_round():
    said = words(make_round(MENTEES[1:2], MENTORS[1:2]).page())
    assert "whatever lowest score leaves any pair leaves this round as it is" in said


def test_a_programme_without_criteria_says_that_pairs_are_alike():
    round_ = make_round(program={**PROGRAM, "criterion": []})
    assert "every pair is as good as any other" in words(round_.page())


def test_a_programme_without_columns_says_that_there_is_no_group():
    round_ = make_round(program={**PROGRAM, "criterion": [], "rule": []})
    assert "No column was chosen" in words(round_.page())


def test_the_same_round_gives_the_same_page_whatever_the_order_of_the_rows():
    assert make_round().page() == make_round(MENTEES[::-1], MENTORS[::-1]).page()
