"""Filters: pickers, chips, the search prompt, and what lasts."""

import pytest
from fake_library import FakeSession
from reading_room import opened


async def test_a_picker_narrows_while_typing_and_enter_filters():
    async with opened() as room:
        seen = await room.press("s")
        assert "Mira Solano" in seen
        assert "Odd Brekke" in seen
        assert "Mira Solano" not in await room.press("o", "d", "d")
        await room.press("enter")
        assert "speaker: Odd Brekke ×" in room.chips
        assert "2 of 5 articles" in room.chips


async def test_space_marks_several_and_any_of_them_will_do():
    async with opened() as room:
        await room.press("t")
        await room.press(*"cul", "space", *["backspace"] * 3, "w", "space", "enter")
        assert "topic: culture × " in room.chips
        assert "topic: weather × " in room.chips
        assert "2 of 5 articles" in room.chips


async def test_different_kinds_must_all_hold():
    async with opened() as room:
        await room.press("s", "m", "enter", "t", "f", "i", "enter")
        assert "1 of 5 articles" in room.chips


async def test_a_name_that_is_filtered_by_can_be_unmarked():
    async with opened() as room:
        await room.press("s", "m", "enter", "s", "space", "enter")
        assert "×" not in room.chips


async def test_a_picker_offers_names_that_could_be_added():
    async with opened() as room:
        await room.press("t", "w", "e", "enter")
        assert "fishing" in await room.press("t")


async def test_leaving_a_picker_leaves_the_filter():
    async with opened() as room:
        await room.press("s", "space", "escape")
        assert "×" not in room.chips


async def test_clear_takes_all_filters_away_and_says_so_when_there_are_none():
    async with opened() as room:
        await room.press("s", "enter", "t", "enter", "c")
        assert "×" not in room.chips
        assert "no filter is on" in await room.press("c")


async def test_a_chip_is_removed_by_a_click():
    async with opened() as room:
        await room.press("s", "m", "enter")
        await room.pilot.click("#bar", offset=(room.chips.index("×"), 0))
        await room.settle()
        assert "×" not in room.chips


async def test_searching_highlights_in_list_and_article_and_n_goes_on_to_the_next():
    async with opened() as room:
        await room.press("slash", *"price", "enter")
        assert "2 of 5 articles" in room.chips or "1 of 5 articles" in room.chips
        painted = [segment for segment in room.styles_of("price") if segment.style.bgcolor is not None]
        assert painted
        assert "Fuel has its" in await room.press("n")


async def test_matches_go_on_into_the_next_article_and_end_with_a_word():
    async with opened() as room:
        await room.press("slash", *"will", "enter")
        for _ in range(3):
            await room.press("n")
        assert "There will be a deal" in room.text
        await room.press("n", "n")
        assert "no further match" in room.status


async def test_a_bad_query_says_where_and_leaves_the_list():
    async with opened() as room:
        await room.press("slash", "quotation_mark", "x", "enter")
        assert room.status.startswith(" at 1: ")
        assert "Ferry fares" in room.text
        await room.press("escape")
        assert "×" not in room.chips
        assert "5 articles" in room.chips


async def test_typing_what_finds_nothing_leaves_the_list_until_enter():
    async with opened() as room:
        await room.press("slash", *"zzzz")
        await room.settle()
        assert "Ferry fares" in room.text


async def test_escape_in_the_prompt_brings_the_old_filter_back():
    async with opened() as room:
        await room.press("s", "m", "enter", "slash", *"zzz")
        await room.press("escape")
        assert room.chips.count("×") == 1


async def test_keys_typed_into_the_prompt_move_nothing():
    async with opened() as room:
        await room.press("slash", *"jq", "tab", "escape")
        assert room.app.screen.current.list.cursor == 0


async def test_nothing_found_says_how_to_get_back():
    async with opened() as room:
        assert "c clears the filter" in await room.press("slash", *"zzzz", "enter")


@pytest.mark.parametrize("key", ["n", "N"])
async def test_matches_without_a_search_say_how_to_begin_one(key):
    async with opened() as room:
        assert "/ begins a search" in await room.press(key)


async def test_the_last_filter_is_on_again_and_visible():
    session = FakeSession()
    async with opened(session) as room:
        await room.press("s", "m", "enter")
    async with opened(session) as room:
        assert "speaker: Mira Solano ×" in room.chips
        assert "2 of 5 articles" in room.chips


async def test_a_last_filter_that_no_longer_parses_is_no_filter():
    session = FakeSession()
    session.marks.last_filter = 'speaker:"'
    async with opened(session) as room:
        assert "5 articles" in room.chips


async def test_the_outlets_have_a_picker_too():
    async with opened() as room:
        await room.press("O", "c", "enter")
        assert "source: Coast Radio" in room.chips
