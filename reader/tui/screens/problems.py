"""Files that could not be read, and articles with a badge, each with its reason."""

from __future__ import annotations

from pathlib import Path

from rich.segment import Segment

from reader.articles.model import Problem
from reader.tui.cells import wrap
from reader.tui.screens.dialog import Dialog, Lines
from reader.tui.theme import Palette
from reader.tui.widgets.painting import count


class ProblemsScreen(Dialog):
    """What went wrong with which file."""

    def __init__(self, problems: list[Problem], folder: Path) -> None:
        super().__init__()
        self._problems = problems
        self._folder = folder
        self.heading = count(len(problems), "problem")

    def write(self, width: int, palette: Palette) -> Lines:
        """Return each file with its reason below it."""
        lines: Lines = []
        if not self._problems:
            return [[Segment("Every file in this folder could be read.", palette.text)]]
        for problem in self._problems:
            name = printable(self._name_of(problem.path))
            for start, end in wrap(name, 0, len(name), width):
                lines.append([Segment(name[start:end], palette.strong)])
            reason = printable(problem.reason)
            for start, end in wrap(reason, 0, len(reason), max(1, width - 2)):
                lines.append([Segment("  "), Segment(reason[start:end], palette.warning)])
        return lines

    def _name_of(self, path: Path) -> str:
        return str(path.relative_to(self._folder) if path.is_relative_to(self._folder) else path)


def printable(text: str) -> str:
    """Return a text, such as a file's name, with everything spelled out that a terminal would act on."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
