"""What is put aside is kept beside the articles, ordered, noted, opened at its words, and taken back."""

import pytest
from made_session import ARTICLES, MadeSession, make_article, make_statement
from running_app import opened

from reader.ingest.collections_file import COLLECTIONS_FILE, NOTES
from reader.library.model import ItemKind


def words_of(session, name=None):
    collected = session.collected
    return [item.anchor.words for item in collected.items(name or collected.current)]


async def test_marked_quotations_are_put_aside_and_shown_and_opened_at_their_words():
    session = MadeSession()
    async with opened(session) as ui:
        seen = await ui.press("2", "x", "x", "p")
        assert "2 items put into “collection”" in seen
        assert "✓" not in seen
        assert words_of(session) == ["Nobody will pay more to cross,", "harbour gossip"]
        seen = await ui.press("5")
        assert "collection · 2 items" in seen
        assert "“Nobody will pay more to cross,”" in seen
        await ui.press("j", "enter")
        assert ui.app.screen.reading.quotation.start == ARTICLES[0].article.text.index("harbour gossip")
        await ui.press("backspace")
        assert ui.app.screen.views.current.list.cursor == 1
        assert ui.app.screen.pane is ui.app.screen.views.current.list


async def test_nothing_is_put_in_twice_and_that_is_said():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("2", "p")
        assert "in “collection” already" in await ui.press("p")
        assert len(words_of(session)) == 1
        assert "is as it was" in await ui.press("U")
        assert not (session.folder / COLLECTIONS_FILE).exists()


async def test_an_article_a_quotation_and_a_passage_are_items_of_their_kind():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("p", "enter", "p", "tab", "p", "escape", "v", "w", "w", "p")
    kinds = [item.kind for item in session.collected.items("collection")]
    assert kinds == [ItemKind.ARTICLE, ItemKind.QUOTATION, ItemKind.PASSAGE]


async def test_a_statement_is_kept_as_its_fullest_version_prints_it():
    session = MadeSession(statements=(make_statement(1, ARTICLES[0], ARTICLES[2]),))
    async with opened(session) as ui:
        await ui.press("3", "p")
    (item,) = session.collected.items("collection")
    assert (item.kind, item.path) == (ItemKind.STATEMENT, "1.md")


async def test_speakers_cannot_be_collected():
    async with opened() as ui:
        assert "nothing here that can be collected" in await ui.press("4", "p")


async def test_items_are_moved_headed_noted_and_taken_out_and_all_of_it_taken_back():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("2", "x", "x", "x", "p", "5")
        one, two, three = words_of(session)
        await ui.press("right_curly_bracket")
        assert words_of(session) == [two, one, three]
        assert ui.app.screen.views.current.list.cursor == 1
        await ui.press("left_curly_bracket", "H", *"Fares", "enter")
        assert words_of(session) == ["Fares", one, two, three]
        assert "Fares" in ui.text
        await ui.press("j", "A", *"ask her", "enter")
        assert "✎ ask her" in ui.text
        await ui.press("D")
        assert words_of(session) == ["Fares", two, three]
        await ui.press("U")
        assert "✎ ask her" in ui.text
        await ui.press("U", "U")
        assert words_of(session) == [one, two, three]
        await ui.press("U", "U")
        assert words_of(session) == [one, two, three]


async def test_marked_items_are_taken_out_together():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("2", "x", "x", "x", "p", "5", "x", "x", "D")
        assert len(words_of(session)) == 1
        assert "2 items taken out" in ui.status


async def test_another_collection_is_begun_and_chosen():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("2", "p", "P", *"fares", "enter", "j", "p")
        assert words_of(session, "fares") == ["harbour gossip"]
        assert "fares · 1 item" in await ui.press("5")
        seen = await ui.press("P")
        assert "collection" in seen
        await ui.press(*"coll", "enter")
        assert "collection · 1 item" in ui.text


async def test_a_note_outside_of_a_collection_is_an_item_of_the_notes_and_can_be_changed():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("enter", "tab", "A", *"check", "enter")
        (item,) = session.collected.items(NOTES)
        assert (item.note, item.kind) == ("check", ItemKind.QUOTATION)
        assert "check" in await ui.press("A")
        await ui.press(*"ed", "enter")
        (item,) = session.collected.items(NOTES)
        assert item.note == "checked"
        assert session.collected.current == "collection"


async def test_a_note_that_is_left_changes_nothing():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("A", *"no", "escape")
        assert not (session.folder / COLLECTIONS_FILE).exists()


async def test_what_is_not_found_any_more_is_listed_with_the_reason():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("2", "p")
        session.articles = (make_article(1, "Other", "Other words."), *ARTICLES[1:])
        seen = await ui.press("5")
        assert "1 not found" in seen
        assert "! not found: its words are no longer" in seen
        assert "no longer in the article" in await ui.press("enter")


async def test_keys_of_a_collection_say_elsewhere_what_they_are_for():
    async with opened() as ui:
        for key in ("D", "H", "right_curly_bracket"):
            assert "items of a collection; 5 shows it" in await ui.press(key)


async def test_a_file_with_mistakes_is_told_and_not_overwritten():
    session = MadeSession()
    file = session.folder / COLLECTIONS_FILE
    file.write_text("[[item")
    async with opened(session) as ui:
        assert "is no TOML" in await ui.press("p")
        assert "collections.toml is no TOML" in await ui.press("5")
    assert file.read_text() == "[[item"


@pytest.mark.parametrize("size", [(150, 45), (100, 30), (80, 24), (40, 12)])
async def test_the_collection_fits_every_size(size):
    session = MadeSession()
    async with opened(session, size=size) as ui:
        seen = await ui.press("2", "asterisk", "p", "5")
        assert "Nobody will pay" in seen
        await ui.press("A", *"note", "enter")
        assert "✎" in ui.text
        assert len(ui.status) <= size[0]
