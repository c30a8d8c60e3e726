"""The list, the article and the way between them."""

from dataclasses import replace
from pathlib import Path

import pytest
from made_session import NO_CHANGES, MadeSession, make_article
from running_app import opened

from reader.articles.model import Problem


async def test_articles_stand_newest_first_under_their_days_and_undated_ones_last():
    async with opened() as ui:
        seen = [line[:40].strip() for line in ui.text.split("\n")]
    headings = ["Tue 2 Dec 2025", "Thu 20 Nov 2025", "Fri 29 Aug 2025", "Undated"]
    places = [next(n for n, line in enumerate(seen) if line.startswith(heading)) for heading in headings]
    assert places == sorted(places)


async def test_a_row_says_outlet_quotations_time_and_what_is_inferred():
    async with opened(size=(150, 40)) as ui:
        assert "19:42 · Harbour Post · 3 quotations" in ui.text
        await ui.resize(100, 30)
        assert "19:42 · Harbour Post · 3 “”" in ui.text
        assert "! ~29 Aug 2025" in ui.text
        assert "•" in ui.text


async def test_moving_the_cursor_previews_the_article():
    async with opened() as ui:
        assert "LARKHAVEN – “Nobody will pay" in ui.text
        assert "The road was shut at dawn" in await ui.press("j")
        assert "LARKHAVEN" in await ui.press("up")


async def test_opening_marks_read_and_previewing_does_not():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("j")
        assert not session.read
        await ui.press("enter")
        assert session.read == {"2.md"}


async def test_the_header_says_all_that_is_known():
    async with opened(size=(160, 40)) as ui:
        seen = ui.text
    for words in ("Tue 2 Dec 2025 19:42", "Harbour Post", "Larkhaven", "by Ann Writer", "min"):
        assert words in seen
    for words in ("transport, prices", "https://harbour.example/fares", "The crossing stays"):
        assert words in seen


async def test_next_and_previous_article_work_from_the_article():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("enter", "J")
        assert "The road was shut" in ui.text
        assert session.read == {"1.md", "2.md"}
        assert "LARKHAVEN" in await ui.press("K")
        assert "first article" in await ui.press("K")


async def test_one_pane_at_a_time_below_eighty_columns():
    async with opened(size=(60, 20)) as ui:
        assert "LARKHAVEN" not in ui.text
        await ui.press("l")
        assert "LARKHAVEN" in ui.text
        assert "Storm closes" not in ui.text
        assert "Storm closes" in await ui.press("backspace")


async def test_names_with_counts_stand_beside_the_list_when_there_is_room():
    async with opened(size=(150, 40)) as ui:
        assert "SPEAKERS" in ui.text
        assert any(line.split("│")[0].split() == ["Mira", "Solano", "2"] for line in ui.text.split("\n"))


async def test_names_filter_from_their_pane_and_the_way_back_leads_to_the_list():
    async with opened(size=(150, 40)) as ui:
        await ui.press("h", "j", "space")
        assert "speaker: Odd Brekke ×" in ui.chips
        assert "2 of 5 articles" in ui.chips
        await ui.press("enter", "l", "j")
        assert "5 articles" in ui.chips
        assert "The road was shut" in ui.text


async def test_star_and_unread_marks_come_and_go_and_can_be_undone():
    session = MadeSession()
    async with opened(session) as ui:
        assert "★" in await ui.press("m")
        await ui.press("r")
        assert session.read == {"1.md"}
        await ui.press("U")
        assert not session.read
        assert "★" not in await ui.press("U")
        assert "nothing to undo" in await ui.press("U")


async def test_the_reading_position_lasts():
    text = "\n\n".join(f"Paragraph {number} of a long story." for number in range(200))
    session = MadeSession((make_article(1, "Long", text, date="2025-01-02"),))
    async with opened(session) as ui:
        seen = await ui.press("enter", "space", "space", "q")
    assert session.positions["1.md"] > 0
    top = next(word for word in seen.split("\n") if "Paragraph" in word)
    async with opened(session) as ui:
        assert top.split("│")[1].strip().removesuffix("▐").strip() in ui.text


async def test_a_resize_keeps_the_place():
    text = "\n\n".join(f"Paragraph {number} of a story " + "that goes on " * 30 for number in range(99))
    session = MadeSession((make_article(1, "Long", text, date="2025-01-02"),))
    async with opened(session, size=(100, 30)) as ui:
        await ui.press("enter", *["space"] * 6)
        place = ui.app.screen.article.position
        for size in ((60, 12), (200, 50), (30, 8), (100, 30)):
            await ui.resize(*size)
        assert abs(ui.app.screen.article.position - place) < 100


async def test_the_list_fills_while_the_folder_is_read_and_keeps_its_cursor():
    session = MadeSession(report=replace(NO_CHANGES, added=1))
    async with opened(session) as ui:
        await ui.press("j")
        session.articles = (make_article(9, "Fresh news", "Just in.", date="2026-01-01"), *session.articles)
        ui.app.screen.folder_index.update()
        await ui.settle()
        assert "Fresh news" in ui.text
        assert ui.app.screen.views.current.list.row.title == "Storm closes the northern pass"


async def test_a_first_reading_fills_the_list_and_ends_with_its_problems():
    session = MadeSession(())
    async with opened(session) as ui:
        session.articles = (make_article(9, "Fresh news", "Just in.", date="2026-01-01"),)
        session.report = replace(NO_CHANGES, added=1, problems=(Problem(Path("/news/bad.md"), "no text"),))
        ui.app.screen.folder_index.update()
        await ui.settle()
        assert "Fresh news" in ui.text
        assert "Just in." in ui.text
        assert "1 problem with files; ! lists them" in ui.status


async def test_a_folder_without_articles_says_so():
    async with opened(MadeSession(())) as ui:
        assert "no articles yet" in ui.text
        for key in ("enter", "J", "tab", "]", "n", "y", "i", "o", "e", "m", "r", "G", "space", "s"):
            await ui.press(key)


async def test_an_article_that_has_gone_says_so():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("j")
        await ui.press("k")
        session.articles = session.articles[:1] + session.articles[2:]
        await ui.press("j")
        assert "no longer in the index" in ui.status


async def test_a_file_named_on_the_command_line_is_open():
    async with opened(select=Path("/news/3.md")) as ui:
        assert "We are apart on cod" in ui.text
        assert ui.app.screen.is_reading


async def test_the_sort_order_changes_and_lasts():
    session = MadeSession()
    async with opened(session) as ui:
        assert "oldest first" in await ui.press("S")
        await ui.press("S")
        assert "sorted by outlet" in ui.status
        assert "Undated" not in ui.text
    async with opened(session) as ui:
        assert ui.app.screen.filter.order == "outlet"


async def test_the_mouse_chooses_a_row_and_a_second_click_opens_it():
    async with opened() as ui:
        await ui.pilot.click("#list", offset=(10, 4))
        await ui.settle()
        assert "The road was shut" in ui.text
        await ui.pilot.click("#list", offset=(10, 4))
        await ui.settle()
        assert ui.app.screen.is_reading


@pytest.mark.parametrize("key", ["G", "end"])
async def test_the_end_is_one_key_away_and_so_is_the_top(key):
    async with opened() as ui:
        assert "They are undated too" in await ui.press(key)
        assert "LARKHAVEN" in await ui.press("g")


async def test_a_change_in_the_folder_is_looked_at():
    session = MadeSession()
    async with opened(session) as ui:
        before = session.updates
        session.changed()
        await ui.settle()
        assert session.updates == before + 1


async def test_an_article_whose_file_has_changed_is_shown_as_it_is_now():
    session = MadeSession([make_article(1, "Old title", "Words of the old text.", date="2025-03-01")])
    async with opened(session) as ui:
        assert "Words of the old text." in ui.text
        session.articles = [make_article(1, "New title", "Words of another text.", date="2025-03-01")]
        session.report = replace(NO_CHANGES, changed=1)
        session.changed()
        await ui.settle()
        assert "Words of another text." in ui.text
        assert "Old title" not in ui.text


async def test_a_folder_that_is_read_for_the_first_time_is_not_called_empty():
    session = MadeSession([])
    async with opened(session) as ui:
        assert "no articles yet" in ui.text
        ui.app.screen.folder_index.is_first_reading = True
        ui.app.screen.refresh_list()
        await ui.pilot.pause()
        assert "reading the folder" in ui.text
