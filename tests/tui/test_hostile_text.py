"""Texts that would like to do something to the terminal, on every surface and at every size."""

import pytest
from made_session import MadeSession, make_article, make_statement
from rich.segment import Segment
from rich.style import Style
from running_app import opened
from textual.color import Color

from reader.tui.text import SafeText

NASTY = (
    "[/b] [@click=app.quit]x[/] \x1b[31mred \x1b]52;c;aGk=\x07 \x9b2J \u202eevil\u202c "
    "👩‍👩‍👧 é́́́ 漢字 " + "w" * 10_000
)
SIZES = [(1, 1), (4, 5), (20, 5), (40, 12), (80, 24), (100, 30), (200, 60)]
UNSAFE = set(map(chr, [*range(32), *range(0x7F, 0xA0)])) | set("\u202e\u202c")


def hostile_library():
    article = make_article(
        1,
        NASTY,
        f"{NASTY}\n\n“{NASTY}” {NASTY}",
        (NASTY[:300],),
        date="2025-01-01",
        topics=(NASTY[:300],),
        cue=NASTY[:50],
        source=NASTY[:300],
        place=NASTY[:50],
        authors=(NASTY[:50],),
        url="javascript:alert(1)",
        summary=NASTY,
        problems=(NASTY,),
    )
    plain = make_article(2, "Plain", "Calm words.", date="2024-01-01")
    changed = NASTY.replace("red", "blue")
    other = make_article(3, NASTY, f"“{changed} … end” {NASTY}", (None,), source=NASTY[9:])
    return MadeSession((article, plain, other), statements=(make_statement(1, article, other),))


def safe(ui):
    filtered = [ui.app._safe_text.apply(line, Color(0, 0, 0)) for line in ui.lines]
    return not UNSAFE & {character for line in filtered for segment in line for character in segment.text}


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_nothing_crashes_or_reaches_the_terminal_raw(size):
    async with opened(hostile_library(), size=size) as ui:
        for keys in (
            (), ("enter",), ("tab",), ("i",), ("escape",), ("space", "d", "u", "b", "G", "g"), ("y",), ("o",),
            ("h",), ("h", "j", "space"), ("c",), ("s",), ("space", "enter"), ("t",), ("escape",), ("!",),
            ("escape",), ("?",), ("G", "escape"), ("slash", *"evil", "enter"), ("n",), ("S",), ("ctrl+p",),
            ("escape",), ("2",), ("j", "enter", "tab"), ("h", "S", "G"), ("y",), ("i",), ("escape",), ("3",),
            ("tab", "j", "G"), ("enter", "j", "space", "g"), ("i",), ("escape",), ("enter",), ("h", "y"),
            ("1",), ("4",), ("j", "enter"), ("tab", "j", "G"), ("enter",), ("backspace", "h", "S"), ("y",),
            ("i",), ("escape",), ("1",), ("x", "X", "asterisk", "m"), ("p",), ("2", "asterisk", "p"),
            ("3", "p"), ("5",), ("j", "A"), (*"note", "enter"), ("H",), (*"head", "enter"), ("P",),
            ("escape",), ("enter", "h", "y"), ("right_curly_bracket", "x", "D", "U"), ("1",),
        ):  # fmt: skip
            await ui.press(*keys)
            assert safe(ui)


async def test_every_line_is_as_wide_as_the_screen():
    async with opened(hostile_library(), size=(100, 30)) as ui:
        await ui.press("tab")
        assert {sum(segment.cell_length for segment in line) for line in ui.lines} == {100}


async def test_only_web_addresses_are_opened():
    async with opened(hostile_library()) as ui:
        assert "only http and https" in await ui.press("o")


def test_the_line_filter_keeps_styles_and_what_is_harmless():
    style = Style(bold=True)
    filtered = SafeText().apply([Segment("a\x1b[1mb", style), Segment("é漢")], Color(0, 0, 0))
    assert filtered == [Segment("a[1mb", style), Segment("é漢")]
