"""The list of quotations: what a row says, where it leads, and what stays when one comes back."""

from dataclasses import dataclass, field

import pytest
from fake_library import FakeQuotations, FakeSession, make_article
from reading_room import opened

from reader.tui.theme import speaker_colour


def left(room):
    """The lines of the list, at 100 columns."""
    return [line[:38].rstrip(" ▐│") for line in room.text.split("\n")[1:-1]]


async def test_quotations_stand_under_their_days_with_who_and_where_and_the_article_beside_them():
    async with opened(size=(150, 40)) as room:
        seen = await room.press("2")
        assert "2 quotations" in room.chips
        assert "7 quotations · 5 articles" in room.chips
        assert "“Nobody will pay more to cross,”" in seen
        assert "— Mira Solano · Harbour Post · 19:42" in seen
        (name,) = room.styles_of("Odd Brekke")[:1]
        assert name.style.color.get_truecolor().hex == speaker_colour("Odd Brekke", dark=True)
        assert room.status.startswith(" Mira Solano · said · Ferry fares will not rise")
        assert [line for line in seen.split("\n") if "▌“Nobody will pay" in line] or "MS▌" in seen
        await room.press("j", "j", "j")
        assert room.status.startswith(" Odd Brekke · urged · Storm closes")
        assert "The road was shut at dawn" in room.text
        await room.press("tab", "tab")
        assert room.status.startswith(" Mira Solano · said · Fishing quota")
        assert "last quotation" in await room.press("G", "tab")
        assert "Dear sister" in room.text


async def test_a_quotation_opens_at_its_words_and_the_way_back_leads_to_its_row():
    text = "\n\n".join(["Nothing is said here."] * 200) + "\n\n“At last,” he said.\n\n“And again,” he said."
    session = FakeSession((make_article(1, "Far", text, ("Ann Dahl",), date="2025-01-01"),))
    async with opened(session) as room:
        seen = await room.press("2", "j")
        assert "At last" in "".join(line[39:] for line in seen.split("\n"))
        assert not session.marks.read
        await room.press("enter")
        assert session.marks.read == {"1.md"}
        assert "Ann Dahl · said · 2 of 2" in room.status
        await room.press("shift+tab")
        assert "Ann Dahl · said · 1 of 2" in room.status
        await room.press("backspace")
        assert "Ann Dahl · said · Far" in room.status
        assert room.app.screen.current.list.cursor == 1
        await room.press("enter")
        assert "Ann Dahl · said · 2 of 2" in room.status
        assert not session.marks.positions
        await room.press("1")
        assert not session.marks.positions


async def test_copying_and_explaining_take_the_row_under_the_cursor(monkeypatch):
    monkeypatch.setattr("reader.tui.external._clipboards", list)
    for size in ((100, 30), (40, 12)):
        async with opened(size=size) as room:
            await room.press("2", "j", "j", "y")
            words, citation = room.app.clipboard.split("\n")
            assert words == "“Fuel has its price,”"
            assert citation.startswith("— Odd Brekke, Harbour Post, 2 Dec 2025")
            assert "Why this speaker" in await room.press("i")
            assert "Fuel has its price" in room.text
            await room.press("escape")
            assert room.app.screen.current.list.cursor == 2


async def test_by_speaker_the_most_quoted_comes_first_and_the_cursor_stays_on_its_words():
    session = FakeSession()
    async with opened(session) as room:
        await room.press("2", "j", "j")
        assert "grouped by speaker" in await room.press("S")
        headings = [line for line in left(room) if line and line[-1].isdigit() and line.startswith(" ")]
        assert [line.split()[:2] for line in headings[:2]] == [["Mira", "Solano"], ["Odd", "Brekke"]]
        assert room.app.screen.current.list.row.text == "Fuel has its price,"
        assert "by speaker" in room.chips
        assert "2 Dec 2025 19:42 · Harbour Post" in room.text
    async with opened(session) as room:
        await room.press("2")
        assert "by speaker" in room.chips


async def test_brackets_and_articles_go_on_in_the_list():
    async with opened() as room:
        await room.press("2", "]", "]")
        assert room.app.screen.current.list.row.text == "There will be a deal,"
        assert "no later quotation" in await room.press("]")
        await room.press("[", "K")
        assert "first article" in room.status
        await room.press("J")
        assert room.app.screen.current.list.row.text == "Stay at home,"
        await room.press("enter", "J")
        assert "We are apart on cod" in room.text
        await room.press("K", "K", "h")
        assert room.app.screen.current.list.cursor == 0


async def test_one_filter_holds_in_all_views_and_each_keeps_its_cursor():
    async with opened(size=(150, 40)) as room:
        await room.press("j", "j", "2", "j", "j", "j", "j")
        chosen = room.app.screen.current.list.row
        await room.press("s", "m", "enter")
        assert "speaker: Mira Solano ×" in room.chips
        assert "3 quotations · 2 of 5 articles" in room.chips
        assert "Odd Brekke ·" not in room.text
        await room.press("1")
        assert "2 of 5 articles" in room.chips
        assert room.app.screen.current.list.row.title == "Fishing quota talks stall"
        await room.press("c", "2")
        assert chosen in room.app.screen.current.list._hits.found
        assert "7 quotations" in room.chips
        await room.press("slash", *"deal", "enter")
        assert "1 quotation" in room.chips or "2 quotations" in room.chips
        assert [segment for segment in room.styles_of("deal") if segment.style.bgcolor is not None]
        assert "×" not in (await room.press("escape")).split("\n")[0]


async def test_views_and_rows_answer_to_the_mouse():
    async with opened(size=(150, 40)) as room:
        await room.pilot.click("#bar", offset=(room.chips.index("quotations"), 0))
        await room.settle()
        assert "— Mira Solano · Harbour Post" in room.text
        line = next(n for n, line in enumerate(room.text.split("\n")) if "“Stay at home" in line[28:85])
        for _ in range(2):
            await room.pilot.click(offset=(40, line))
            await room.settle()
        assert "Odd Brekke · urged · 1 of 1" in room.status
        await room.pilot.click("#bar", offset=(room.chips.index("articles"), 0))
        await room.settle()
        assert "19:42 · Harbour Post" in room.text


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (40, 12)], ids=str)
async def test_words_who_and_where_are_seen_at_every_size(size):
    async with opened(size=size) as room:
        seen = await room.press("2", "j")
        assert "“harbour gossip”" in seen
        assert "— Mira Solano" in seen
        assert "quotations" in room.chips
        await room.press("enter")
        assert "2 of 3" in room.status
        assert "“harbour" in room.text
        await room.press("h", "k", "enter")
        assert "1 of 3" in room.status


@dataclass
class SlowSession(FakeSession):
    """Knows two quotations at first, as a large library does, or none."""

    known: int = 2
    counted: list[FakeQuotations] = field(default_factory=list)

    def quotations(self, filter, grouping):
        found = super().quotations(filter, grouping)
        return FakeQuotations(found.found, grouping, self.known)

    def count_quotations(self, found):
        self.counted.append(found)
        return super().count_quotations(found)


async def test_what_is_not_counted_yet_follows_without_moving_the_cursor():
    session = SlowSession()
    async with opened(session) as room:
        await room.press("2")
        assert session.counted
        assert "7 quotations" in room.chips
        assert room.app.screen.current.list.cursor == 0
        session.known = 0
        await room.press("j", "j", "j", "S")
        assert room.app.screen.current.list.row.text == "Stay at home,"


async def test_a_library_without_quotations_says_so():
    async with opened(FakeSession((make_article(1, "Calm", "Nothing.", date="2025-01-01"),))) as room:
        assert "no quotations yet" in await room.press("2")
        await room.press("enter", "y", "i", "tab", "J", "S", "]", "n")
        assert "0 quotations" in room.chips
