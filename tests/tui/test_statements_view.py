"""The view of statements, walked through by keys and mouse over invented outlets that print one utterance."""

import pytest
from made_session import ARTICLES, MadeSession, make_article, make_statement
from running_app import opened

from reader.library.query.query import parse_query
from reader.tui.filter_state import Filter

FULL = (
    "We will rebuild the old bridge before winter, and the town will pay for it, because the ferry company "
    "has broken every promise it gave us."
)
CUT = (
    "We would rebuild the old bridge before winter … because the ferry company [of Lark] has broken "
    "every promise."
)
OTHER = FULL.replace("old", "wooden")
SHORT = "The harbour stays shut until the inspectors have seen each crane."
INTRO = "The council met for a long evening and heard everybody out.\n\n" * 12

POST = make_article(
    11, "Council decides on bridge", f"{INTRO}“{FULL}” Ilse Brandt said.", ("Ilse Brandt",),
    date="2025-03-04T18:20", source="Harbour Post", url="https://post.example/bridge",
)  # fmt: skip
WIRE = make_article(
    12,
    "Bridge to come back",
    f"“{CUT}” said Ilse Brandt.",
    ("Ilse Brandt",),
    date="2025-03-05",
    source="Air Wire",
)
VALLEY = make_article(
    13, "Valley gets its bridge", f"“{OTHER}” Tomas Lind promised.", ("Tomas Lind",), date="2025-03-09",
    source="Valley News",
)  # fmt: skip
SHUT = make_article(14, "Cranes looked at", f"“{SHORT}” Odd Brekke said.", ("Odd Brekke",), source="Air Wire")
OPEN = make_article(
    15, "Cranes, again", f"“{SHORT}” he said.", (None,), date="2025-03-02", source="Coast Radio"
)


@pytest.fixture
def session():
    bridge, cranes = make_statement(1, POST, WIRE, VALLEY), make_statement(2, OPEN, SHUT)
    return MadeSession((*ARTICLES, POST, WIRE, VALLEY, SHUT, OPEN), statements=(cranes, bridge))


def page(text):
    """The words of the pane on the right, as if in one line."""
    return " ".join(" ".join(line.split("│")[-1].strip(" ▌▐") for line in text.split("\n")).split())


async def test_a_statement_is_read_version_by_version_and_its_article_at_the_words(session):
    async with opened(session, size=(180, 44)) as ui:
        text = await ui.press("3")
        assert "2 statements" in ui.chips
        assert "Odd Brekke · 2 versions · 2 outlets · 2 Mar 2025" in text
        text = page(await ui.press("j"))
        assert "Ilse Brandt or Tomas Lind" in text
        assert "first printed: Harbour Post, 4 Mar 2025 18:20" in text
        assert "! outlets disagree about who said it: Ilse Brandt in Harbour Post, Air Wire;" in text
        assert "the fullest version" in text
        assert "‹will → would · tense›" in text
        assert "‹and the town will pay for it, → …›" in text
        assert "‹+ [of Lark]›" in text
        assert "‹− it gave us.›" in text
        assert "‹old → wooden›" in text
        assert "1 of 3" not in ui.status
        await ui.press("enter")
        assert "1 of 3 · Harbour Post · 4 Mar 2025 18:20" in ui.status
        await ui.press("tab")
        assert "2 of 3 · Air Wire · 5 Mar 2025" in ui.status
        assert "Tab next version" in ui.status
        await ui.press("j", "k", "k")
        assert "1 of 3" in ui.status
        text = await ui.press("enter")
        assert "We will rebuild the old bridge" in text
        assert "Ilse Brandt · said" in ui.status
        assert session.read == {"11.md"}
        await ui.press("backspace")
        assert "1 of 3" in ui.status
        await ui.press("shift+tab")
        assert "this is the first version" in ui.status
        assert "Why this speaker" in await ui.press("i")
        await ui.press("escape", "backspace")
        assert "Ilse Brandt or Tomas Lind · 3 versions" in ui.status
        assert "1 articles" in ui.chips


async def test_a_version_is_copied_as_its_outlet_printed_it(session, monkeypatch):
    copied = []
    monkeypatch.setattr("reader.tui.external.copy", lambda text: copied.append(text) or True)
    async with opened(session) as ui:
        await ui.press("3", "j", "enter", "j", "y")
        assert "copied, with its citation" in ui.status
    (text,) = copied
    assert text == f"“{CUT}”\n— Ilse Brandt, Air Wire, 5 Mar 2025, “Bridge to come back”, 12.md"


async def test_the_filter_the_order_the_search_and_the_mouse_act_on_statements(session):
    async with opened(session) as ui:
        ui.app.screen.apply(Filter(parse_query('source:"Coast Radio"')))
        await ui.press("3")
        assert "1 statement in" in ui.chips
        text = page(await ui.press("c"))
        assert "2 statements" in ui.chips
        assert "first printed: Coast Radio, 2 Mar 2025, or by 1 undated version" in text
        assert "word for word" in text
        await ui.press("S")
        assert "sorted by number of versions" in ui.status
        assert "by number of versions · 2 statements" in ui.chips
        assert "▌ ! Ilse Brandt" in ui.text.split("\n")[2]
        await ui.press("j", "S")
        assert "sorted by disagreement" in ui.status
        assert ui.app.screen.views.current.list.row.id == 2  # the cursor stays on its statement
        await ui.press("k", "slash", *"lark", "enter")
        assert "1 statement" in ui.chips
        assert ui.styles_of("Lark")[0].style.bgcolor != ui.styles_of("ferry company")[0].style.bgcolor
        await ui.press("n")
        assert "2 of 3" in ui.status
        assert "no further match" in await ui.press("n")
        await ui.pilot.click("#comparison", offset=(10, 8))
        await ui.settle()
        assert ui.app.screen.views.current.page.place == (1, 3)
        await ui.pilot.click("#comparison", offset=(10, 8))
        await ui.settle()
        assert "Ilse Brandt · said" in ui.status
        await ui.press("K")
        assert "this is the first article" in ui.status
        await ui.press("J")
        assert session.read == {"11.md", "12.md"}
        await ui.press("backspace")
        assert "2 of 3 · Air Wire · 5 Mar 2025" in ui.status


async def test_one_pane_at_a_time_shows_list_versions_and_article(session):
    async with opened(session, size=(40, 10)) as ui:
        text = await ui.press("3", "j")
        assert "! Ilse Brandt or… · 3× · 4–9 Mar 2025" in text
        assert "▌" in text
        text = await ui.press("tab")
        assert "! outlets disagree" in text
        assert "1 of 3" in ui.status
        # What is not in sight of a version is brought there before the next one.
        text = await ui.press("j")
        assert "1 of 3" in ui.status
        assert "We will rebuild" in text
        await ui.press("j")
        assert "2 of 3" in ui.status
        await ui.press("G")
        assert "3 of 3" in ui.status
        assert "‹− left out›  ‹+ added›" in ui.text
        await ui.press("g")
        assert "1 of 3" in ui.status
        assert "We will rebuild" in await ui.press("enter")
        await ui.resize(80, 24)
        assert "We will rebuild the" in ui.text
        text = page(await ui.press("backspace", "tab"))
        assert "‹will → would · tense›" in text
        assert "Coast" not in await ui.press("escape")


async def test_a_changed_index_keeps_the_statement_and_the_version(session):
    async with opened(session, size=(80, 24)) as ui:
        await ui.press("3", "j", "enter", "j", "j")
        assert "3 of 3" in ui.status
        top = ui.app.screen.views.current.page.top
        session.statements = (make_statement(3, SHUT, OPEN), *session.statements[1:])
        ui.app.screen.refresh_list()
        await ui.settle()
        assert "3 of 3" in ui.status
        assert ui.app.screen.views.current.page.top == top
        # One that is gone while the list is looked at leaves its place empty, and nobody asks for it forever.
        session.statements = session.statements[1:]
        await ui.press("backspace", "k")
        assert "there is no article here" in await ui.press("m")
        ui.app.screen.refresh_list()
        await ui.settle()
        assert "1 statement in" in ui.chips


async def test_a_version_by_another_speaker_is_read_under_a_filter_too(session):
    async with opened(session) as ui:
        ui.app.screen.apply(Filter(parse_query('speaker:"Tomas Lind"')))
        await ui.press("3", "enter", "enter")
        assert "Ilse Brandt · said · 1 of 1" in ui.status
        assert "this is the last quotation here" in await ui.press("tab")
        text = await ui.press("h", "h", "slash", *"nowhere", "enter")
        assert "nothing found; c clears" in text
        assert "versions" not in text
