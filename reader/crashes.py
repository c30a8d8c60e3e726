"""A mistake of the reader's own becomes one line for the user, and a file that says where it happened."""

from __future__ import annotations

import os
from pathlib import Path

from reader.text.sanitize import sanitize_line

CANNOT_GO_ON = 2  # the exit status of everything that cannot be opened or finished
"""Also of a mistake of the reader's own: 1 would mean that nothing was found."""

_CRASH_FILE = "crash.txt"
_LONGEST_CRASH = 300  # characters


def describe_crash(error: BaseException, folder: Path) -> str:
    """Write down where an error of the reader's own came from, and return one line for the user.

    Args:
        folder: Gets the file, which only the user can read. It may hold words of articles.
    """
    import traceback  # hardly ever needed

    file = folder / _CRASH_FILE
    said = f"reader: a mistake of its own: {type(error).__name__}: {error}"[:_LONGEST_CRASH]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as log:
            log.write("".join(traceback.format_exception(error)))
    except (OSError, ValueError):
        return sanitize_line(said)
    return sanitize_line(f"{said}; nothing is lost; where it happened stands in {file}")
