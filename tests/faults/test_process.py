"""Signals, and a terminal that goes away, stops the reader or has no size: it ends, or goes on as it was."""

import os
import signal
import sys
import time
from contextlib import suppress

import pytest

from terminal import COMMAND

pytestmark = [
    pytest.mark.skipif(not COMMAND.exists(), reason="the reader command is not installed here"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes by /proc"),
]
EDITOR = """#!{python}
import signal, sys, time
if {deaf}:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
open({pid!r}, "w").write(str(__import__("os").getpid()))
print("EDITING", sys.argv[1:], flush=True)
time.sleep(60)
"""
STATES = {
    "list": ([], "A title"),
    "article": (["enter"], "Tab next quote"),
    "dialog": (["?"], "All keys"),
    "prompt": (["/", "stay"], "stay"),
    "picker": (["s"], "Ann Berg"),
    "palette": ([":"], "Search for commands"),
    "quotations": (["2"], "will stay"),
    "editor": (["e"], "EDITING"),
}
ENDINGS = {"SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP, "closed": None}


@pytest.fixture
def editor(tmp_path):
    """Return what makes an editor, and where it puts its number."""

    def make(deaf=False):
        program, pid = tmp_path / "editor", tmp_path / "pid"
        program.write_text(EDITOR.format(python=sys.executable, deaf=deaf, pid=str(pid)))
        program.chmod(0o755)
        return program, pid

    yield make
    with suppress(OSError, ValueError):
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)


def is_running(pid):
    try:
        os.kill(int(pid.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


# In every state the terminal is closed; the signals are tried where the reader is busy with something else.
ENDED = [
    (state, ending)
    for state in STATES
    for ending in ENDINGS
    if ending == "closed" or state in ("picker", "editor") or "READER_FAULTS_LONG" in os.environ
]


@pytest.mark.parametrize(("state", "ending"), ENDED)
def test_the_reader_ends_in_every_state(library, launch, editor, tally, state, ending):
    library.put("a.md")
    program, pid = editor()
    keys, shown = STATES[state]
    with launch(library.folder, EDITOR=str(program)) as terminal:
        terminal.wait_for("A title")
        for key in keys:
            terminal.press(key)
        terminal.wait_for(shown)
        if ENDINGS[ending] is None:
            terminal.close()
        else:
            terminal.signal(ENDINGS[ending])
        assert terminal.wait_for_end(20) in (128 + (ENDINGS[ending] or signal.SIGHUP), -signal.SIGHUP)
        if ENDINGS[ending] is not None:
            assert terminal.is_clean()
        if state == "editor":
            assert not is_running(pid)
    tally("faults injected: ends of the terminal and signals")


def test_an_editor_that_ignores_signals_does_not_keep_the_reader(library, launch, editor, tally):
    library.put("a.md")
    program, _ = editor(deaf=True)
    with launch(library.folder, EDITOR=str(program)) as terminal:
        terminal.wait_for("A title")
        terminal.press("e")
        terminal.wait_for("EDITING")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_for_end(20) == 128 + signal.SIGTERM
    tally("faults injected: ends of the terminal and signals")


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (0, 30)], ids=str)
def test_a_terminal_without_a_size_is_closed(library, launch, tally, size):
    library.put("a.md")
    with launch(library.folder, columns=size[0], rows=size[1]) as terminal:
        terminal.read_for(1.5)
        terminal.close()
        assert terminal.wait_for_end(20) in (128 + signal.SIGHUP, -signal.SIGHUP)
    tally("faults injected: ends of the terminal and signals")


@pytest.mark.parametrize("size", [(0, 0), (0, 30), (90, 0)], ids=str)
def test_a_terminal_without_a_size_is_painted_and_then_left_alone(library, launch, size):
    library.put("a.md")
    with launch(library.folder, columns=size[0], rows=size[1]) as terminal:
        for _ in range(20):
            before = len(terminal.output)
            terminal.read_for(1.0)
            if before == len(terminal.output) > 0:
                break
        else:
            pytest.fail("it is painted for ever")


def test_a_terminal_that_goes_away_while_its_size_changes(library, launch, tally):
    library.put("a.md")
    for _ in range(2):
        with launch(library.folder) as terminal:
            terminal.wait_for("A title")
            for step in range(20):
                terminal.resize(40 + step, 10 + step)
            terminal.close()
            assert terminal.wait_for_end(20) in (128 + signal.SIGHUP, -signal.SIGHUP)
        tally("faults injected: ends of the terminal and signals")


def test_a_terminal_that_takes_nothing_any_more_does_not_keep_the_reader(library, launch, tally):
    library.put("a.md")
    with launch(library.folder) as terminal:
        terminal.wait_for("A title")
        for step in range(60):  # more than fits between the reader and us, who read nothing
            terminal.resize(200 + step % 2, 60)
            time.sleep(0.02)
        terminal.signal(signal.SIGTERM)
        limit = time.monotonic() + 20
        while not (ended := os.waitpid(terminal.pid, os.WNOHANG))[0]:
            assert time.monotonic() < limit
            time.sleep(0.05)
        terminal.status = os.waitstatus_to_exitcode(ended[1])
        assert terminal.status == 128 + signal.SIGTERM
    tally("faults injected: ends of the terminal and signals")


@pytest.mark.parametrize("by", ["key", "signal"])
def test_a_stopped_reader_leaves_the_terminal_and_paints_it_anew(library, launch, tally, by):
    library.put("a.md")
    with launch(library.folder) as terminal:
        terminal.wait_for("A title")
        if by == "key":
            terminal.press("\x1a")
        else:
            terminal.signal(signal.SIGTSTP)
        limit = time.monotonic() + 20
        while not terminal.is_stopped():
            assert time.monotonic() < limit
            terminal.read_for(0.1)
        assert terminal.is_clean()
        terminal.show(b"\x1b[2J\x1b[H$ fg")
        terminal.wait_for("$ fg")
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("A title")
        terminal.wait_for("$ fg", gone=True)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.is_clean()
    tally("faults injected: ends of the terminal and signals")
