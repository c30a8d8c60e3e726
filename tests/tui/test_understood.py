"""How an article was understood, in a dialog and on the command line."""

import pytest
from made_session import MadeSession, make_article
from running_app import opened

from reader.articles.load import load_article
from reader.articles.model import DateOrigin
from reader.export.articles import understood_facts, understood_lines
from reader.tui.screens.explanations import Understood
from reader.tui.theme import Palette

FIELDS = {
    "title_inferred": True,
    "inferred": True,
    "date": "2025-11-04T10:30",
    "date_offset": -300,
    "date_origin": DateOrigin.FILE_NAME,
    "problems": ("the date is a guess",),
    "header": ("By Ann Writer",),
    "set_aside": ("Photo: Jo Lens/Agency", "Subscribe to our letter", "[/b]\x1b[31m hostile"),
}


def make(**fields):
    text = "The harbour was shut. “We will stay,” said Karl Ott."
    return MadeSession([make_article(1, "Port shut", text, ["Karl Ott"], **{**FIELDS, **fields})])


@pytest.mark.parametrize("size", [(150, 45), (80, 24), (40, 12)])
@pytest.mark.parametrize("keys", ["i", "enter i"])
async def test_i_without_a_quotation_shows_how_the_article_was_understood(size, keys):
    async with opened(make(), size=size) as ui:
        seen = await ui.press(*keys.split())
        assert "How this article was under" in seen
        seen += await ui.press("G")
        for words in ("set aside", "Photo: Jo", "Subscribe"):
            assert words in seen
        assert "\x1b" not in seen
        assert "How this article" not in await ui.press("escape")


async def test_i_on_a_quotation_still_explains_the_speaker():
    async with opened(make()) as ui:
        assert "Why this speaker" in await ui.press("enter", "tab", "i")


async def test_what_the_library_has_settled_since_is_shown_as_settled():
    session = make()
    async with opened(session) as ui:
        unsettled = make(source=None).articles[0].article
        session.read_file = lambda path: unsettled
        assert "Harbour Post" in await ui.press("enter", "i")


async def test_a_file_that_has_gone_is_said_to_have_gone(tmp_path):
    session = make()
    session.read_file = lambda path: load_article(tmp_path / "gone.md")
    async with opened(session) as ui:
        assert "How this" not in await ui.press("enter", "i")
        assert "1.md: does not exist any more" in ui.status


def test_the_facts_say_where_everything_comes_from():
    facts = list(understood_facts(make().articles[0].article))
    assert ("title", "Port shut (inferred: the file has no headline)") in facts
    assert ("date from", "the file name") in facts
    assert ("time zone", "UTC-05:00") in facts
    assert ("head", "By Ann Writer") in facts
    assert facts[-3:] == [("set aside", part) for part in FIELDS["set_aside"]]


@pytest.mark.parametrize(
    ("fields", "fact"),
    [
        ({"date_offset": None}, ("time zone", "not given")),
        ({"date_origin": None}, ("date from", "the article itself")),
        ({"date_origin": DateOrigin.ADDRESS}, ("date from", "the address")),
        ({"source": None}, ("outlet", "unknown")),
        ({"set_aside": ()}, ("set aside", "nothing")),
        ({"draft": True}, ("draft", "yes")),
        ({"title_inferred": False}, ("title", "Port shut")),
    ],
)
def test_what_is_unknown_is_said_to_be(fields, fact):
    assert fact in understood_facts(make(**fields).articles[0].article)


@pytest.mark.parametrize("width", [12, 40, 100])
def test_facts_fit_the_width_and_let_no_control_through(width):
    article = make().articles[0].article
    lines = list(understood_lines(article, width))
    lines += ["".join(each.text for each in line) for line in Understood(article).write(width, PALETTE)]
    assert max(map(len, lines)) <= width
    assert not any("\x1b" in line for line in lines)


PALETTE = Palette.make({}, dark=True)
