"""A row of the table that bench_goals.py prints: what is measured, its goal, and whether it is met.

Every benchmark that has goals gives a function that returns such rows: ``measure(library, home, runs)`` in
bench_screen.py takes the library's folder, the folder that stands in for HOME (the index is below it), and
how often to measure, and returns a list of rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure.

    Attributes:
        work: What is done, how large the library is.
        goal: The figure to reach; None: only reported.
        measured: The figure reached; None: not measured, the note says why.
        unit: ms, s, MB, ×, articles/s.
        least: The goal is a least figure, not a most.
        note: What else is to be said.
    """

    work: str
    goal: float | None
    measured: float | None
    unit: str = "ms"
    least: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the goal was measured."""
        return self.measured / self.goal if self.measured is not None and self.goal else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or nothing was measured."""
        if self.goal is None or self.measured is None:
            return None
        return self.measured >= self.goal if self.least else self.measured <= self.goal


def p95(taken: Sequence[float]) -> float:
    """Return the least figure that 95 of 100 do not exceed (nearest rank)."""
    return sorted(taken)[math.ceil(0.95 * len(taken)) - 1]


def show(rows: Iterable[Row]) -> None:
    """Print rows as a table that is also one in Markdown."""
    print(f"| {'work':100} | {'goal':>15} | {'measured':>15} | ratio | met |")
    print(f"| {'-' * 100} | {'-' * 14}: | {'-' * 14}: | ----: | --- |")
    for row in rows:
        goal = f"{'≥' if row.least else '≤'} {_figure(row.goal)} {row.unit}" if row.goal is not None else ""
        measured = f"{_figure(row.measured)} {row.unit}" if row.measured is not None else "–"
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        met = {True: "yes", False: "no", None: ""}[row.is_met]
        work = f"{row.work} ({row.note})" if row.note else row.work
        print(f"| {work:100} | {goal:>15} | {measured:>15} | {ratio:>5} | {met:3} |", flush=True)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
