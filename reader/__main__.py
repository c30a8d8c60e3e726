"""The start of ``reader`` and of ``python -m reader``.

A bare ``reader``, or one with a path, is what people wait for: it opens the screen without the command line's
parser being imported. Everything else is a matter for ``cli``.
"""

import os
import sys
from pathlib import Path

from reader.errors import ReaderError
from reader.startup import fail, open_screen


def main() -> None:
    """Open the screen, or hand over to the command line."""
    try:
        _run()
    except Exception as error:  # of the reader's own making: no traceback reaches the user
        from reader.config import Config
        from reader.crashes import describe_crash

        fail(describe_crash(error, Config().data_dir).removeprefix("reader: "))


def _run() -> None:
    words = sys.argv[1:]
    completing = "_READER_COMPLETE" in os.environ  # set by the script of a shell that asks for completions
    is_path = len(words) == 1 and os.sep in words[0] and not words[0].startswith("-")
    if not completing and (not words or is_path):
        try:
            sys.exit(open_screen(Path(words[0]) if words else None))
        except ReaderError as error:
            fail(str(error))
    from reader.cli import main as run_command

    run_command(prog_name="reader")


if __name__ == "__main__":
    main()
