"""What is painted when: the list at once, the article where the cursor rests, borders with the focus."""

from running_app import opened
from textual import events


async def burst(room, keys):
    for key in keys:
        room.app.post_message(events.Key(key, key))
    await room.settle()


async def rest(room):
    """Wait until the cursor counts as being at rest."""
    while room.app.screen.navigation.is_preview_waiting:
        await room.pilot.pause(0.01)
    await room.settle()


async def test_a_burst_of_moves_ends_on_the_last_article_and_loads_no_other():
    async with opened() as room:
        shown, view = [], room.app.screen.article
        show = view.show
        view.show = lambda indexed, **how: shown.append(indexed.id) or show(indexed, **how)
        await burst(room, "jjj")
        await rest(room)
        assert shown == [room.app.screen.views.articles.list.row.id]
        assert "Choir sings" in room.text.split("│", 1)[1]


async def test_keys_for_the_article_find_the_one_under_the_cursor_however_fast_they_come():
    async with opened() as room:
        await burst(room, ["j", "tab"])
        assert room.app.screen.article.indexed.id == room.app.screen.views.articles.list.row.id
        assert room.app.screen.article.quotation is not None or "no quotation" in room.status


async def test_the_border_of_an_article_that_has_the_keys_is_of_another_colour():
    async with opened(size=(100, 30)) as room:

        def border():
            return next(each.style for each in room.lines[5] if each.text == "│")

        away = border()
        await room.press("enter")
        assert border() != away
        await room.press("backspace")
        assert border() == away


async def test_lines_are_as_wide_as_their_panes_at_every_size():
    async with opened() as room:
        for size in ((200, 50), (140, 20), (80, 24), (79, 24), (40, 12), (20, 5), (4, 5), (1, 1)):
            await room.resize(*size)
            assert {sum(each.cell_length for each in line) for line in room.lines} == {size[0]}
