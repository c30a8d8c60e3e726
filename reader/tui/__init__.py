"""The screen, in Textual and thin: state goes down into widgets, messages come up from them.

``app``      wiring only.           ``session``       what the screens ask of the library, and who answers.
``keymap``   every key, once.       ``filter_state``  what the reader filters by, as one frozen value.
``screens``  what is opened.        ``widgets``       what is seen; they know models and messages only.
``views``    what the list shows.   ``host``          what views and objects may ask of the screen.

A view imports what only it needs when it is first looked at.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config import Config


def run(folder: Path, config: Config, *, select: Path | None = None) -> int:
    """Open the reader and return its exit status.

    Args:
        folder: The library.
        select: The file to open at, inside the folder.

    Raises:
        LibraryError: The folder or its index cannot be opened.
    """
    # Importing makes hundreds of thousands of objects that live as long as the program. Looking through them
    # for garbage again and again costs a tenth of the start; the app collects again after its first frame.
    gc.disable()
    # While a folder is indexed in a thread, keys wait for it at most this long instead of five milliseconds.
    sys.setswitchinterval(0.0005)
    # After a frame, Textual waits one or two of its frames before the next, as if something moved all the
    # time. Here the next frame is mostly what somebody waits for: counts that follow the list by 15 ms.
    os.environ.setdefault("TEXTUAL_FPS", "250")
    from reader.tui.app import ReaderApp

    app = ReaderApp(folder, config, select=select)
    app.run()
    return app.return_code or 0
