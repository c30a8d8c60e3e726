"""Which library is opened, whether it can be, and its opening on the screen.

Owns what stands between the command and the screen, and is light to import: the way from the command to the
painted list is the one that people wait for.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from reader.config import Config, read_config
from reader.errors import LibraryError
from reader.files import find_named


def open_screen(named: Path | None) -> int:
    """Open the terminal reader on a folder, or on the folder of a file, and return its exit status.

    Args:
        named: The folder or file, or None for the library of the settings.

    Raises:
        ReaderError: The settings, the folder or the terminal cannot be used.
    """
    config = read_config()
    chosen = choose_library(named, config)
    select = chosen if chosen.is_file() else None
    folder = check_folder(chosen.parent if select else chosen)
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise LibraryError("the reader needs a terminal; scripts use reader list, reader quotes, …")
    if os.environ.get("TERM", "dumb") == "dumb":
        raise LibraryError("the reader needs a terminal that can move its cursor; TERM says it is dumb")
    from reader.tui import run

    return run(folder, with_folders_to_write(config, folder), select=select)


def choose_library(named: Path | None, config: Config) -> Path:
    """Return the library to open: the one named, $READER_LIBRARY, the config's, or the shipped articles."""
    if named is not None:
        return find_named(named)
    if from_environment := os.environ.get("READER_LIBRARY"):
        return Path(from_environment).expanduser()
    return config.library or shipped_articles()


def shipped_articles() -> Path:
    """Return the folder of the five articles that travel with the program."""
    package = Path(__file__).parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


def check_folder(folder: Path, *, allow_empty: bool = False) -> Path:
    """Return the folder if articles can be read from it.

    Raises:
        LibraryError: It does not exist, is no folder, cannot be read, or holds no article.
    """
    from reader.articles.file_types import ENDINGS
    from reader.ingest.walk import holds_articles

    if not os.path.lexists(folder):
        raise LibraryError(f"{one_line(folder)}: no such folder, and no such command; see reader --help")
    if not folder.is_dir():
        raise LibraryError(f"{one_line(folder)}: not a folder")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise LibraryError(f"{one_line(folder)}: the folder cannot be read; check its permissions")
    if not allow_empty and not holds_articles(folder, ENDINGS):
        endings = ", ".join(ENDINGS)
        raise LibraryError(f"{one_line(folder)}: no articles here (files ending in {endings})")
    return folder


def with_folders_to_write(config: Config, library: Path) -> Config:
    """Return the settings with temporary folders in place of those for the index and the marks, if need be.

    Where the user's own cannot be written, the library is open for reading only: what they hold is copied as
    far as it can be read, and what changes is gone at the end. A problem of the settings says so.
    """
    changed: dict[str, Any] = {}
    problems = list(config.problems)
    for name, lost in (("cache_dir", "the index"), ("data_dir", "stars, read marks and positions")):
        own: Path = getattr(config, name)
        if not _can_write(own):
            changed[name] = _temporary_copy(own, library)
            problems.append(f"{own} cannot be written: changes of {lost} are kept for this session only")
    return replace(config, **changed, problems=tuple(problems)) if changed else config


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    files = (folder / "state.db",) if (folder / "state.db").exists() else ()
    return os.access(folder, os.W_OK | os.X_OK) and all(os.access(file, os.W_OK) for file in files)


def _temporary_copy(folder: Path, library: Path) -> Path:
    """Return a folder that is gone when the program ends, with the databases that concern a library."""
    import atexit
    import shutil
    import tempfile

    from reader.library.store import index_path

    try:
        copy = Path(tempfile.mkdtemp(prefix="reader-"))
    except OSError as error:
        raise LibraryError(f"neither {folder} nor a temporary folder can be written: {error}") from None
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    for name in ("state.db", index_path(library, folder).name):
        for file in (folder / name, folder / f"{name}-wal"):
            with suppress(OSError):
                shutil.copyfile(file, copy / file.name)
    return copy


def one_line(value: object) -> str:
    """Return a path or text as one line that is safe for a terminal."""
    from reader.text.sanitize import sanitize_line

    return sanitize_line(str(value))


def fail(message: str, *, status: int = 2) -> NoReturn:
    """Say on stderr what went wrong, in one line, and end."""
    with suppress(OSError, AttributeError):  # where stderr is full or closed, the status has to do
        sys.stderr.write(f"reader: {one_line(message)}\n")
    sys.exit(status)
