"""A row of numbers as a row of little bars."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(series: Sequence[int], width: int) -> str:
    """Draw numbers in so many columns: neighbours are summed up; what is 0 stays empty.

    Args:
        width: At most the number of numbers, which it should divide.
    """
    if not series or width <= 0:
        return ""
    share = -(-len(series) // min(width, len(series)))
    sums = [sum(series[start : start + share]) for start in range(0, len(series), share)]
    most = max(sums)
    return "".join(_BARS[-(-value * len(_BARS) // most) - 1] if value else " " for value in sums)
