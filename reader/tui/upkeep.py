"""The index of the folder on the screen, kept in line with its files while the reader is open.

Owns what is known to have changed: by watching the folder, or by our own writing. Everything is called from
threads.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import Config
from reader.garbage import give_back

if TYPE_CHECKING:
    from reader.ingest.update import Progress, Report


class Upkeep:
    """Looks for what is new in one folder.

    Attributes:
        closed: Set at the end; nothing is followed from then on.
    """

    def __init__(self, folder: Path, config: Config) -> None:
        self.closed = threading.Event()
        self._folder = folder
        self._config = config
        # None while it is unknown: at first, and after a look that was not finished.
        self._changed: set[str] | None = None
        self._noting = threading.Lock()

    def note(self, paths: set[str]) -> None:
        """Remember what the next update has to look at."""
        with self._noting:
            if self._changed is not None:
                self._changed |= paths

    def update(self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Report:
        """Bring the index up to date; the parsers are imported here, not before the first paint."""
        from reader.ingest.update import update_index

        with self._noting:
            paths, self._changed = self._changed, set()
        finished = False
        try:
            with _errors_without_a_file():
                report = update_index(
                    self._folder, self._config, paths=paths or (), progress=progress, cancelled=cancelled
                )
            finished = not report.cancelled
        finally:
            give_back()
            if not finished:
                with self._noting:
                    self._changed = None
        return report

    def follow(self, changed: Callable[[], None]) -> None:
        """Watch the folder in a thread that does not keep the program from ending."""

        def note(paths: set[str]) -> None:
            self.note(paths)
            changed()

        def watch() -> None:
            from reader.ingest.following import follow

            follow(self._folder, note, self.closed)

        threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _errors_without_a_file() -> Iterator[None]:
    """Let worker processes be started under Textual, whose stand-in for stderr has a file number of -1.

    The standard library hands that number on to a process of its own, which fails; a stream that has no
    number is understood.
    """
    before, quiet = sys.stderr, io.StringIO()
    sys.stderr = quiet
    try:
        yield
    finally:
        # Once the app has ended, stderr is the terminal's again, and not ours to change.
        if sys.stderr is quiet:
            sys.stderr = before
