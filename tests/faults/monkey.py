"""Random keys, mouse events, sizes and changes of the library, on the installed command in a terminal."""

from __future__ import annotations

import os
import random
import select
import time
from pathlib import Path

from reader.tui.keymap import KEYMAP
from terminal import Terminal

# Not the keys that end or stop the reader: there are tests of their own for these.
_ENDING = {"q", "\x11", "\x03", "\x1a"}
_NAMED = ["\r", "\x1b", "\t", "\x1b[Z", "\x7f", " "]
_NAMED += [f"\x1b[{key}" for key in ("A", "B", "C", "D", "5~", "6~", "H", "F")]
_LETTERS = sorted({key for each in KEYMAP for key in each.keys.split(",") if len(key) == 1} - _ENDING)
_OTHERS = [
    "/",
    "?",
    "!",
    ":",
    "[",
    "]",
    "@",
    '"',
    "(",
    ")",
    "-",
    "漢",
    "é",
    "speaker:",
    "OR ",
    "\x1b[200~pasted\x1b[201~",
]
_SIGNS_OF_FAILURE = (b"Traceback", b"mistake of its own", b"Error:")


class Monkey:
    """Does something random, again and again.

    Attributes:
        done: How many keys and mouse events were sent.
        changes: How often the library was changed.
        sizes: How many sizes the terminal had.
    """

    def __init__(self, terminal: Terminal, library: Path, seed: int) -> None:
        self.done = self.changes = self.sizes = 0
        self._terminal = terminal
        self._library = library
        self._random = random.Random(seed)
        self._columns, self._rows = 100, 30
        self._tail = b""
        self.failure: bytes | None = None

    def play(self, events: int) -> None:
        """Send so many keys and mouse events, with other things between them; end early if it fails."""
        limit = self.done + events
        while self.done < limit and self.failure is None:
            choice = self._random.random()
            if choice < 0.03:
                self._resize()
            elif choice < 0.05:
                self._change_library()
            elif choice < 0.06:
                self.wait(self._random.random() / 10)
            elif choice < 0.25:
                self._send(self._mouse())
            else:
                self._send(self._random.choice(self._random.choice((_LETTERS, _LETTERS, _NAMED, _OTHERS))))

    def wait(self, seconds: float) -> None:
        """Read what comes for so long, and look for signs of failure."""
        limit = time.monotonic() + seconds
        while True:
            ready = select.select([self._terminal.fd], [], [], max(0.0, limit - time.monotonic()))[0]
            if not ready:
                return
            try:
                data = os.read(self._terminal.fd, 1 << 16)
            except OSError:
                self.failure = self.failure or b"the reader has ended: " + self._tail[-2_000:]
                return
            self._tail = (self._tail + data)[-20_000:]
            if any(sign in self._tail for sign in _SIGNS_OF_FAILURE):
                self.failure = self._tail[-6_000:]

    def settle(self) -> None:
        """Leave dialogs, and wait until nothing is painted any more."""
        for _ in range(6):
            self._send("\x1b")
            self.wait(0.2)
        self._terminal.resize(100, 30)
        for _ in range(60):
            before = self._tail
            self.wait(0.5)
            if self._tail == before:
                return

    def _send(self, text: str) -> None:
        os.write(self._terminal.fd, text.encode())
        self.done += 1
        self.wait(0.002)

    def _mouse(self) -> str:
        column, row = self._random.randint(1, 120), self._random.randint(1, 40)
        button = self._random.choice((0, 0, 0, 2, 32, 35, 35, 64, 65))
        return f"\x1b[<{button};{column};{row}{self._random.choice('MMm')}"

    def _resize(self) -> None:
        self.sizes += 1
        small = self._random.random() < 0.2
        most_columns, most_rows = (3, 3) if small else (180, 50)
        for _ in range(self._random.choice((1, 1, 8))):  # a storm now and then
            self._terminal.resize(self._random.randint(0, most_columns), self._random.randint(0, most_rows))
        self.wait(0.01)

    def _change_library(self) -> None:
        self.changes += 1
        path = self._library / f"changing/{self._random.randint(0, 9)}.md"
        path.parent.mkdir(exist_ok=True)
        if path.exists() and self._random.random() < 0.4:
            path.unlink()
        else:
            words = self._random.choice(("stay", "go", "wait"))
            head = f"---\ntitle: We {words}\ndate: 2025-03-0{self._random.randint(1, 9)}\n---\n"
            path.write_text(f'{head}"We {words}," Ann Berg said.\n')


def resident_megabytes(pid: int) -> float:
    """Return the memory that a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
