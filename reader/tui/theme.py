"""Colours: two themes of our own, the colour of each speaker, and the styles that line widgets paint with.

Owns every colour. Refuses to be the only cue: what a colour says, an underline, initials or a bar says too.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

# Fourteen hues of OKLCH, 25° apart; neighbours also differ in lightness. Their contrast with the backgrounds
# of our themes is at least 4.5 to 1 (WCAG 2.2, 1.4.3), and a test holds it.
_ON_DARK = (
    "#fda19a", "#e9925f", "#edb25a", "#bdac44", "#abcc6f", "#6cc180", "#52d8b9",
    "#08c2ca", "#51cefa", "#6ab0f6", "#abb9fe", "#b798ee", "#e6a1ea", "#e589b6",
)  # fmt: skip
_ON_LIGHT = (
    "#a03f3c", "#883600", "#8d5500", "#645200", "#526f00", "#006527", "#007a5f",
    "#00656f", "#00709a", "#005496", "#4f5aac", "#5f3d8e", "#87458b", "#842d5c",
)  # fmt: skip

DARK = Theme(
    name="reader-dark",
    primary="#7fb2e5",
    secondary="#9aa7b5",
    accent="#e5c07b",
    warning="#e5a15f",
    error="#ef7d78",
    success="#8cc58a",
    foreground="#d9d8d3",
    background="#15171b",
    surface="#1d2026",
    panel="#272b33",
    dark=True,
)
LIGHT = Theme(
    name="reader-light",
    primary="#1f5f9e",
    secondary="#5c6672",
    accent="#8a5a00",
    warning="#9a4d00",
    error="#a8332f",
    success="#2c6b2f",
    foreground="#24231f",
    background="#fbf9f4",
    surface="#f1eee6",
    panel="#e4e0d5",
    dark=False,
)
DEFAULT = DARK.name


def speaker_colour(name: str, *, dark: bool) -> str:
    """Return the colour of a speaker: the same for the same name, in every library and on every machine."""
    palette = _ON_DARK if dark else _ON_LIGHT
    return palette[zlib.crc32(name.encode()) % len(palette)]


@lru_cache(4096)
def initials(name: str) -> str:
    """Return one or two letters that stand for a speaker beside the text: ``KK``."""
    letters = [word[0] for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper()


@dataclass(frozen=True, slots=True)
class Palette:
    """The styles of a theme, as line widgets paint them.

    Attributes:
        dark: The theme is dark.
        backdrop: What quieter colours are mixed with.
    """

    dark: bool
    foreground: Color
    backdrop: Color
    text: Style
    strong: Style
    muted: Style
    faint: Style
    accent: Style
    warning: Style
    link: Style
    code: Style
    cursor: Style
    cursor_away: Style
    quotation: Style
    added: Style
    left_out: Style
    match: Style
    match_current: Style

    @classmethod
    def make(cls, variables: Mapping[str, str], *, dark: bool) -> Palette:
        """Derive all styles from a theme's variables."""
        own = DARK if dark else LIGHT

        def colour(name: str) -> Color:
            return Color.parse(variables.get(name) or getattr(own, name))

        foreground, backdrop = colour("foreground"), colour("background")
        primary, accent = colour("primary"), colour("accent")
        paint = _Paint(foreground, backdrop)
        return cls(
            dark=dark,
            foreground=foreground,
            backdrop=backdrop,
            text=paint(foreground),
            strong=paint(foreground, bold=True),
            muted=paint(paint.mix(foreground, 0.66)),
            faint=paint(paint.mix(foreground, 0.5)),
            accent=paint(accent),
            warning=paint(colour("warning"), bold=True),
            link=paint(primary, underline=True),
            code=paint(foreground, on=paint.mix(foreground, 0.09)),
            cursor=paint.background(primary, 0.28),
            cursor_away=paint.background(foreground, 0.1),
            quotation=paint.background(foreground, 0.13) + Style(bold=True),
            added=paint(colour("success"), underline=True),
            left_out=paint(colour("error")) + Style(strike=True),
            match=paint.found(accent, 0.8),
            match_current=paint.found(accent, 1.0) + Style(bold=True, underline=True),
        )

    def speaker(self, name: str | None, *, dimmed: bool = False) -> Style:
        """Return the style of a speaker's words; nobody's words are a little quieter than the text.

        Args:
            dimmed: Somebody else is filtered by.
        """
        return _speaker_style(self.foreground, self.backdrop, name, self.dark, dimmed)


class _Paint:
    """Makes styles that stay readable where the terminal's own colours cannot be mixed."""

    def __init__(self, foreground: Color, backdrop: Color) -> None:
        self._foreground = foreground
        self._backdrop = backdrop
        self._unmixed = backdrop.ansi is not None

    def mix(self, colour: Color, share: float) -> Color:
        if colour.ansi is not None or self._unmixed:
            return colour
        return self._backdrop.blend(colour, share)

    def background(self, colour: Color, share: float) -> Style:
        """Return a background; where colours are the terminal's own, swap its two instead."""
        return Style(reverse=True) if self._unmixed else Style(bgcolor=self.mix(colour, share).rich_color)

    def found(self, colour: Color, share: float) -> Style:
        """Return the look of what a search found."""
        if self._unmixed:
            return Style(reverse=True)
        return Style(color=self._backdrop.rich_color, bgcolor=self.mix(colour, share).rich_color)

    def __call__(
        self,
        colour: Color,
        *,
        on: Color | None = None,
        bold: bool | None = None,
        underline: bool | None = None,
    ) -> Style:
        bgcolor = None if on is None or on == self._foreground else on.rich_color
        return Style(color=colour.rich_color, bgcolor=bgcolor, bold=bold, underline=underline)


@lru_cache(4096)
def _speaker_style(foreground: Color, backdrop: Color, name: str | None, dark: bool, dimmed: bool) -> Style:
    paint = _Paint(foreground, backdrop)
    if name is None:
        return paint(paint.mix(foreground, 0.45 if dimmed else 0.82))
    colour = Color.parse(speaker_colour(name, dark=dark))
    return paint(paint.mix(foreground, 0.45) if dimmed else colour)
