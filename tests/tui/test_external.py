"""Clipboard, browser, editor: what is started, what is said, and what must never happen to the terminal."""

import os
import stat

import pytest
from made_session import MadeSession, make_article
from running_app import opened
from textual.app import App

from reader.config import Config
from reader.tui import external


def script(folder, name, text):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("url", "is_web"),
    [
        ("https://a.example/b?c=d", True),
        ("http://a.example", True),
        ("HTTPS://a.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://a.example/\x1b[2J", False),
        ("https://a.example/ --help", False),
        ("--help", False),
    ],
)
def test_only_web_addresses_reach_a_browser(url, is_web):
    assert external.is_web_address(url) == is_web


def test_the_browser_of_the_user_gets_the_address(tmp_path, monkeypatch):
    seen = tmp_path / "seen"
    os.mkfifo(seen)
    browser = script(tmp_path, "browser", f'echo "$1" > {seen}; echo noise; echo noise >&2')
    monkeypatch.setenv("BROWSER", str(browser))
    assert external.browse("https://a.example")
    assert seen.read_text() == "https://a.example\n"


def test_without_a_browser_it_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert not external.browse("https://a.example")


def test_a_clipboard_program_that_fails_is_not_believed(tmp_path, monkeypatch):
    bad = script(tmp_path, "bad", "cat > /dev/null; exit 1")
    monkeypatch.setattr(external, "_clipboards", lambda: [[str(bad)]])
    assert not external.copy("words")
    good = script(tmp_path, "good", f"cat > {tmp_path}/clip")
    monkeypatch.setattr(external, "_clipboards", lambda: [["/no/such/program"], [str(good)]])
    assert external.copy("„words“")
    assert (tmp_path / "clip").read_text() == "„words“"


@pytest.mark.parametrize(
    ("editor", "complaint"),
    [("/no/such/editor -x", "was not found"), ("'open", "is no command"), ("true", "cannot take over")],
    ids=["missing", "quotes", "no terminal"],
)
async def test_an_editor_that_cannot_be_used_says_why(editor, complaint):
    async with opened(config=Config(editor=editor)) as ui:
        assert complaint in await ui.press("e")


async def test_the_folder_is_read_again_after_editing():
    session = MadeSession()
    async with opened(session, config=Config(editor="true")) as ui:
        before = session.updates
        await ui.press("e")
        assert session.updates == before + 1


async def test_an_address_opens_or_says_why_not(monkeypatch):
    opened_urls = []
    monkeypatch.setattr(external, "browse", lambda url: bool(opened_urls.append(url)) or True)
    async with opened() as ui:
        assert "opening the address" in await ui.press("o")
        assert opened_urls == ["https://harbour.example/fares"]
        assert "names no address" in await ui.press("j", "o")


async def test_copying_claims_success_only_when_a_program_took_it(monkeypatch):
    monkeypatch.setattr(external, "copy", lambda text: True)
    async with opened() as ui:
        assert "copied, with its citation" in await ui.press("tab", "y")


@pytest.mark.parametrize("no_color", [False, True], ids=["colours", "no colours"])
async def test_no_colour_leaves_the_terminal_when_none_is_wanted(no_color, monkeypatch):
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with opened(size=(150, 40)) as ui:
        await ui.press("tab", "slash", *"price", "enter")
        app: App[None] = ui.app
        painted = []
        for line in ui.lines:
            for each in app.get_line_filters():
                line = each.apply(line, app.screen.background_colors[1])
            painted += line
        colours = {
            colour.name
            for segment in painted
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None
        }
        assert (colours == {"default"}) == no_color
        assert any(segment.style.reverse for segment in painted if segment.style) == no_color


async def test_the_theme_lasts_and_a_theme_that_has_gone_does_no_harm():
    session = MadeSession()
    async with opened(session) as ui:
        ui.app.theme = "reader-light"
        await ui.settle()
    assert session.marks.get("theme") == "reader-light"
    async with opened(session) as ui:
        assert not ui.app.current_theme.dark
        assert {segment.style.color.get_truecolor().hex for segment in ui.styles_of("Nobody will pay")} == {
            next(iter(_light_colours(ui)))
        }
    session.marks.set("theme", "gone")
    async with opened(session) as ui:
        assert ui.app.theme == "reader-dark"


def _light_colours(ui):
    from reader.tui.theme import speaker_colour

    yield speaker_colour("Mira Solano", dark=False)


async def test_headings_items_quotes_and_code_look_like_what_they_are():
    from reader.articles.model import Paragraph, ParagraphKind, Span, Style

    text = "Head\n\nfirst point\n\nsecond point\n\nquoted words\n\nx = 1\n  y\n\nbold and soft"
    starts = [text.index(part) for part in ("Head", "first", "second", "quoted", "x =", "bold")]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    kinds = [
        (ParagraphKind.HEADING, 2, ""),
        (ParagraphKind.ITEM, 1, "1."),
        (ParagraphKind.ITEM, 2, "•"),
        (ParagraphKind.QUOTE, 1, ""),
        (ParagraphKind.CODE, 0, ""),
        (ParagraphKind.BODY, 0, ""),
    ]
    paragraphs = tuple(
        Paragraph(start, end, kind, level, marker)
        for start, end, (kind, level, marker) in zip(starts, ends, kinds, strict=True)
    )
    bold = Span(text.index("bold"), text.index("bold") + 4, Style.STRONG)
    soft = Span(text.index("soft"), text.index("soft") + 4, Style.EMPHASIS)
    article = make_article(1, "Title", text, paragraphs=paragraphs, spans=(bold, soft))
    async with opened(MadeSession((article,)), size=(150, 40)) as ui:
        assert "1. first point" in ui.text
        assert "  • second point" in ui.text
        assert "│ quoted words" in ui.text
        assert "  x = 1" in ui.text
        assert ui.styles_of("Head")[0].style.bold
        assert ui.styles_of("bold")[0].style.bold
        assert ui.styles_of("soft")[0].style.italic


def test_tmux_is_given_the_words_beside_the_desktop(tmp_path, monkeypatch):
    good = script(tmp_path, "good", f"cat > {tmp_path}/clip")
    script(tmp_path, "tmux", f'echo "$@" > {tmp_path}/asked; cat > {tmp_path}/buffer')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("TMUX", "/tmp/tmux-1/default,1,0")
    monkeypatch.setattr(external, "_clipboards", lambda: [[str(good)]])
    assert external.copy("words")
    assert (tmp_path / "clip").read_text() == (tmp_path / "buffer").read_text() == "words"
    assert (tmp_path / "asked").read_text().split() == ["load-buffer", "-w", "-"]
    good.unlink()
    assert external.copy("words")
