"""Quotations: their colours, the cursor over them, and what the status line says."""

import pytest
from made_session import ARTICLES, MadeSession, make_article
from running_app import opened

from reader.tui.theme import speaker_colour


def colours(ui, words):
    return {segment.style.color.get_truecolor().hex for segment in ui.styles_of(words)}


async def test_a_speaker_has_one_colour_in_the_article_and_in_the_list_of_names():
    async with opened(size=(150, 40)) as ui:
        own = speaker_colour("Mira Solano", dark=True)
        assert colours(ui, "Nobody will pay") == {own}
        assert colours(ui, "Mira Solano ") >= {own}
        assert "MS" in ui.text


async def test_partial_quotations_are_underlined_and_terms_are_italic_without_a_colour():
    async with opened(size=(150, 40)) as ui:
        assert all(segment.style.underline for segment in ui.styles_of("harbour gossip"))
        assert not any(segment.style.underline for segment in ui.styles_of("Nobody will pay"))
        await ui.press("j")
        (term,) = ui.styles_of("“red list”")
        (plain,) = ui.styles_of("The road was shut")
        assert term.style.italic
        assert term.style.color == plain.style.color


async def test_tab_names_each_quotation_in_turn_and_passes_over_terms():
    async with opened() as ui:
        await ui.press("tab")
        assert ui.status.startswith(" Mira Solano · said · 1 of 3")
        await ui.press("tab", "tab")
        assert ui.status.startswith(" Odd Brekke · said · 3 of 3")
        assert "last quotation here" in await ui.press("tab")
        await ui.press("shift+tab")
        assert "2 of 3" in ui.status
        await ui.press("J", "tab")
        assert ui.status.startswith(" Odd Brekke · urged · 1 of 1")


async def test_the_quotation_under_the_cursor_is_marked_without_colour_too():
    async with opened() as ui:
        before = sum(line.count("▌") for line in ui.text.split("\n"))
        await ui.press("tab")
        assert sum(line.count("▌") for line in ui.text.split("\n")) > before
        assert all(segment.style.bold for segment in ui.styles_of("Nobody will pay"))


async def test_an_unknown_speaker_is_called_so():
    async with opened() as ui:
        await ui.press("j", "j", "tab")
        assert ui.status.startswith(" unknown speaker · said · 1 of 2")


async def test_tab_scrolls_a_far_quotation_into_sight():
    text = "\n\n".join(["Nothing is said here."] * 300) + "\n\n“At last,” he said."
    async with opened(MadeSession((make_article(1, "Far", text, ("Ann",), date="2025-01-01"),))) as ui:
        assert "At last" in await ui.press("tab")


async def test_tab_opens_the_article_where_only_one_pane_shows():
    async with opened(size=(60, 20)) as ui:
        assert "LARKHAVEN" in await ui.press("tab")
        assert "Mira Solano · said · 1 of 3" in ui.status


async def test_brackets_follow_a_speaker_into_other_articles_and_back():
    async with opened() as ui:
        await ui.press("tab", "tab", "]")
        assert "There will be a deal" in ui.text
        assert "Mira Solano · said · 2 of 2" in ui.status
        assert "no later quotation" in await ui.press("]")
        await ui.press("[")
        assert "2 of 3" in ui.status


async def test_with_a_speaker_filter_others_are_dimmed_and_passed_over():
    async with opened(size=(150, 40)) as ui:
        bright = colours(ui, "Fuel has")
        await ui.press("h", "space", "l")
        assert colours(ui, "Fuel has") != bright
        await ui.press("tab", "tab")
        assert "2 of 2" in ui.status
        assert "last quotation here" in await ui.press("tab")


async def test_the_filter_leaves_the_quotation_under_the_cursor():
    async with opened(size=(150, 40)) as ui:
        await ui.press("tab", "h", "space")
        assert "Mira Solano · said · 1 of 2" in ui.status


async def test_escape_takes_the_cursor_off_before_the_filter():
    async with opened(size=(150, 40)) as ui:
        await ui.press("h", "space", "l", "tab", "escape")
        assert "of 5 articles" in ui.chips
        assert "2 quotations" in ui.status
        await ui.press("escape")
        assert "5 articles" in ui.chips
        assert "×" not in ui.chips


async def test_a_click_on_a_quotation_puts_the_cursor_there():
    async with opened(size=(150, 40)) as ui:
        row = next(n for n, line in enumerate(ui.text.split("\n")) if "Fuel has" in line)
        column = ui.text.split("\n")[row].index("Fuel has")
        await ui.pilot.click(offset=(column + 2, row))
        await ui.settle()
        assert ui.status.startswith(" Odd Brekke")


async def test_why_shows_the_rule_and_the_steps():
    async with opened() as ui:
        await ui.press("tab")
        seen = await ui.press("i")
        assert "speaker before the cue" in seen
        assert "she → Mira Solano" in seen
        (step,) = [each for each in ui.styles_of("Mira Solano") if each.style.underline]
        assert step.text == "Mira Solano"
        await ui.press("escape")
        assert "LARKHAVEN" in ui.text


async def test_copying_gives_words_and_citation_and_claims_nothing_unsure(monkeypatch):
    monkeypatch.setattr("reader.tui.external._clipboards", list)
    async with opened() as ui:
        await ui.press("tab", "y")
        words, citation = ui.app.clipboard.split("\n")
        assert words == "“Nobody will pay more to cross”"
        assert citation.startswith("— Mira Solano, Harbour Post, 2 Dec 2025")
        assert "if it has one" in ui.status


@pytest.mark.parametrize("size", [(200, 50), (100, 30), (80, 24), (40, 12)], ids=str)
async def test_every_quotation_can_be_reached_at_every_size(size):
    async with opened(size=size) as ui:
        for number in range(1, 4):
            await ui.press("tab")
            assert f"{number} of 3" in ui.status
    assert len(ARTICLES[0].analysis.quotations) == 3


@pytest.mark.parametrize("size", [(150, 40), (40, 12)], ids=str)
async def test_without_a_quotation_the_article_is_cited(size, monkeypatch):
    monkeypatch.setattr("reader.tui.external.copy", lambda text: True)
    async with opened(size=size) as ui:
        assert "copied the citation of the article" in await ui.press("y")
        title = ARTICLES[0].article.title
        assert ui.app.clipboard == f"“{title}”, Harbour Post, 2 Dec 2025 19:42, https://harbour.example/fares"
        await ui.press("j", "y")
        assert ARTICLES[1].article.title in ui.app.clipboard
        assert ui.app.clipboard.endswith(ARTICLES[1].article.path.name)


async def test_on_a_narrow_screen_a_quotation_out_of_sight_is_not_copied(monkeypatch):
    monkeypatch.setattr("reader.tui.external.copy", lambda text: True)
    async with opened(size=(40, 12)) as ui:
        await ui.press("enter", "tab", "y")
        assert ui.app.clipboard.startswith("“Nobody will pay more")
        await ui.press("h", "y")
        assert ui.app.clipboard.startswith(f"“{ARTICLES[0].article.title}”, Harbour Post")


async def test_an_address_is_copied_or_else_the_path(monkeypatch):
    monkeypatch.setattr("reader.tui.external.copy", lambda text: True)
    async with opened() as ui:
        assert "copied the address" in await ui.press("Y")
        assert ui.app.clipboard == "https://harbour.example/fares"
        assert "copied the path" in await ui.press("j", "Y")
        assert ui.app.clipboard == str(ui.app.screen.session.folder / "2.md")
        await ui.press("k", "enter", "tab", "Y")
        assert ui.app.clipboard == "https://harbour.example/fares"


async def test_in_the_list_of_speakers_there_is_nothing_to_copy():
    async with opened() as ui:
        await ui.press("tab", "4")
        assert "nothing to copy" in await ui.press("y")
        assert "no article here" in await ui.press("Y")
        assert ui.app.clipboard == ""
