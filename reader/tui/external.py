"""Programs outside: the clipboard, the browser, the editor.

Owns what is started and how. None of them but the editor may touch the terminal.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from textual.app import App, SuspendNotSupported

_TIMEOUT = 2.0  # seconds
_ENDING_SIGNALS = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]


def copy(text: str) -> bool:
    """Give a text to the desktop's clipboard; tell whether a program took it.

    Beside the first that takes it, tmux is given it too: the desktop may be that of another machine than the
    one from which the session is looked at.
    """
    desktop, tmux = _clipboards(), _tmux_clipboard()
    return any([any(_feed(command, text) for command in desktop), bool(tmux) and _feed(tmux, text)])


def is_web_address(url: str) -> bool:
    """Tell whether an address is one that a browser may be given."""
    return url.lower().startswith(("http://", "https://")) and not any(
        letter.isspace() or not letter.isprintable() for letter in url
    )


def browse(url: str) -> bool:
    """Open a web address in the browser; tell whether one was started."""
    for command in _browsers():
        if shutil.which(command[0]):
            try:
                subprocess.Popen(
                    [*command, url],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError:
                continue
            return True
    return False


def edit(app: App[object], path: Path, editor: str | None) -> str | None:
    """Edit a file, the terminal being the editor's meanwhile; return what went wrong, or None.

    Args:
        editor: A command; else ``$VISUAL``, ``$EDITOR``, or what is usually there.
    """
    chosen = editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or _usual_editor()
    try:
        command = shlex.split(chosen)
    except ValueError as error:
        return f"the editor {chosen!r} is no command: {error}"
    if not command or not shutil.which(command[0]):
        return f"the editor {chosen!r} was not found; set editor in the config, or $EDITOR"
    problem = None
    try:
        with app.suspend():
            # An error that left this block would leave the terminal to nobody.
            try:
                status = _run_in_terminal([*command, str(path)])
                problem = f"the editor ended with status {status}" if status else None
            except OSError as error:
                problem = f"the editor could not be started: {error.strerror}"
    except SuspendNotSupported:
        return "an editor cannot take over this terminal"
    return problem


def _run_in_terminal(command: list[str]) -> int:
    """Run a program that has the terminal; return its status. A signal that ends the reader ends it too."""
    process: subprocess.Popen[bytes] | None = None
    ended_by = 0

    def hand_on(number: int, frame: FrameType | None) -> None:
        nonlocal ended_by
        ended_by = number
        if process is not None:
            process.send_signal(number)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    before = {number: signal.signal(number, hand_on) for number in _ENDING_SIGNALS}
    try:
        process = subprocess.Popen(command)
        if ended_by:
            process.send_signal(ended_by)
        return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _usual_editor() -> str:
    return next((name for name in ("sensible-editor", "nano", "vim", "vi") if shutil.which(name)), "vi")


def _clipboards() -> list[list[str]]:
    found = []
    if os.environ.get("WAYLAND_DISPLAY"):
        found.append(["wl-copy"])
    if os.environ.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if sys.platform == "darwin":
        found.append(["pbcopy"])
    return [command for command in found if shutil.which(command[0])]


def _tmux_clipboard() -> list[str]:
    """Return what gives a text to tmux, which hands it on to the terminals that show it."""
    return ["tmux", "load-buffer", "-w", "-"] if os.environ.get("TMUX") and shutil.which("tmux") else []


def _browsers() -> list[list[str]]:
    own = os.environ.get("BROWSER", "").split(os.pathsep)[0].replace("%s", "")
    try:
        chosen = [shlex.split(own)] if own.strip() else []
    except ValueError:
        chosen = []
    return [*chosen, ["open"] if sys.platform == "darwin" else ["xdg-open"], ["gio", "open"], ["wslview"]]


def _feed(command: list[str], text: str) -> bool:
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
