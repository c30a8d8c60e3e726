"""A pseudo-terminal for tests: runs a command, presses keys, and sees what a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyte

COMMAND = Path(sys.executable).parent / "reader"
# What the screen model does not know and would print: private sequences and requests for reports.
_UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP[^\x1b]*\x1b\\")
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "down": "\x1b[B",
    "backspace": "\x7f",
}


class Terminal:
    """A command in a pseudo-terminal.

    Attributes:
        modes: Private modes that are switched on: 1049 alternate screen, 1000 to 1006 mouse, 25 cursor.
        output: Everything the command wrote.
        fd: Our end of the pseudo-terminal.
    """

    def __init__(self, command: Sequence[str], *, columns: int, rows: int, env: dict[str, str]) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.modes = {25}
        self.output = b""
        self.status: int | None = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # What readline has exported of the terminal of whoever runs the tests would count for more.
            env = {name: value for name, value in env.items() if name not in ("LINES", "COLUMNS")}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), env)
        self.settings = termios.tcgetattr(self.fd)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        self.close()

    def close(self) -> None:
        """Close the terminal, as a window is closed; whatever runs in it goes on."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def screen(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def press(self, *keys: str) -> None:
        """Type keys by name, other strings as they are."""
        os.write(self.fd, "".join(KEYS.get(key, key) for key in keys).encode())

    def wait_for(self, text: str, *, gone: bool = False, seconds: float = 30) -> None:
        """Read until the text is on the screen, or has gone from it."""
        limit = time.monotonic() + seconds
        while (text in self.screen) == gone:
            assert time.monotonic() < limit, f"{text!r} {'stays' if gone else 'is missing'}:\n{self.screen}"
            assert self._read(1) or self.status is None, f"the command ended:\n{self.screen}"

    def collect(self, quiet: float) -> list[tuple[float, bytes]]:
        """Read until nothing has come for so long; return what came with its times, not yet on the screen."""
        pieces: list[tuple[float, bytes]] = []
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:  # the other side has closed
                break
            pieces.append((time.perf_counter(), data))
        return pieces

    def read_for(self, seconds: float) -> None:
        """Read for so long, whatever comes."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self._read(0.05)

    def show(self, data: bytes) -> None:
        """Put on the screen what the command wrote."""
        self.output += data
        for modes, switch in _MODE.findall(data):
            numbers = {int(number) for number in modes.split(b";")}
            self.modes = self.modes | numbers if switch == b"h" else self.modes - numbers
        self._stream.feed(_UNKNOWN.sub(b"", data))

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send the command a signal."""
        os.kill(self.pid, number)

    def wait_for_end(self, seconds: float = 30) -> int:
        """Read until the command has ended; return its exit status; of a signal its number, negated."""
        limit = time.monotonic() + seconds
        while self.status is None:
            assert time.monotonic() < limit, f"the command does not end:\n{self.screen}"
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        while self._read(0):
            pass
        return self.status

    def is_clean(self) -> bool:
        """Whether the terminal is as it was: line settings, main screen, cursor, no mouse reports."""
        return self.modes - {7} == {25} and termios.tcgetattr(self.fd) == self.settings

    def seconds_used(self) -> float:
        """Return the seconds of processor time that the command has taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_stopped(self) -> bool:
        """Tell whether the command is stopped, as by a shell's job control."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"

    def _read(self, seconds: float) -> bool:
        if self.fd < 0:
            time.sleep(seconds)
            return False
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # the other side has closed
            return False
        self.show(data)
        return bool(data)
