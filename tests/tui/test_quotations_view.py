"""The list of quotations: what a row says, where it leads, and what stays when one comes back."""

import pytest
from made_session import MadeSession, make_article
from running_app import opened

from reader.tui.theme import speaker_colour


def left(ui):
    """The lines of the list, at 100 columns."""
    return [line[:38].rstrip(" ▐│") for line in ui.text.split("\n")[1:-1]]


async def test_quotations_stand_under_their_days_with_who_and_where_and_the_article_beside_them():
    async with opened(size=(150, 40)) as ui:
        seen = await ui.press("2")
        assert "2 quotations" in ui.chips
        assert "7 quotations · 5 articles" in ui.chips
        assert "“Nobody will pay more to cross,”" in seen
        assert "— Mira Solano · Harbour Post · 19:42" in seen
        (name,) = ui.styles_of("Odd Brekke")[:1]
        assert name.style.color.get_truecolor().hex == speaker_colour("Odd Brekke", dark=True)
        assert ui.status.startswith(" Mira Solano · said · Ferry fares will not rise")
        assert [line for line in seen.split("\n") if "▌“Nobody will pay" in line] or "MS▌" in seen
        await ui.press("j", "j", "j")
        assert ui.status.startswith(" Odd Brekke · urged · Storm closes")
        assert "The road was shut at dawn" in ui.text
        await ui.press("tab", "tab")
        assert ui.status.startswith(" Mira Solano · said · Fishing quota")
        assert "last quotation" in await ui.press("G", "tab")
        assert "Dear sister" in ui.text


async def test_a_quotation_opens_at_its_words_and_the_way_back_leads_to_its_row():
    text = "\n\n".join(["Nothing is said here."] * 200) + "\n\n“At last,” he said.\n\n“And again,” he said."
    session = MadeSession((make_article(1, "Far", text, ("Ann Dahl",), date="2025-01-01"),))
    async with opened(session) as ui:
        seen = await ui.press("2", "j")
        assert "At last" in "".join(line[39:] for line in seen.split("\n"))
        assert not session.read
        await ui.press("enter")
        assert session.read == {"1.md"}
        assert "Ann Dahl · said · 2 of 2" in ui.status
        await ui.press("shift+tab")
        assert "Ann Dahl · said · 1 of 2" in ui.status
        await ui.press("backspace")
        assert "Ann Dahl · said · Far" in ui.status
        assert ui.app.screen.views.current.list.cursor == 1
        await ui.press("enter")
        assert "Ann Dahl · said · 2 of 2" in ui.status
        assert not session.positions
        await ui.press("1")
        assert not session.positions


async def test_copying_and_explaining_take_the_row_under_the_cursor(monkeypatch):
    monkeypatch.setattr("reader.tui.external._clipboards", list)
    for size in ((100, 30), (40, 12)):
        async with opened(size=size) as ui:
            await ui.press("2", "j", "j", "y")
            words, citation = ui.app.clipboard.split("\n")
            assert words == "“Fuel has its price”"
            assert citation.startswith("— Odd Brekke, Harbour Post, 2 Dec 2025")
            assert "Why this speaker" in await ui.press("i")
            assert "Fuel has its price" in ui.text
            await ui.press("escape")
            assert ui.app.screen.views.current.list.cursor == 2


async def test_by_speaker_the_most_quoted_comes_first_and_the_cursor_stays_on_its_words():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("2", "j", "j")
        assert "grouped by speaker" in await ui.press("S")
        headings = [line for line in left(ui) if line and line[-1].isdigit() and line.startswith(" ")]
        assert [line.split()[:2] for line in headings[:2]] == [["Mira", "Solano"], ["Odd", "Brekke"]]
        assert ui.app.screen.views.current.list.row.text == "Fuel has its price,"
        assert "by speaker" in ui.chips
        assert "2 Dec 2025 19:42 · Harbour Post" in ui.text
    async with opened(session) as ui:
        await ui.press("2")
        assert "by speaker" in ui.chips


async def test_brackets_and_articles_go_on_in_the_list():
    async with opened() as ui:
        await ui.press("2", "]", "]")
        assert ui.app.screen.views.current.list.row.text == "There will be a deal,"
        assert "no later quotation" in await ui.press("]")
        await ui.press("[", "K")
        assert "first article" in ui.status
        await ui.press("J")
        assert ui.app.screen.views.current.list.row.text == "Stay at home,"
        await ui.press("enter", "J")
        assert "We are apart on cod" in ui.text
        await ui.press("K", "K", "h")
        assert ui.app.screen.views.current.list.cursor == 0


async def test_one_filter_holds_in_all_views_and_each_keeps_its_cursor():
    async with opened(size=(150, 40)) as ui:
        await ui.press("j", "j", "2", "j", "j", "j", "j")
        chosen = ui.app.screen.views.current.list.row
        await ui.press("s", "m", "enter")
        assert "speaker: Mira Solano ×" in ui.chips
        assert "3 quotations · 2 of 5 articles" in ui.chips
        assert "Odd Brekke ·" not in ui.text
        await ui.press("1")
        assert "2 of 5 articles" in ui.chips
        assert ui.app.screen.views.current.list.row.title == "Fishing quota talks stall"
        await ui.press("c", "2")
        assert ui.app.screen.views.current.list._hits.index(chosen.article, chosen.start) is not None
        assert "7 quotations" in ui.chips
        await ui.press("slash", *"deal", "enter")
        assert "1 quotation" in ui.chips or "2 quotations" in ui.chips
        assert [segment for segment in ui.styles_of("deal") if segment.style.bgcolor is not None]
        assert "×" not in (await ui.press("escape")).split("\n")[0]


async def test_views_and_rows_answer_to_the_mouse():
    async with opened(size=(150, 40)) as ui:
        await ui.pilot.click("#bar", offset=(ui.chips.index("quotations"), 0))
        await ui.settle()
        assert "— Mira Solano · Harbour Post" in ui.text
        line = next(n for n, line in enumerate(ui.text.split("\n")) if "“Stay at home" in line[28:85])
        for _ in range(2):
            await ui.pilot.click(offset=(40, line))
            await ui.settle()
        assert "Odd Brekke · urged · 1 of 1" in ui.status
        await ui.pilot.click("#bar", offset=(ui.chips.index("articles"), 0))
        await ui.settle()
        assert "19:42 · Harbour Post" in ui.text


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (40, 12)], ids=str)
async def test_words_who_and_where_are_seen_at_every_size(size):
    async with opened(size=size) as ui:
        seen = await ui.press("2", "j")
        assert "“harbour gossip”" in seen
        assert "— Mira Solano" in seen
        assert "quotations" in ui.chips
        await ui.press("enter")
        assert "2 of 3" in ui.status
        assert "“harbour" in ui.text
        await ui.press("h", "k", "enter")
        assert "1 of 3" in ui.status


async def test_what_is_not_counted_yet_follows_without_moving_the_cursor(monkeypatch):
    monkeypatch.setattr("reader.library.lists.quotation_hits._SMALL_LIBRARY", 0)
    monkeypatch.setattr("reader.library.lists.quotation_hits._FIRST_ROWS", 2)
    session = MadeSession()
    counted = []
    count = session.count_quotations
    monkeypatch.setattr(session, "count_quotations", lambda found: counted.append(found) or count(found))
    async with opened(session) as ui:
        await ui.press("2")
        assert counted
        assert "7 quotations" in ui.chips
        assert ui.app.screen.views.current.list.cursor == 0
        await ui.press("j", "j", "j", "S")
        assert ui.app.screen.views.current.list.row.text == "Stay at home,"


async def test_a_library_without_quotations_says_so():
    async with opened(MadeSession((make_article(1, "Calm", "Nothing.", date="2025-01-01"),))) as ui:
        assert "no quotations yet" in await ui.press("2")
        await ui.press("enter", "y", "i", "tab", "J", "S", "]", "n")
        assert "0 quotations" in ui.chips
