"""The links of an article in a dialog: where they lead, and what is opened or copied."""

import pytest
from made_session import MadeSession, make_article
from running_app import opened

from reader.articles.load import load_article
from reader.articles.model import Span, Style
from reader.tui.screens.links import Link, links_of

TEXT = "See the report, another one, and https://a.example/bare for more."
RHINE = "https://en.example/wiki/Rhine_(river)"
SPANS = (
    Span(4, 14, Style.LINK, RHINE),
    Span(16, 27, Style.LINK, "https://a.example/second"),
    Span(33, 55, Style.LINK, "https://a.example/bare"),
)


def make(count=3):
    if count <= 3:
        return MadeSession([make_article(1, "Links", TEXT, spans=SPANS[:count])])
    spans = tuple(Span(n, n + 1, Style.LINK, f"https://a.example/{n + 1}") for n in range(count))
    return MadeSession([make_article(1, "Links", TEXT * 2, spans=spans)])


@pytest.fixture
def browsed(monkeypatch):
    """Return the addresses that a browser was given."""
    found = []
    monkeypatch.setattr("reader.tui.external.browse", lambda address: found.append(address) or True)
    return found


@pytest.mark.parametrize("size", [(150, 45), (80, 24), (40, 12)])
async def test_links_are_listed_with_their_numbers_and_where_they_lead(size):
    async with opened(make(), size=size) as ui:
        seen = await ui.press("enter", "L")
        for words in ("1  the report", "2  another one", "3  https://a.example/bare"):
            assert words[:12] in seen
        lines = [line.strip(" │ulLn") for line in seen.split("\n")]
        assert RHINE in "".join(lines)
        assert "https://a.example/second" in await ui.press("j")


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ("enter", RHINE),
        ("1", RHINE),
        ("j enter", "https://a.example/second"),
        ("3", "https://a.example/bare"),
        ("G o", "https://a.example/bare"),
        ("9 0 2", "https://a.example/second"),
    ],
)
async def test_enter_or_a_number_opens_a_link(browsed, keys, address):
    async with opened(make()) as ui:
        assert "opening the address" in await ui.press("enter", "L", *keys.split())
    assert browsed == [address]


@pytest.mark.parametrize(("keys", "number"), [("1 2", 12), ("1 enter", 1), ("7", 7), ("1 j 3", 3)])
async def test_a_number_of_two_digits_can_be_typed(browsed, keys, number):
    async with opened(make(14)) as ui:
        await ui.press("enter", "L", *keys.split())
    assert browsed == [f"https://a.example/{number}"]


async def test_y_copies_the_address(browsed, monkeypatch):
    copied = []
    monkeypatch.setattr("reader.tui.external.copy", lambda text: copied.append(text) or True)
    async with opened(make()) as ui:
        assert "copied the address" in await ui.press("L", "y")
        assert ui.app.clipboard == RHINE
    assert copied == [RHINE]
    assert not browsed


@pytest.mark.parametrize("key", ["escape", "q", "L", "h"])
async def test_the_list_is_left_without_opening_anything(browsed, key):
    async with opened(make()) as ui:
        await ui.press("enter", "L", key)
        assert ui.app.screen.is_reading
    assert not browsed


async def test_an_article_without_links_says_so():
    async with opened(make(0)) as ui:
        assert "there is no link in this article" in await ui.press("enter", "L")


async def test_what_is_no_web_address_is_not_opened(browsed):
    span = Span(4, 14, Style.LINK, "javascript:alert(1)")
    async with opened(MadeSession([make_article(1, "Links", TEXT, spans=(span,))])) as ui:
        assert "only http and https" in await ui.press("enter", "L", "enter")
    assert not browsed


async def test_hostile_words_of_a_link_do_not_reach_the_terminal():
    span = Span(0, 9, Style.LINK, "https://a.example/\x1b]0;x\x07[b]")
    text = "[/b]\x1b[31m and more."
    async with opened(MadeSession([make_article(1, "Links", text, spans=(span,))])) as ui:
        seen = await ui.press("enter", "L")
        assert "\x1b" not in seen
        assert "[/b]" in seen


MARKDOWN = """---
title: Links
---
See [the report](https://en.example/wiki/Rhine_(river)) and [the other][2] and <https://a.example/auto>, or
https://a.example/bare. [Again](https://en.example/wiki/Rhine_(river)) and [mail](mailto:a@b.example).

[2]: https://a.example/reference "A title"
"""


def test_links_of_every_form_are_found_once(tmp_path):
    file = tmp_path / "a.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    assert links_of(load_article(file)) == [
        Link("the report", RHINE),
        Link("the other", "https://a.example/reference"),
        Link("https://a.example/auto", "https://a.example/auto"),
        Link("https://a.example/bare", "https://a.example/bare"),
    ]


def test_bare_addresses_of_a_plain_text_are_links(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(
        "Port inquiry opens\n\nHarbour Times, 4 November 2025\n\n"
        "It stood on https://a.example/x?y=1 (https://b.example). So it is.\n"
    )
    assert [link.address for link in links_of(load_article(file))] == [
        "https://a.example/x?y=1",
        "https://b.example",
    ]
