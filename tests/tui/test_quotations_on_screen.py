"""Quotations: their colours, the cursor over them, and what the status line says."""

import pytest
from fake_library import ARTICLES, FakeSession, make_article
from reading_room import opened

from reader.tui.theme import speaker_colour


def colours(room, words):
    return {segment.style.color.get_truecolor().hex for segment in room.styles_of(words)}


async def test_a_speaker_has_one_colour_in_the_article_and_in_the_list_of_names():
    async with opened(size=(150, 40)) as room:
        own = speaker_colour("Mira Solano", dark=True)
        assert colours(room, "Nobody will pay") == {own}
        assert colours(room, "Mira Solano ") >= {own}
        assert "MS" in room.text


async def test_partial_quotations_are_underlined_and_terms_are_italic_without_a_colour():
    async with opened(size=(150, 40)) as room:
        assert all(segment.style.underline for segment in room.styles_of("harbour gossip"))
        assert not any(segment.style.underline for segment in room.styles_of("Nobody will pay"))
        await room.press("j")
        (term,) = room.styles_of("“red list”")
        (plain,) = room.styles_of("The road was shut")
        assert term.style.italic
        assert term.style.color == plain.style.color


async def test_tab_names_each_quotation_in_turn_and_passes_over_terms():
    async with opened() as room:
        await room.press("tab")
        assert room.status.startswith(" Mira Solano · said · 1 of 3")
        await room.press("tab", "tab")
        assert room.status.startswith(" Odd Brekke · said · 3 of 3")
        assert "last quotation here" in await room.press("tab")
        await room.press("shift+tab")
        assert "2 of 3" in room.status
        await room.press("J", "tab")
        assert room.status.startswith(" Odd Brekke · urged · 1 of 1")


async def test_the_quotation_under_the_cursor_is_marked_without_colour_too():
    async with opened() as room:
        before = sum(line.count("▌") for line in room.text.split("\n"))
        await room.press("tab")
        assert sum(line.count("▌") for line in room.text.split("\n")) > before
        assert all(segment.style.bold for segment in room.styles_of("Nobody will pay"))


async def test_an_unknown_speaker_is_called_so():
    async with opened() as room:
        await room.press("j", "j", "tab")
        assert room.status.startswith(" unknown speaker · said · 1 of 2")


async def test_tab_scrolls_a_far_quotation_into_sight():
    text = "\n\n".join(["Nothing is said here."] * 300) + "\n\n“At last,” he said."
    async with opened(FakeSession((make_article(1, "Far", text, ("Ann",), date="2025-01-01"),))) as room:
        assert "At last" in await room.press("tab")


async def test_tab_opens_the_article_where_only_one_pane_shows():
    async with opened(size=(60, 20)) as room:
        assert "LARKHAVEN" in await room.press("tab")
        assert "Mira Solano · said · 1 of 3" in room.status


async def test_brackets_follow_a_speaker_into_other_articles_and_back():
    async with opened() as room:
        await room.press("tab", "tab", "]")
        assert "There will be a deal" in room.text
        assert "Mira Solano · said · 2 of 2" in room.status
        assert "no later quotation" in await room.press("]")
        await room.press("[")
        assert "2 of 3" in room.status


async def test_with_a_speaker_filter_others_are_dimmed_and_passed_over():
    async with opened(size=(150, 40)) as room:
        bright = colours(room, "Fuel has")
        await room.press("h", "space", "l")
        assert colours(room, "Fuel has") != bright
        await room.press("tab", "tab")
        assert "2 of 2" in room.status
        assert "last quotation here" in await room.press("tab")


async def test_the_filter_leaves_the_quotation_under_the_cursor():
    async with opened(size=(150, 40)) as room:
        await room.press("tab", "h", "space")
        assert "Mira Solano · said · 1 of 2" in room.status


async def test_escape_takes_the_cursor_off_before_the_filter():
    async with opened(size=(150, 40)) as room:
        await room.press("h", "space", "l", "tab", "escape")
        assert "of 5 articles" in room.chips
        assert "2 quotations" in room.status
        await room.press("escape")
        assert "5 articles" in room.chips
        assert "×" not in room.chips


async def test_a_click_on_a_quotation_puts_the_cursor_there():
    async with opened(size=(150, 40)) as room:
        row = next(n for n, line in enumerate(room.text.split("\n")) if "Fuel has" in line)
        column = room.text.split("\n")[row].index("Fuel has")
        await room.pilot.click(offset=(column + 2, row))
        await room.settle()
        assert room.status.startswith(" Odd Brekke")


async def test_why_shows_the_rule_and_the_steps():
    async with opened() as room:
        await room.press("tab")
        seen = await room.press("i")
        assert "speaker before the cue" in seen
        assert "she → Mira Solano" in seen
        (step,) = [each for each in room.styles_of("Mira Solano") if each.style.underline]
        assert step.text == "Mira Solano"
        await room.press("escape")
        assert "LARKHAVEN" in room.text


async def test_why_without_a_quotation_says_what_to_do():
    async with opened() as room:
        assert "Tab goes to one" in await room.press("i")


async def test_copying_gives_words_and_citation_and_claims_nothing_unsure(monkeypatch):
    monkeypatch.setattr("reader.tui.external._clipboards", list)
    async with opened() as room:
        await room.press("tab", "y")
        words, citation = room.app.clipboard.split("\n")
        assert words == "“Nobody will pay more to cross,”"
        assert citation.startswith("— Mira Solano, Harbour Post, 2 Dec 2025")
        assert "if it has one" in room.status


@pytest.mark.parametrize("size", [(200, 50), (100, 30), (80, 24), (40, 12)], ids=str)
async def test_every_quotation_can_be_reached_at_every_size(size):
    async with opened(size=size) as room:
        for number in range(1, 4):
            await room.press("tab")
            assert f"{number} of 3" in room.status
    assert len(ARTICLES[0].analysis.quotations) == 3
