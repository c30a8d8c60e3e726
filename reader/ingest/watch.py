"""Watches a folder and reports which paths in it have changed.

Owns the watching: watchfiles is told by the system, nothing is polled. Refuses to judge what has changed; the
update does that. A module of its own, although only the screen uses it: it imports watchfiles, which must not
be loaded before the first paint.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from reader.ingest.walk import IGNORE_FILE

_LONGEST_BURST_MS = 300
_QUIET_AFTER_BURST_MS = 50


def watch_folder(folder: Path, changed: Callable[[set[str]], None], stop: Event) -> None:
    """Call back after each burst of changes below a folder, until told to stop.

    Returns at once where the system cannot watch the folder.

    Args:
        changed: Called with the paths, relative to the folder, of what is new, changed or gone.
    """
    above = str(folder).rstrip(os.sep) + os.sep
    try:
        for changes in watch(
            folder,
            watch_filter=_is_visible(folder),
            debounce=_LONGEST_BURST_MS,
            step=_QUIET_AFTER_BURST_MS,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            changed({path.removeprefix(above).replace(os.sep, "/") for _, path in changes})
    except (OSError, RuntimeError):  # no such folder, or more folders than the system lets one watch
        return


def _is_visible(folder: Path) -> Callable[[Change, str], bool]:
    """Return a filter for changes outside of hidden files and folders, and of the patterns to be left out."""
    above = len(folder.parts)

    def is_visible(change: Change, path: str) -> bool:
        inside = Path(path).parts[above:]
        *folders, name = inside or ("",)
        return not any(part.startswith(".") for part in (*folders, "" if name == IGNORE_FILE else name))

    return is_visible
