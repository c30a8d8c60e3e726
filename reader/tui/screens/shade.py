"""What lies under a dialog, shaded: the reading room stays in sight, a little darker.

Owns how it is shaded: each style once. Textual mixes the colours of every piece of every line anew, whenever
the dialog is painted, which takes longer than all the rest of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

T = TypeVar("T")


class ShadingScreen(ModalScreen[T]):
    """A dialog above another screen; its style sheet says in which colour, and how much, that is shaded."""

    def render(self) -> RenderableType:
        """Paint what lies under the dialog."""
        under = super().render()
        return _Shade(under.screen, under.color) if isinstance(under, BackgroundScreen) else under


class _Shade(BackgroundScreen):
    """Another screen, shaded."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """Return the segments of the other screen in other styles."""
        return [
            segment if segment.control else Segment(segment.text, _shaded(segment.style, color))
            for segment in segments
        ]


@lru_cache(1024)
def _shaded(style: Style | None, color: Color) -> Style:
    mixed = next(iter(BackgroundScreen.process_segments([Segment(" ", style)], color))).style
    return mixed or Style.null()
