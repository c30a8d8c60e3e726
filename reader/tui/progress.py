"""How far slow work has come: in the status line, and on a plain terminal.

Owns rate and time left. Refuses to know what the work is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_BAR_CELLS = 12  # cells
_SURE_AFTER = 1.0  # seconds; before, a rate says nothing


class Pace:
    """The rate of work, measured from when it was first heard of."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._start: float | None = None
        self._first = 0

    def wordings(self, done: int, total: int) -> tuple[str, ...]:
        """Say how far it is with a bar, the fullest wording first."""
        filled = _BAR_CELLS * done // total if total else _BAR_CELLS
        bar = "━" * filled + "╌" * (_BAR_CELLS - filled)
        short, rate, left = self.figures(done, total)
        plain = f"{bar} {short} files"
        if not rate:
            return f"reading {plain}", plain, short
        return f"{plain} · {rate} · {left} left", f"{bar} {short} · {left} left", plain, short

    def figures(self, done: int, total: int) -> tuple[str, str, str]:
        """Return how much is done, the rate, and the time left; these two are empty while unsure."""
        now = self._now()
        if self._start is None:
            self._start, self._first = now, done
        short, seconds = f"{done:,} of {total:,}", now - self._start
        if seconds < _SURE_AFTER or done <= self._first:
            return short, "", ""
        rate = (done - self._first) / seconds
        return short, f"{rate:,.0f}/s", _duration((total - done) / rate)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def console_progress() -> Iterator[Callable[[int, int], None]]:
    """Yield what draws on stderr how many files of how many are done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = TextColumn("reading"), BarColumn(), TextColumn("{task.description}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task, pace = progress.add_task("", total=None), Pace()

        def show(done: int, total: int) -> None:
            short, rate, left = pace.figures(done, total)
            said = f"{short} files · {rate} · {left} left" if rate else f"{short} files"
            progress.update(task, completed=done, total=total, description=said)

        yield show
