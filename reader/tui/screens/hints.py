"""The keys that the status line names: taken from the keymap, the most useful first, help never far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reader.tui.keymap import Key, first_key, key_of

Hinted = tuple[Key, ...]


def hints_for(
    keymap: Hinted, actions: Iterable[str], labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return keys and labels of some actions, in their order.

    Args:
        labels: Of actions that are called something else here than in the keymap.
    """
    keys = [key_of(keymap, action) for action in actions]
    return tuple((first_key(key), labels.get(key.action, key.label)) for key in keys)
