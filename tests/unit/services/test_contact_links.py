"""Links to call or write, from what people type about how to reach them."""

import pytest

from mentorship.services.contact_links import contact_links


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("213 555 0142", ["+12135550142"]),
        ("(213) 555-0142", ["+12135550142"]),
        ("1-213-555-0142", ["+12135550142"]),
        ("+1 213.555.0142 (Signal)", ["+12135550142"]),
        ("+52 951 123 4567", ["+529511234567"]),
        ("011 52 951 123 4567", ["+529511234567"]),
        ("WhatsApp +1 213 555 0142 / 213 555 0143", ["+12135550142", "+12135550143"]),
        ("２１３ ５５５ ０１４２", ["+12135550142"]),
        ("213 555 0142 ext. 5", ["+12135550142"]),
        ("213‑555‑0142", ["+12135550142"]),
    ],
)
def test_a_number_gets_a_link_for_signal_and_for_calls(text: str, phones: list[str]) -> None:
    urls = [link.url for link in contact_links(text)]
    signal = [f"https://signal.me/#p/{phone}" for phone in phones]
    assert urls == signal + [f"tel:{phone}" for phone in phones]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ask me",
        "555-0142",  # without an area code
        "52 951 123 4567",  # of another country, without its prefix
        "113 555 0142",  # no area code begins with 1
        "213 555 0142 213 555 0143",  # which digits are whose?
        "nayeli.42 on Signal",
        "javascript:alert(1)",
        "+0 213 555 0142",
    ],
)
def test_a_number_that_may_mean_another_gets_no_link(text: str) -> None:
    assert contact_links(text) == []


def test_an_address_gets_a_link_that_holds_nothing_else() -> None:
    links = contact_links('me: nayeli+1@example.org?subject=x, <"@>, 213 555 0142')
    assert [(link.kind, link.url) for link in links][-1] == (
        "email",
        "mailto:nayeli%2B1@example.org%3Fsubject%3Dx",
    )
    assert len(links) == 3
