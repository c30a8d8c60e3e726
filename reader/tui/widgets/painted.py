"""What all widgets that paint their own lines share: the styles of the current theme."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

from reader.tui.theme import Palette


class Painted(Widget):
    """A widget that paints its lines with a palette instead of looking up styles for each."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._palette: Palette | None = None
        self._ground: Style | None = None

    @property
    def ground(self) -> Style:
        """The background of the widget, on which Textual does not put a painted line by itself."""
        if self._ground is None:
            self._ground = Style(bgcolor=self.background_colors[1].rich_color)
        return self._ground

    @property
    def palette(self) -> Palette:
        """The styles of the current theme."""
        if self._palette is None:
            self._palette = Palette.make(self.app.theme_variables, dark=self.app.current_theme.dark)
        return self._palette

    def notify_style_update(self) -> None:
        """Forget the styles of a theme that has changed."""
        self._palette = self._ground = None
        super().notify_style_update()
