"""Reading a file that anybody may have made: regular files of bearable size only, each read once.

Folders, pipes and devices are refused before they are opened, so that nothing waits. Owns also the user's own
TOML (settings, topics, people, corrections): bounded, and sanitised before anybody sees it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any

from reader.errors import FileError
from reader.text.sanitize import sanitize, sanitize_line

_ESCAPED_BYTE = re.compile(rb"\\x([89a-f][0-9a-f])")
_LARGEST_TOML = 4 * 1024 * 1024  # bytes; some ten thousand corrections
_LONGEST_REASON = 200  # characters of what a parser says


def find_named(path: Path) -> Path:
    r"""Return the file or folder that is meant by a path as the reader prints it.

    Bytes that are no UTF-8 are printed as escapes: ``caf\xe9.md``.
    """
    if os.path.lexists(path) or "\\x" not in str(path):
        return path
    written = _ESCAPED_BYTE.sub(lambda match: bytes([int(match[1], 16)]), os.fsencode(path))
    found = Path(os.fsdecode(written))
    return found if os.path.lexists(found) else path


def read_file(path: Path, most: int, what: str) -> bytes:
    """Read a regular file of bearable size; anything else is refused before it is opened.

    Args:
        most: Bytes that it may have.
        what: What it is, for the message: ``an article``.

    Raises:
        FileError: The path is no such file, or the system refuses it.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileError(f"is {_describe_kind(status.st_mode)}, not a file; move it out of the library")
        if status.st_size > most:
            raise FileError(
                f"is too large: {status.st_size / 1e6:.0f} MB, and {what} may have {most / 1e6:.0f}; split it"
            )
        # A pipe may have replaced the file since stat: opening it must not block.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb", buffering=0) as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise FileError("is not a regular file; move it out of the library")
            # Reading with a larger limit would allocate that much memory for every file.
            data = file.read(status.st_size + 1)
            if len(data) != status.st_size:  # it has grown, or was read in part
                data += _read_rest(file, most + 1 - len(data))
    except (OSError, ValueError) as error:
        raise FileError(_explain(path, error)) from None
    if len(data) > most:
        raise FileError("grew too large while it was read; split it")
    return data


def _read_rest(file: FileIO, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := file.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _describe_kind(mode: int) -> str:
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


def read_user_file(path: Path) -> bytes | None:
    """Read a small file of the user's own, such as one of the library's TOML files; None if there is none.

    Raises:
        FileError: It is no regular file, too large, or the system refuses it.
    """
    if not os.path.lexists(path):
        return None
    return read_file(path, _LARGEST_TOML, "such a file")


def replace_file(file: Path, data: bytes) -> None:
    """Write a file of the user's whole or not at all.

    The unfinished one has a hidden name, which watching ignores. A link stays a link; what it leads to is
    written.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    import tempfile  # for those who change something: it would be a noticeable part of the start

    file = file.resolve()
    number, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(number)
        # A file of mkstemp can be read by its owner alone; others may have been able to read the one before.
        Path(name).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def parse_toml(data: bytes, *, exact: bool = False) -> dict[str, Any]:
    """Parse the user's TOML.

    Args:
        exact: Leave texts as they are, to be compared with others; else they are sanitised.

    Raises:
        FileError: It is no TOML, or nested too deeply to be read.
    """
    import tomllib  # for those who have such a file: it would be a noticeable part of the start

    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
        return table if exact else _sanitize_table(table)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(f"is no UTF-8 (line {line}); save it as UTF-8") from None
    except ValueError as error:
        last = data.rstrip().count(b"\n") + 1
        reason = sanitize_line(str(error)).replace("at end of document", f"at line {last}")
        raise FileError(f"is no TOML: {reason[:_LONGEST_REASON]}") from None
    except RecursionError:
        raise FileError("is nested too deeply to be read") from None


def read_entries(file: Path, table: str) -> list[Any]:
    """Return the entries ``[[table]]`` of a file of the user's own, texts as they are; none without the file.

    Raises:
        FileError: It cannot be read, is no TOML, or has something else under that name.
    """
    entries = parse_toml(read_user_file(file) or b"", exact=True).get(table, [])
    if not isinstance(entries, list):
        raise FileError(f"must have its entries under [[{table}]]")
    return entries


def _sanitize_table(table: Mapping[str, Any]) -> dict[str, Any]:
    return {sanitize_line(key): _sanitize_value(value) for key, value in table.items()}


def _sanitize_value(value: Any) -> Any:
    if isinstance(value, str):
        return sanitize(value)
    if isinstance(value, list):
        return [_sanitize_value(each) for each in value]
    return _sanitize_table(value) if isinstance(value, dict) else value
