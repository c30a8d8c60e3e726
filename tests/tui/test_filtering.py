"""Filters: pickers, chips, the search prompt, and what lasts."""

import pytest
from made_session import MadeSession
from running_app import opened
from textual import events


async def test_a_picker_narrows_while_typing_and_enter_filters():
    async with opened() as ui:
        seen = await ui.press("s")
        assert "Mira Solano" in seen
        assert "Odd Brekke" in seen
        assert "Mira Solano" not in await ui.press("o", "d", "d")
        await ui.press("enter")
        assert "speaker: Odd Brekke ×" in ui.chips
        assert "2 of 5 articles" in ui.chips


async def test_space_marks_several_and_any_of_them_will_do():
    async with opened() as ui:
        await ui.press("t")
        await ui.press(*"cul", "space", *["backspace"] * 3, "w", "space", "enter")
        assert "topic: culture × " in ui.chips
        assert "topic: weather × " in ui.chips
        assert "2 of 5 articles" in ui.chips


async def test_different_kinds_must_all_hold():
    async with opened() as ui:
        await ui.press("s", "m", "enter", "t", "f", "i", "enter")
        assert "1 of 5 articles" in ui.chips


async def test_a_name_that_is_filtered_by_can_be_unmarked():
    async with opened() as ui:
        await ui.press("s", "m", "enter", "s", "space", "enter")
        assert "×" not in ui.chips


async def test_a_picker_offers_names_that_could_be_added():
    async with opened() as ui:
        await ui.press("t", "w", "e", "enter")
        assert "fishing" in await ui.press("t")


async def test_leaving_a_picker_leaves_the_filter():
    async with opened() as ui:
        await ui.press("s", "space", "escape")
        assert "×" not in ui.chips


async def test_clear_takes_all_filters_away_and_says_so_when_there_are_none():
    async with opened() as ui:
        await ui.press("s", "enter", "t", "enter", "c")
        assert "×" not in ui.chips
        assert "no filter is on" in await ui.press("c")


async def test_a_chip_is_removed_by_a_click():
    async with opened() as ui:
        await ui.press("s", "m", "enter")
        await ui.pilot.click("#bar", offset=(ui.chips.index("×"), 0))
        await ui.settle()
        assert "×" not in ui.chips


async def test_searching_highlights_in_list_and_article_and_n_goes_on_to_the_next():
    async with opened() as ui:
        await ui.press("slash", *"price", "enter")
        assert "2 of 5 articles" in ui.chips or "1 of 5 articles" in ui.chips
        painted = [segment for segment in ui.styles_of("price") if segment.style.bgcolor is not None]
        assert painted
        assert "Fuel has its" in await ui.press("n")


async def test_matches_go_on_into_the_next_article_and_end_with_a_word():
    async with opened() as ui:
        await ui.press("slash", *"will", "enter")
        for _ in range(3):
            await ui.press("n")
        assert "There will be a deal" in ui.text
        await ui.press("n", "n")
        assert "no further match" in ui.status


async def test_a_bad_query_says_where_and_leaves_the_list():
    async with opened() as ui:
        await ui.press("slash", "quotation_mark", "x", "enter")
        assert ui.status.startswith(" at 1: ")
        assert "Ferry fares" in ui.text
        await ui.press("escape")
        assert "×" not in ui.chips
        assert "5 articles" in ui.chips


async def test_typing_what_finds_nothing_leaves_the_list_until_enter():
    async with opened() as ui:
        await ui.press("slash", *"zzzz")
        await ui.settle()
        assert "Ferry fares" in ui.text


async def test_escape_in_the_prompt_brings_the_old_filter_back():
    async with opened() as ui:
        await ui.press("s", "m", "enter", "slash", *"zzz")
        await ui.press("escape")
        assert ui.chips.count("×") == 1


async def test_keys_typed_into_the_prompt_move_nothing():
    async with opened() as ui:
        await ui.press("slash", *"jq", "tab", "escape")
        assert ui.app.screen.views.current.list.cursor == 0


async def test_nothing_found_says_how_to_get_back():
    async with opened() as ui:
        assert "c clears the filter" in await ui.press("slash", *"zzzz", "enter")


@pytest.mark.parametrize("key", ["n", "N"])
async def test_matches_without_a_search_say_how_to_begin_one(key):
    async with opened() as ui:
        assert "/ begins a search" in await ui.press(key)


async def test_while_a_query_is_typed_a_sentence_says_how_it_is_understood():
    async with opened() as ui:
        await ui.press("slash", *"speaker:solano -zzz")
        await ui.settle()
        assert "articles quoting Mira Solano, but not with zzz" in ui.status
        await ui.press("enter")
        assert "quoting" not in ui.status


async def test_the_last_filter_is_on_again_and_visible():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("s", "m", "enter")
    async with opened(session) as ui:
        assert "speaker: Mira Solano ×" in ui.chips
        assert "2 of 5 articles" in ui.chips


async def test_a_last_filter_that_no_longer_parses_is_no_filter():
    session = MadeSession()
    session.marks.set_last_filter('speaker:"')
    async with opened(session) as ui:
        assert "5 articles" in ui.chips


async def test_the_outlets_have_a_picker_too():
    async with opened() as ui:
        await ui.press("O", "c", "enter")
        assert "source: Coast Radio" in ui.chips


async def test_a_pasted_passage_is_searched_whole():
    async with opened() as ui:
        await ui.press("slash")
        prompt = ui.app.screen.query_one("#prompt")
        for widget in (prompt,):
            widget.post_message(events.Paste("Nobody\r\nwill\n\x1b[31mpay "))
        await ui.settle()
        assert prompt.value == "Nobody will pay"
        assert "1 of 5 articles" in await ui.press("enter")


async def test_a_plain_word_means_the_words_said_where_quotations_are_listed():
    async with opened() as ui:
        await ui.press("2", "slash", *"nobody", "enter")
        assert "said: nobody ×" in ui.chips
        await ui.press("1")
        assert "said" not in ui.chips
        assert "nobody ×" in ui.chips
        await ui.press("2", "slash", *"ferry", "enter")
        assert "said: ferry ×" in ui.chips
        assert "more article" in ui.text
        assert "text:ferry" in ui.text


async def test_what_may_have_been_meant_is_said_and_not_applied():
    async with opened() as ui:
        await ui.press("slash", *"speaker:solan")
        assert "did you mean speaker:" in ui.text
        assert "Mira Solano" in ui.text
        await ui.press("enter")
        assert "did you mean speaker:" in ui.text
        assert "0 of 5" in ui.chips
