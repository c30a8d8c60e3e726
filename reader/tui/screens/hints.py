"""Which keys the status line names, by what is under the cursor.

Owns the choice and its order. A module of its own because it grows with the keys, as the screen should not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reader.tui.keymap import Key, first_key, key_of

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.tui.views.view import View

# Actions named in the status line, the most useful first; the last is left out last.
_HINTS_ON_NAMES = ("toggle_name", "open", "clear", "search", "quit", "help")
_HINTS_IN_ARTICLE = (
    "next_quotation", "back", "next_article", "star", "pick_speaker", "pick_topic", "search", "help",
)  # fmt: skip
_HINTS_ON_PASSAGE = ("extend_down", "extend_word", "leave_passage", "copy_passage")
_HINTS_ON_QUOTATION = (
    "next_quotation", "next_by_speaker", "copy", "why", "correct", "back", "search", "help",
)  # fmt: skip


def useful_actions(
    view: View, *, on_names: bool, is_reading: bool, is_selecting: bool, quotation: Quotation | None
) -> Iterable[str]:
    """Return the actions to be named.

    Args:
        view: The view on the screen.
        on_names: Keys move the pane of names.
        is_reading: Keys move the article.
        is_selecting: A passage of the article is selected.
        quotation: What is under the article's cursor.
    """
    if on_names:
        return _HINTS_ON_NAMES
    if is_reading and is_selecting:
        return _HINTS_ON_PASSAGE
    if not is_reading and view.about is not None:
        return view.hints
    if quotation is not None:
        known = quotation.speaker is not None
        return [each for each in _HINTS_ON_QUOTATION if known or each != "next_by_speaker"]
    return _HINTS_IN_ARTICLE if is_reading else view.hints


def hints_for(
    keymap: tuple[Key, ...], actions: Iterable[str], labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return keys and labels of some actions, in their order.

    Args:
        labels: Of actions that are called something else here than in the keymap.
    """
    keys = [key_of(keymap, action) for action in actions]
    return tuple((first_key(key), labels.get(key.action, key.label)) for key in keys)
