"""The list of speakers and the page of one, on a real library: what is shown, and what its numbers open."""

import pytest
from running_app import opened
from textual.geometry import Offset

from reader.config import Config
from reader.ingest.update import update_index
from reader.tui.library_session import LibrarySession

ARTICLES = {
    "dock.md": (
        "date: 2025-03-04\nsource: Harbour Post\ntopics: [shipping]",
        "“We begin at dawn,” said Ilse Brandt.\n\n“Nobody waits,” warned Ilse Brandt.\n\n"
        "“The crane stays,” said Odd Brekke.",
    ),
    "fare.md": (
        "date: 2025-05-06\nsource: Air Wire\ntopics: [shipping, prices]",
        "“Fares will rise,” said Ilse Brandt.\n\n“Not for us,” said Lars Berg.",
    ),
    "fog.md": ("source: Harbour Post\ntopics: [weather]", "“It is grey,” said Ann Berg."),
    "pier.md": ("date: 2024\nsource: Coast Radio\ntopics: [shipping]", "“It will hold,” Berg said."),
}


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """A library that is indexed once."""
    folder = tmp_path_factory.mktemp("press")
    for name, (header, text) in ARTICLES.items():
        (folder / name).write_text(f"---\ntitle: {name} tells\n{header}\n---\n{text}\n", "utf-8")
    home = tmp_path_factory.mktemp("home")
    made = Config(cache_dir=home / "cache", data_dir=home / "data")
    update_index(folder, made)
    return folder, made


@pytest.fixture
def open_session(config, tmp_path):
    """Open the library once more, with the marks of this test."""
    folder, made = config
    return lambda: LibrarySession(folder, Config(cache_dir=made.cache_dir, data_dir=tmp_path))


@pytest.fixture
def session(open_session):
    return open_session()


def listed(ui):
    """The names in the list, from line to line, at 100 columns."""
    lines = [line[:38] for line in ui.text.split("\n")[1:-1]]
    return [line.strip("▌ ").rsplit("  ", 1)[0].strip() for line in lines[::2] if line.strip()]


def place_of(ui, words):
    """Where words are painted."""
    lines = ui.text.split("\n")
    line = next(number for number, text in enumerate(lines) if words in text)
    return Offset(lines[line].index(words), line)


async def test_speakers_are_listed_with_their_page_beside_and_sorted_in_four_ways(open_session):
    async with opened(open_session()) as ui:
        seen = await ui.press("4")
        assert listed(ui) == ["Ilse Brandt", "Ann Berg", "Berg", "Lars Berg", "Odd Brekke"]
        assert "5 speakers in 4 articles" in ui.chips
        assert "2 articles · 2" in seen
        assert "Mar May" not in seen
        assert "3 quotations · 2 articles · 2 outlets" in seen
        assert ui.status.startswith(" Ilse Brandt · 3 quotations")
        assert "said 2" in seen
        assert "warned 1" in seen
        assert "outlet unknown" not in seen
        assert "may be Ann Berg or Lars Berg" in await ui.press("j", "j")
        assert ui.status.startswith(" Berg · 1 quotation")
        assert "no quotation is under the cursor" in await ui.press("i")
        await ui.press("S")
        assert listed(ui) == ["Ann Berg", "Berg", "Ilse Brandt", "Lars Berg", "Odd Brekke"]
        assert ui.status.startswith(" sorted by name")
        assert "by name" in ui.chips
        await ui.press("S")
        assert listed(ui) == ["Berg", "Ilse Brandt", "Odd Brekke", "Lars Berg", "Ann Berg"]
        await ui.press("S")
        assert listed(ui) == ["Ilse Brandt", "Lars Berg", "Odd Brekke", "Berg", "Ann Berg"]
    async with opened(open_session(), size=(120, 30)) as ui:
        await ui.press("4")
        assert "by last date" in ui.chips


async def test_enter_filters_a_number_opens_what_it_counts_and_back_returns_to_it(session):
    async with opened(session, size=(150, 40)) as ui:
        await ui.press("4", "enter")
        assert "speaker: Ilse Brandt ×" in ui.chips
        assert ui.status.startswith(" Ilse Brandt · Mar 2025 · 2 quotations")
        await ui.press("tab")
        assert ui.status.startswith(" Ilse Brandt · May 2025 · 1 quotation")
        assert "first number" in await ui.press("shift+tab", "shift+tab")
        await ui.press("j", "j")
        assert ui.status.startswith(" Ilse Brandt · said · 2 quotations")
        await ui.press("k", "shift+tab", "l")
        assert "topic: shipping ×" in ui.chips
        assert "3 quotations" in ui.chips
        await ui.press("backspace")
        assert ui.status.startswith(" Ilse Brandt · shipping · 3 quotations")
        await ui.press("j", "j", "enter")
        assert "cue: warn ×" in ui.chips
        assert "1 quotation" in ui.chips
        assert "Nobody waits" in ui.text
        await ui.press("enter")
        assert "dock.md tells" in ui.text
        await ui.press("backspace", "backspace")
        assert "cue:" not in ui.chips
        assert ui.status.startswith(" Ilse Brandt · warned · 1 quotation")
        assert "last number" in await ui.press("G", "tab")
        await ui.press("backspace")
        assert "speaker:" not in ui.chips
        assert ui.status.startswith(" Ilse Brandt · 3 quotations")
        assert "Odd Brekke" in ui.text


async def test_why_says_whom_a_surname_alone_may_stand_for(session):
    async with opened(session) as ui:
        await ui.press("1", "slash", *"hold", "enter", "tab")
        assert "may be    Ann Berg or Lars Berg" in await ui.press("i")
        await ui.press("escape", "c", "slash", *"grey", "enter", "tab")
        assert "may be" not in await ui.press("i")


async def test_the_page_is_worked_with_the_mouse(session):
    async with opened(session) as ui:
        await ui.press("4")
        await ui.pilot.click(offset=place_of(ui, "Lars Berg"))
        await ui.settle()
        assert "BY MONTH" in ui.text
        assert ui.status.startswith(" Lars Berg · 1 quotation")
        await ui.pilot.click(offset=place_of(ui, "prices 1"))
        await ui.settle()
        assert ui.status.startswith(" Lars Berg · prices · 1 quotation")
        await ui.pilot.click(offset=place_of(ui, "prices 1") + Offset(7, 0))
        await ui.settle()
        assert "topic: prices ×" in ui.chips
        assert "Not for us" in ui.text


async def test_every_size_shows_the_list_and_leads_to_the_page(session):
    async with opened(session, size=(200, 50)) as ui:
        await ui.press("4", "j")
        for size in ((200, 50), (80, 24), (40, 12)):
            await ui.resize(*size)
            assert "Ilse Brandt" in ui.text
            assert ("BY MONTH" in ui.text) == (size[0] >= 80)
            assert "BY MONTH" in await ui.press("enter")
            assert "speaker: Ann Berg" in ui.chips
            assert "undated 1" in ui.text
            await ui.press("enter")
            assert "It is grey" in ui.text
            assert "Ilse Brandt" in await ui.press("backspace", "backspace")


async def test_a_filter_that_finds_nobody_says_so_and_one_that_is_taken_off_brings_all_back(session):
    async with opened(session) as ui:
        await ui.press("4", "slash", *"said:dawn", "enter")
        assert listed(ui) == ["Ilse Brandt"]
        assert "1 quotation · 1 article" in ui.text
        await ui.press("slash", *" fog", "enter")
        assert "nobody" not in ui.text
        await ui.press("c")
        assert len(listed(ui)) == 5
