"""Importing on the screen: a path, a preview that can be mended, the files written, and their undoing."""

from exports import nexis, stories
from made_session import MadeSession
from running_app import opened
from textual import events

from reader.tui.screens.importing import ImportDialog, ImportList


async def looked_into(ui):
    """Wait until the dialog shows what it found."""
    await ui.app.workers.wait_for_complete()
    await ui.settle()
    return ui.app.screen.query_one(ImportList)


def names(session):
    return sorted(path.name for path in session.folder.iterdir() if path.name.startswith("2025-03"))


async def test_what_a_path_holds_is_shown_mended_written_and_undone(tmp_path):
    source = tmp_path / "export.txt"
    source.write_text(nexis(stories(3)), "utf-8")
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("I")
        assert isinstance(ui.app.screen, ImportDialog)
        for part in (str(tmp_path)[:-1], "tab"):
            await ui.press(*([part] if part == "tab" else part))
        assert ui.app.screen.query_one("#narrow").value == f"{tmp_path}/"
        await ui.press("tab", "enter")
        rows = await looked_into(ui)
        assert [row.label for row in rows.rows] == [story.title for story in stories(3)]
        assert "The Lowmark Courier · LOWMARK" in rows.rows[0].note
        await ui.press(*"outlet Harbour Post", "enter", *"date nonsense", "enter")
        assert "no date" in str(ui.app.screen.query_one("#picker").border_subtitle)
        await ui.press(*["backspace"] * len("date nonsense"), "down", "tab", "enter")
        await ui.app.workers.wait_for_complete()
        await ui.settle()
        assert names(session) == [
            "2025-03-02-harbour-post-tunnel-number-1-is-late-again.md",
            "2025-03-04-the-lowmark-courier-tunnel-number-3-is-late-again.md",
        ]
        assert "2 articles written" in ui.status
        starred = session.starred
        await ui.press("m")
        assert session.starred != starred
        await ui.press("U")
        assert session.starred == starred
        assert len(names(session)) == 2
        await ui.press("U")
        assert names(session) == []
        assert "2 files removed" in ui.status


async def test_a_pasted_text_is_one_article_and_nothing_is_written_when_the_dialog_is_left():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("I")
        text = "Docks reopen after the storm\n\n4 March 2025\n\n“They hold,” Ilse Brandt said.\n"
        ui.app.screen.query_one("#narrow").post_message(events.Paste(text))
        await ui.settle()
        rows = await looked_into(ui)
        assert [row.label for row in rows.rows] == ["Docks reopen after the storm"]
        await ui.press("escape")
        assert names(session) == []


async def test_a_source_without_articles_says_why_and_is_asked_for_again(tmp_path):
    async with opened() as ui:
        await ui.press("I", *str(tmp_path / "gone.txt"), "enter")
        await looked_into(ui)
        assert "does not exist" in str(ui.app.screen.query_one("#picker").border_subtitle)
