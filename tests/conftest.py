"""A home of its own for every test: nothing is read from or written to the user's folders."""

import os
from collections import Counter

# Before any test imports Textual, which reads it once.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no failure; nothing is written into the project; a run of CI can be repeated.
settings.register_profile(
    "reader",
    deadline=None,
    database=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("reader")


def pytest_xdist_auto_num_workers() -> int:
    """Return two workers a core: tests of the screen spend most of their time waiting for it to be idle."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """A temporary home; XDG folders and settings of the machine are out of sight."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "READER_LIBRARY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("NO_COLOR", "VISUAL", "EDITOR", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def launch(home):
    """Return what starts the installed command in a pseudo-terminal: ``launch(folder, columns=80)``."""
    from terminal import COMMAND, Terminal

    def launch(*words, columns=100, rows=30, **env):
        settings = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            **env,
        }
        return Terminal([str(COMMAND), *map(str, words)], columns=columns, rows=rows, env=settings)

    return launch


@pytest.fixture
def tally(record_property):
    """Return what counts cases, to be printed at the end of the run: ``tally("files read", 3)``.

    The counts of all tests are added up, whichever process has run them.
    """
    counts = Counter()

    def count(what, number=1):
        counts[what] += number

    yield count
    record_property("tally", dict(counts))


def pytest_terminal_summary(terminalreporter):
    """Print what the tests have counted."""
    counts = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "teardown":
                for name, value in report.user_properties:
                    if name == "tally":
                        counts.update(value)
    if counts:
        terminalreporter.section("counts")
        for what, number in sorted(counts.items()):
            terminalreporter.line(f"{number:>9,}  {what}")
