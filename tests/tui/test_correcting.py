"""Putting right by hand who said it: who is offered, what is kept, and how it is taken back."""

from made_session import MadeSession
from running_app import opened


async def test_a_person_of_the_article_is_picked_and_undone():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("tab")
        assert ui.status.startswith(" Mira Solano")
        offered = await ui.press("a")
        assert "Who said “Nobody will pay more to cross,”" in offered
        assert offered.index("Mira Solano  ") < offered.index("Odd Brekke  ")
        await ui.press("down", "enter")
        assert session.updates == 2
        assert "Odd Brekke" in ui.status
        await ui.press("tab", "shift+tab")
        assert ui.status.startswith(" Odd Brekke · said · 1 of 3")
        await ui.press("U", "tab", "shift+tab")
        assert ui.status.startswith(" Mira Solano · said · 1 of 3")


async def test_a_new_name_nobody_and_a_term_are_answers():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("tab", "a", *"Zoe Quist")
        assert "Zoe Quist" in ui.text
        assert "a new name" in ui.text
        await ui.press("enter", "tab", "shift+tab")
        assert ui.status.startswith(" Zoe Quist · said · 1 of 3")
        await ui.press("a", *"qqq", "down", "enter", "tab", "shift+tab")
        assert ui.status.startswith(" unknown speaker · said · 1 of 3")
        await ui.press("a", "end")
        await ui.press("pagedown", "enter")
        assert "1 of 3" not in ui.status
        await ui.press("tab")
        assert "1 of 2" in ui.status


async def test_the_library_is_offered_as_it_is_typed_and_esc_changes_nothing():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("j", "tab", "a", *"sol")
        assert "Mira Solano" in ui.text
        before = session.articles
        await ui.press("escape")
        assert session.articles is before
        await ui.press("escape", "a")
        assert "Tab goes to one" in ui.status
