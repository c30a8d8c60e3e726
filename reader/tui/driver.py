"""The terminal as the reader uses it: what happens when it goes away, stops the reader, or has no size.

Textual's driver takes it for granted that a terminal is there to the end. Written to one that has gone, its
writing thread dies and the next writes wait for ever; read from, its reading thread spins. Owns that neither
happens: once the terminal has gone, nothing is written or read, and the app ends. Owns also the signals that
end or stop the reader, which are heard whatever it is doing: the editor may have the terminal, or the
terminal may take nothing any more.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import IO, Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

_ENDING_SECONDS = 5.0  # an orderly end takes less, even while a batch is being written
_WATCH_MILLISECONDS = 1_000
_GONE = select.POLLHUP | select.POLLERR
_USUAL_SIZE = 80, 25  # as Rich has it: where Textual has another, it paints for ever
_RESET = b"\x1b[?1000;1003;1015;1006;2004;1004l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"
"""Undoes what the driver has switched on, where there is no time to do it in order."""


class _SafeFile:
    """A file whose errors are told once instead of being raised.

    Args:
        lost: Called at the first error.
    """

    def __init__(self, file: IO[str], lost: Callable[[], None]) -> None:
        self._file = file
        self._lost = lost

    def write(self, text: str) -> int:
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            self._lost()
            return len(text)

    def flush(self) -> None:
        try:
            self._file.flush()
        except (OSError, ValueError):
            self._lost()

    def fileno(self) -> int:
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Textual's driver, for a terminal that may go away at any moment."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._is_lost = False
        self._ending = 0  # the number of the signal that asked for the end
        assert sys.__stderr__ is not None  # the screen is opened on terminals only
        self._output = sys.__stderr__.fileno()
        self._file = _SafeFile(sys.__stderr__, self._lose)  # type: ignore[assignment]
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        threading.Thread(target=self._watch, name="terminal-watch", daemon=True).start()

    def write(self, data: str) -> None:
        """Write to the terminal as long as there is one."""
        if not self._is_lost:
            super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        columns, rows = shutil.get_terminal_size(_USUAL_SIZE)
        return columns, rows

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._lose()
        except BaseException:  # handed on to be shown, as Textual does
            super()._run_input_thread()

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal again, and paint everything: other programs have written there."""
        super()._sigcont_application()
        if self._auto_restart:
            self._loop.call_soon_threadsafe(self._app.refresh)

    def _watch(self) -> None:
        """Wait for the terminal to go away, or for the end to be asked for; see that the end comes."""
        poll = select.poll()
        poll.register(self.fileno, 0)  # asked for nothing, it tells only that the other side has gone
        while not self._ending:
            try:
                gone = any(event & _GONE for _, event in poll.poll(_WATCH_MILLISECONDS))
            except OSError:
                gone = True
            if gone:
                self._lose()
        time.sleep(_ENDING_SECONDS)
        self._end_at_once(self._ending)

    def _lose(self) -> None:
        """Neither read nor write any more, and end the app. Any thread may call it."""
        self._is_lost = True
        self.exit_event.set()
        self._end(signal.SIGHUP)

    def _end(self, number: int, _frame: FrameType | None = None) -> None:
        """End the app in order, as a signal asks for; the watch ends it if that takes too long."""
        self._ending = number  # no more is done here than a handler of signals may do at any place
        with suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(self._app.exit, None, 128 + number)

    def _end_at_once(self, number: int) -> None:
        # What the user has done is in its files already: every change is written when it is made.
        if not self._is_lost:
            with suppress(OSError, termios.error):
                os.set_blocking(self._output, False)
                os.write(self._output, _RESET)
            if self.attrs_before is not None:
                with suppress(termios.error):
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        os._exit(128 + number)
