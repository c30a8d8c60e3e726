"""Putting right by hand who said it: who is offered, what is kept, and how it is taken back."""

from fake_library import FakeSession
from reading_room import opened


async def test_a_person_of_the_article_is_picked_and_undone():
    session = FakeSession()
    async with opened(session) as room:
        await room.press("tab")
        assert room.status.startswith(" Mira Solano")
        offered = await room.press("a")
        assert "Who said “Nobody will pay more to cross,”" in offered
        assert offered.index("Mira Solano  ") < offered.index("Odd Brekke  ")
        await room.press("down", "enter")
        assert session.updates == 2
        assert "Odd Brekke" in room.status
        await room.press("tab", "shift+tab")
        assert room.status.startswith(" Odd Brekke · said · 1 of 3")
        await room.press("U", "tab", "shift+tab")
        assert room.status.startswith(" Mira Solano · said · 1 of 3")


async def test_a_new_name_nobody_and_a_term_are_answers():
    session = FakeSession()
    async with opened(session) as room:
        await room.press("tab", "a", *"Zoe Quist")
        assert "Zoe Quist" in room.text
        assert "a new name" in room.text
        await room.press("enter", "tab", "shift+tab")
        assert room.status.startswith(" Zoe Quist · said · 1 of 3")
        await room.press("a", *"qqq", "down", "enter", "tab", "shift+tab")
        assert room.status.startswith(" unknown speaker · said · 1 of 3")
        await room.press("a", "end")
        await room.press("pagedown", "enter")
        assert "1 of 3" not in room.status
        await room.press("tab")
        assert "1 of 2" in room.status


async def test_the_library_is_offered_as_it_is_typed_and_esc_changes_nothing():
    session = FakeSession()
    async with opened(session) as room:
        await room.press("j", "tab", "a", *"sol")
        assert "Mira Solano" in room.text
        before = session.articles
        await room.press("escape")
        assert session.articles is before
        await room.press("escape", "a")
        assert "Tab goes to one" in room.status
