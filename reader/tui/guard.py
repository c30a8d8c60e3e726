"""What can go wrong with the library while the screen is open is said in the status line, and nothing ends.

Whatever a key, a click, a timer or a message sets off runs in a message pump of Textual, which ends the app
at any exception. A module of its own since the app, its screens and its widgets share it: whatever asks the
library anything is ``Guarded``.
"""

from __future__ import annotations

from typing import Any, Protocol, cast

from textual.app import ScreenError
from textual.message import Message
from textual.message_pump import MessagePump

from reader.errors import ReaderError


class SaysErrors(Protocol):
    """The app, as what is guarded sees it."""

    def say_error(self, error: ReaderError) -> None:
        """Say what went wrong, whatever is on the screen."""


class Guarded(MessagePump):
    """A part of the screen that goes on after an error that the user can understand."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except ReaderError as error:
            say_error(self.app, error)
        except ScreenError:
            # A dialog was closed twice, by two keys that came before it had gone.
            if not hasattr(self.app, "say_error"):
                raise


def say_error(app: Any, error: ReaderError) -> None:
    """Say what went wrong, in an app that can say it; in another it is raised."""
    if not hasattr(app, "say_error"):
        raise error
    cast(SaysErrors, app).say_error(error)
