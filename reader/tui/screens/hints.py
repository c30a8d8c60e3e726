"""The keys that the status line names: taken from the keymap, the most useful first, help never far."""

from __future__ import annotations

from collections.abc import Iterable

from reader.tui.keymap import Key, first_key

Hinted = tuple[Key, ...]


def hints_for(keymap: Hinted, actions: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return keys and labels of some actions, in their order."""
    by_action = {key.action: key for key in keymap}
    return tuple((first_key(by_action[action]), by_action[action].label) for action in actions)
