"""The app: puts settings, keys, themes and the main screen together, and nothing else."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import InvalidThemeError, ScreenError
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter, NoColor
from textual.screen import Screen

from reader.config import Config
from reader.crashes import CANNOT_GO_ON, describe_crash
from reader.errors import ReaderError
from reader.text.sanitize import sanitize_line
from reader.tui import theme
from reader.tui.keymap import make_keymap, usable_keys
from reader.tui.library_session import LibrarySession
from reader.tui.screens.main import MainScreen
from reader.tui.serial_keys import SerialKeysApp
from reader.tui.text import SafeText

if TYPE_CHECKING:
    from textual.command import Provider

_MISTAKE_SECONDS = 15  # a mistake in the settings stays on the screen


def _actions() -> type[Provider]:
    """Import the palette when it is opened."""
    from reader.tui.commands import ActionProvider

    return ActionProvider


class ReaderApp(SerialKeysApp):
    """The terminal reader of one folder.

    A mistake in the settings is told on the screen, and the rest of them holds.

    Raises:
        LibraryError: The folder or its index cannot be opened.
    """

    TITLE = "reader"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = True
    # Ctrl+C quits from dialogs too; Textual would explain instead how to quit.
    BINDINGS: ClassVar = [
        Binding("ctrl+c", "quit", show=False),
        Binding("ctrl+z", "suspend_process", show=False),
    ]
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_actions}

    def __init__(
        self,
        folder: Path,
        config: Config,
        *,
        select: Path | None = None,
        session: LibrarySession | None = None,
    ) -> None:
        self._session = session or LibrarySession(folder, config)
        keys, wrong = usable_keys(config.keys)
        self._keymap_in_use = make_keymap(keys)
        self._mistakes = [f"{config.place(action, 'keys')}: {error}" for action, error in wrong.items()]
        super().__init__()
        self._config = config
        self._select = None if select is None else _relative_path(folder, select)
        self._safe_text = SafeText()
        self.animation_level = "none"
        self.register_theme(theme.DARK)
        self.register_theme(theme.LIGHT)
        self.set_keymap({key.action: key.keys for key in self._keymap_in_use if key.action in keys})
        self._choose_theme()

    def get_default_screen(self) -> Screen[None]:
        """Open the main screen."""
        return MainScreen(
            self._session,
            self._keymap_in_use,
            text_width=self._config.text_width,
            editor=self._config.editor,
            select=self._select,
        )

    def get_driver_class(self) -> type[Driver]:
        """Use a driver that outlives its terminal, where Textual would use the one that it is made from."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from reader.tui.driver import TerminalDriver

        return TerminalDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let nothing pass that a terminal would act on; and no colour where the user wants none."""
        filters = [NoColor()] if self.no_color else super().get_line_filters()
        return [*filters, self._safe_text]

    def action_command_palette(self) -> None:
        """Show the palette."""
        from reader.tui.commands import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def say_error(self, error: ReaderError) -> None:
        """Say in the status line, or above a dialog, what went wrong; the reader goes on."""
        screen = self.screen
        if isinstance(screen, MainScreen):
            screen.say(sanitize_line(str(error)), warning=True)
        else:
            self.notify(sanitize_line(str(error)), severity="warning", timeout=_MISTAKE_SECONDS, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """Go on after what the user can understand; a mistake of the reader's own ends it."""
        if self._exit or isinstance(error, ScreenError):
            return  # what was being opened or closed has gone: Enter twice closes Textual's palette twice
        if isinstance(error, ReaderError):
            self.say_error(error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with one line instead of a traceback on the terminal; tests see the error itself."""
        error = sys.exc_info()[1]
        if self.is_headless or error is None:
            super()._fatal_error()
            return
        self.exit(return_code=CANNOT_GO_ON, message=Text(describe_crash(error, self._config.data_dir)))

    def on_mount(self) -> None:
        """Collect garbage once the list is painted, and tell what is wrong in the settings."""
        self.call_after_refresh(self._collect)
        self.call_after_refresh(self._tell_mistakes)

    def _tell_mistakes(self) -> None:
        """Tell what is wrong in the settings; everything else in them holds."""
        for mistake in (*self._config.problems, *self._mistakes, *self._config.check_searches()):
            self.notify(sanitize_line(mistake), severity="warning", timeout=_MISTAKE_SECONDS, markup=False)

    def _collect(self) -> None:
        # What has been imported stays: it need not be looked through ever again.
        gc.freeze()
        gc.enable()

    def watch_theme(self, name: str) -> None:
        """Keep the theme for the next time."""
        if self.is_running and self._config.theme is None and not self.no_color:
            self._session.marks.set("theme", name)

    def _choose_theme(self) -> None:
        colourless = "ansi-dark" if self.no_color else None
        for name in (colourless, self._config.theme, self._session.marks.get("theme"), theme.DEFAULT):
            if name is not None:
                try:
                    self.theme = name
                except InvalidThemeError:
                    if name == self._config.theme:
                        self._mistakes.append(self._unknown_theme(name))
                    continue
                return

    def _unknown_theme(self, name: str) -> str:
        from difflib import get_close_matches

        known = sorted(self.available_themes)
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
        return f"{self._config.place('theme')}: unknown theme {name!r}; {hint}"


def _relative_path(folder: Path, path: Path) -> str:
    """Return a file's path as rows name it: relative, with forward slashes."""
    return path.absolute().relative_to(folder.absolute()).as_posix()
