"""Selecting a passage of an article, by keys and with the mouse, and what is copied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_session import MadeSession, make_article
from running_app import opened

from reader.articles.model import Paragraph, Span
from reader.articles.model import Style as Styled
from reader.tui.screens.quoting import words_between
from reader.tui.widgets.article_text import TextLayout
from reader.tui.widgets.passage import Passage, first_word

TEXT = "The harbour was shut at dawn. “We will stay,” said Karl Ott.\n\nNobody else spoke there."
CITATION = "— “Port shut”, Harbour Post, 4 Nov 2025, https://a.example/port"


def make(text=TEXT, **fields):
    fields = {"date": "2025-11-04", "url": "https://a.example/port", **fields}
    return MadeSession([make_article(1, "Port shut", text, ["Karl Ott"], **fields)])


@pytest.fixture
def clipboard(monkeypatch):
    """Return what is given to the clipboard of the desktop."""
    copied = []
    monkeypatch.setattr("reader.tui.external.copy", lambda text: copied.append(text) or True)
    return copied


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("", "The"),
        ("w w", "The harbour was"),
        ("w w b", "The harbour"),
        ("right right left", "The harbour"),
        ("g", ""),
        ("G", TEXT),
        ("end home w", "The"),
        ("j j", "The harbour was shut at dawn. “We will stay,” said Karl Ott.\n\nNob"),
        ("G k k", "The harbour was shut at"),
    ],
)
async def test_keys_move_the_end_of_the_passage_and_y_copies_it(clipboard, keys, words):
    async with opened(make()) as ui:
        await ui.press("enter", "v", *keys.split())
        seen = await ui.press("y")
        assert ui.app.clipboard == (f"{words}\n{CITATION}" if words else "")
        assert clipboard == ([f"{words}\n{CITATION}"] if words else [])
        assert ("copied, with its citation" if words else "no words are selected") in seen
        assert not ui.app.screen.article.is_selecting


async def test_a_passage_begins_at_the_quotation_under_the_cursor(clipboard):
    async with opened(make()) as ui:
        await ui.press("enter", "tab", "v", "w", "y")
    assert clipboard == [f"“We will\n{CITATION}"]


async def test_v_opens_the_article_under_the_cursor_of_the_list(clipboard):
    async with opened(make(), size=(60, 20)) as ui:
        await ui.press("v", "w", "y")
    assert clipboard == [f"The harbour\n{CITATION}"]


@pytest.mark.parametrize("key", ["escape", "v"])
async def test_a_passage_is_left_without_copying_and_keys_mean_again_what_they_meant(clipboard, key):
    async with opened(make()) as ui:
        await ui.press("enter", "v", "w", key)
        assert not any(segment.style and segment.style.reverse for segment in ui.styles_of("harbour"))
        assert ui.app.screen.is_reading
        await ui.press("h")
        assert not ui.app.screen.is_reading
    assert not clipboard


async def test_the_passage_can_be_told_without_colours(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(make()) as ui:
        await ui.press("enter", "v", "w")
        assert [each.text for each in ui.styles_of("The harbour") if each.style.reverse] == ["The harbour"]


async def test_the_status_line_names_the_keys_of_a_passage_while_there_is_one():
    async with opened(make(), size=(120, 20)) as ui:
        await ui.press("enter", "v")
        assert "y copy" in ui.status
        assert "Esc leave" in ui.status
        await ui.press("escape")
        assert "Esc leave" not in ui.status


async def test_another_article_has_no_passage(clipboard):
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("enter", "v", "J")
        assert not ui.app.screen.article.is_selecting


async def drag(ui, start, end):
    """Press the button on some words, move to others, and let go."""
    lines = ui.text.split("\n")

    def place(words):
        row = next(n for n, line in enumerate(lines) if words in line)
        return lines[row].index(words), row

    await ui.pilot.mouse_down(offset=place(start))
    await ui.pilot.hover(offset=place(end))
    await ui.pilot.mouse_up(offset=place(end))
    await ui.settle()


async def test_dragging_selects_to_the_character_under_the_mouse(clipboard):
    async with opened(make()) as ui:
        await drag(ui, "harbour was", "at dawn")
        assert ui.app.screen.is_reading
        await ui.press("y")
    assert clipboard == [f"harbour was shut\n{CITATION}"]


async def test_dragging_back_and_over_paragraphs_selects_too(clipboard):
    async with opened(make()) as ui:
        await drag(ui, "spoke there", "harbour was")
        await ui.press("y")
    start, end = TEXT.index("harbour was"), TEXT.index("spoke there")
    assert clipboard == [f"{TEXT[start:end].strip()}\n{CITATION}"]


async def test_a_click_selects_nothing_and_takes_a_passage_away():
    async with opened(make()) as ui:
        await drag(ui, "harbour was", "at dawn")
        lines = ui.text.split("\n")
        row = next(n for n, line in enumerate(lines) if "Nobody else" in line)
        await ui.pilot.click(offset=(lines[row].index("Nobody"), row))
        await ui.settle()
        assert not ui.app.screen.article.is_selecting


async def test_struck_out_words_are_left_out_with_a_sign_and_the_mouse_finds_its_way_around_their_signs(
    clipboard,
):
    text = "The mayor resigned stayed in office."
    async with opened(make(text, spans=(Span(10, 18, Styled.STRUCK),))) as ui:
        assert "The mayor ~resigned~ stayed" in ui.text
        await drag(ui, "mayor", "office")
        await ui.press("y")
    assert clipboard == [f"mayor […] stayed in\n{CITATION}"]


async def test_only_struck_out_words_are_not_copied(clipboard):
    text = "Resigned. She stayed."
    async with opened(make(text, spans=(Span(0, 9, Styled.STRUCK),))) as ui:
        assert "only struck-out words" in await ui.press("enter", "v", "y")
    assert not clipboard


@given(st.text(st.sampled_from("ab \n“é漢~"), max_size=60), st.data())
def test_what_is_copied_without_struck_out_text_was_printed(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    article = make_article(1, "t", text).article
    assert words_between(article, start, end) in text


@given(
    st.lists(
        st.text(st.sampled_from("ab c漢é“"), min_size=1, max_size=40).filter(str.strip),
        min_size=1,
        max_size=4,
    ),
    st.integers(1, 30),
    st.lists(st.sampled_from(["word", "word_back", 1, -1, 5, -5]), max_size=20),
)
def test_a_passage_stays_within_the_text_whatever_moves_it(parts, width, motions):
    text, paragraphs, at = "\n\n".join(parts), [], 0
    for part in parts:
        paragraphs.append(Paragraph(at, at + len(part)))
        at += len(part) + 2
    layout, passage = TextLayout(text, tuple(paragraphs), width), first_word(text, 0)
    for motion in motions:
        passage = (
            passage.by_lines(layout, motion) if isinstance(motion, int) else passage.by_word(text, motion)
        )
        assert 0 <= passage.start <= passage.end <= len(text)


def test_word_motions_cross_the_anchor():
    text = "one two three four"
    passage = Passage(8, 13)
    back = [passage := passage.by_word(text, "word_back") for _ in range(3)]
    assert [text[each.start : each.end].strip() for each in back] == ["", "two", "one two"]
    on = [passage := passage.by_word(text, "word") for _ in range(4)]
    assert [text[each.start : each.end].strip() for each in on] == ["two", "", "three", "three four"]
