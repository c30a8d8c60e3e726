"""Follow a folder while it is read: say when something in it has changed, and which files.

Owns the watching (watchfiles asks the system, nothing is polled). Refuses to look at what has changed: the
update does that, with one set of rules for the start and for later.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

_GATHERED = 300  # milliseconds at most in which changes that come together count as one
_QUIET = 50  # milliseconds without a change that end such a burst


def follow(folder: Path, changed: Callable[[set[str]], None], stop: Event) -> None:
    """Call back after each burst of changes below a folder, until told to stop.

    Returns at once where the system cannot watch the folder.

    Args:
        changed: Told the paths, relative to the folder, of files and folders that are new, changed or gone.
    """
    above = str(folder).rstrip(os.sep) + os.sep
    try:
        for changes in watch(
            folder,
            watch_filter=_is_visible(folder),
            debounce=_GATHERED,
            step=_QUIET,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            changed({path.removeprefix(above).replace(os.sep, "/") for _, path in changes})
    except (OSError, RuntimeError):  # no such folder, or more folders than the system lets one watch
        return


def _is_visible(folder: Path) -> Callable[[Change, str], bool]:
    """Return a filter for changes outside of hidden files and folders."""
    above = len(folder.parts)

    def is_visible(change: Change, path: str) -> bool:
        return not any(part.startswith(".") for part in Path(path).parts[above:])

    return is_visible
