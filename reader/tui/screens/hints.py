"""The keys that the status line names: taken from the keymap, the most useful first, help never far."""

from __future__ import annotations

from collections.abc import Iterable

from reader.tui.keymap import Key, first_key, key_of

Hinted = tuple[Key, ...]


def hints_for(keymap: Hinted, actions: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return keys and labels of some actions, in their order."""
    keys = [key_of(keymap, action) for action in actions]
    return tuple((first_key(key), key.label) for key in keys)
