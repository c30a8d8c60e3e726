"""The bytes of one file, or why there are none, in plain English.

Owns what may be read: regular files of bearable size, behind links too. Refuses folders, pipes and devices
before opening them, so that nothing ever waits.
"""

from __future__ import annotations

import errno
import os
import stat
from io import FileIO
from pathlib import Path

from reader.articles.sanitize import sanitize_line
from reader.errors import ArticleError

_LARGEST = 16 * 1024 * 1024  # bytes; the longest books have a tenth of it


def read_bytes(path: Path) -> bytes:
    """Read a regular file of bearable size; anything else is refused before it is opened.

    Raises:
        ArticleError: The path is no such file, or the system refuses it.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ArticleError(f"is {_kind(status.st_mode)}, not a file; move it out of the library")
        if status.st_size > _LARGEST:
            raise ArticleError(
                f"is too large: {status.st_size / 1e6:.0f} MB, and an article may have "
                f"{_LARGEST / 1e6:.0f}; split it"
            )
        # Between the look and the opening a pipe may have taken its place: do not wait for its other end.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ArticleError("is not a regular file; move it out of the library")
            # Not all that it may be: room for that would be fetched from the system for every file.
            data = file.read(status.st_size + 1)
            if len(data) != status.st_size:  # it has grown, or the system gives it in parts
                data += _read_rest(file, _LARGEST + 1 - len(data))
    except (OSError, ValueError) as error:
        raise ArticleError(_explain(path, error)) from None
    if len(data) > _LARGEST:
        raise ArticleError("grew too large while it was read; split it")
    return data


def _read_rest(file: FileIO, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := file.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _explain(path: Path, error: OSError | ValueError) -> str:
    """Say in plain English why the system does not give us the file."""
    if isinstance(error, FileNotFoundError):
        try:
            if path.is_symlink():
                target = sanitize_line(os.fsdecode(path.readlink()))[:200]
                return f"is a link to “{target}”, which does not exist; mend the link or delete it"
        except OSError:
            pass
        return "does not exist any more; it was moved or deleted"
    if isinstance(error, PermissionError):
        return "may not be read by you; change its permissions"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "is a link that leads round in a circle; mend the link or delete it"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (
        f"cannot be read: {sanitize_line(reason).lower() or 'unknown reason'}; look at the file or its disk"
    )
