"""Measure newsboat with the generated articles as local items, where it is installed.

The articles are put into one feed file, which newsboat reads into its own cache once; then its start to the
list of all items, a cursor move and a full-text search are measured in a pseudo-terminal.
"""

from __future__ import annotations

import os
import select
import shutil
import statistics
import subprocess
import sys
import time
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from generate import Press
from goals import Row

sys.path.insert(0, str(Path(__file__).parent.parent))
from terminal import Terminal

_FEED = "Generated articles"
_GOAL_FROM = 100_000  # items
_QUIET = 0.3  # seconds without output after which a key is taken to be answered
_SLOW = 4.0  # the same for a key that is echoed long before it is answered


def measure(count: int, work: Path, runs: int, reader_start: float) -> list[Row]:
    """Return newsboat's figures beside the reader's.

    Args:
        work: A folder for the feed and the cache; used again if it holds those of that many articles.
        reader_start: Seconds the reader took, in this run, from its start to the list painted.
    """
    newsboat = shutil.which("newsboat")
    if newsboat is None:
        return [Row("newsboat", None, None, note="not installed")]
    folder = work / f"newsboat-{count}"
    command = [newsboat, f"--url-file={folder / 'urls'}", f"--cache-file={folder / 'cache.db'}",
               f"--config-file={folder / 'config'}"]  # fmt: skip
    env = {**os.environ, "HOME": str(work), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    if not (folder / "done").exists():
        _prepare(folder, count)
        subprocess.run([*command, "-x", "reload"], env=env, check=True)
        (folder / "done").touch()
    starts, moves, searches = [], [], []
    word = Press().words[60]
    for _ in range(max(2, runs // 5)):
        began = time.perf_counter()
        with Terminal(command, columns=120, rows=40, env=env) as terminal:
            _read_until(terminal, _FEED.encode())
            painted = time.perf_counter() - began
            starts.append(painted + _press(terminal, "\r", _SLOW))
            moves += [_press(terminal, "\x1b[B", _QUIET) * 1000 for _ in range(10)]
            searches.append(_press(terminal, f"/{word}\r", _SLOW) * 1000)
    start = statistics.median(starts)
    size = f"{count:,} items"
    return [
        Row(f"newsboat, {size}: start to the list of all", None, start, "s"),
        Row("start to the list beside newsboat's: times faster", 30 if count >= _GOAL_FROM else None,
            start / reader_start, "×", least=True),
        Row(f"newsboat, {size}: cursor move, median", None, statistics.median(moves)),
        Row(f"newsboat, {size}: full-text search for a common word", None, statistics.median(searches)),
    ]  # fmt: skip


def _prepare(folder: Path, count: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    feed = folder / "feed.xml"
    (folder / "urls").write_text(f"file://{feed}\n", "utf-8")
    (folder / "config").write_text("max-items 0\nauto-reload no\nrefresh-on-startup no\n", "utf-8")
    press = Press()
    with feed.open("w", encoding="utf-8") as out:
        out.write(f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{_FEED}</title>')
        out.write("<link>https://example.org/</link><description>-</description>\n")
        for number in range(count):
            out.write(_item(press, number))
        out.write("</channel></rss>\n")


def _item(press: Press, number: int) -> str:
    made = press.make(number)
    text = escape("".join(f"<p>{paragraph}</p>" for paragraph in made.paragraphs))
    when = made.date
    day = datetime(when.year, when.month or 1, when.day or 1, when.hour or 0) if when and when.year else None
    date = f"<pubDate>{format_datetime(day)}</pubDate>" if day else ""
    link = f"https://example.org/{number}"
    return (
        f"<item><title>{escape(made.title)}</title><link>{link}</link><guid>{link}</guid>{date}"
        f"<description>{text}</description></item>\n"
    )


def _read_until(terminal: Terminal, text: bytes) -> None:
    seen = b""
    while text not in seen:
        if not select.select([terminal.fd], [], [], 120)[0]:
            raise TimeoutError(f"{text!r} was not painted")
        seen += os.read(terminal.fd, 65536)


def _press(terminal: Terminal, key: str, quiet: float) -> float:
    """Press a key and return the seconds until the last output that it caused."""
    began = last = time.perf_counter()
    os.write(terminal.fd, key.encode())
    patience = 60.0
    while select.select([terminal.fd], [], [], patience)[0]:
        os.read(terminal.fd, 65536)
        last, patience = time.perf_counter(), quiet
    return last - began
