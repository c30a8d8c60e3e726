"""Runs the app without a terminal, presses keys, and reads what is on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from made_session import MadeSession
from rich.segment import Segment
from textual.pilot import Pilot

from reader.config import Config
from reader.tui.app import ReaderApp


class RunningApp:
    """A running app and what can be seen of it."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait for threads, and for what they set off."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def press(self, *keys: str) -> str:
        """Press keys; return the screen as text."""
        await self.pilot.press(*keys)
        await self.settle()
        return self.text

    async def resize(self, columns: int, rows: int) -> str:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()
        return self.text

    @property
    def lines(self) -> list[list[Segment]]:
        """The screen as painted segments."""
        return [list(strip) for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in self.lines)

    @property
    def status(self) -> str:
        """The last line."""
        return self.text.split("\n")[-1]

    @property
    def chips(self) -> str:
        """The first line."""
        return self.text.split("\n")[0]

    def styles_of(self, words: str) -> list[Segment]:
        """Return the segments in which words are painted, as far as one segment holds them."""
        return [segment for line in self.lines for segment in line if words in segment.text]


@asynccontextmanager
async def opened(
    session: MadeSession | None = None,
    *,
    size: tuple[int, int] = (100, 30),
    config: Config | None = None,
    select: Path | None = None,
) -> AsyncIterator[RunningApp]:
    """Open the main screen on a library in memory."""
    app = ReaderApp(Path("/news"), config or Config(), select=select, session=session or MadeSession())
    async with app.run_test(size=size) as pilot:
        ui = RunningApp(app, pilot)
        await ui.settle()
        yield ui
