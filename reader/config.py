"""Settings: read once from the user's config file, passed down as a frozen value.

Owns the names, kinds and defaults of all settings. Refuses unknown ones, so that a typing error is heard of.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import platformdirs

from reader.errors import ConfigError, FileError
from reader.files import parse_toml, read_user_file
from reader.text.sanitize import sanitize_line

_KINDS: Mapping[str, tuple[type, str]] = MappingProxyType(
    {
        "library": (str, "a path in quotation marks"),
        "day_first": (bool, "true or false"),
        "theme": (str, "the name of a theme in quotation marks"),
        "text_width": (int, "a number of columns"),
        "editor": (str, "a command in quotation marks"),
        "keys": (dict, 'a table of action = "key,key"'),
        "searches": (dict, 'a table of name = "query"'),
        "ignore": (list, "a list of patterns in quotation marks"),
    }
)


def _no_table() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Config:
    """All settings with their defaults.

    Attributes:
        library: Folder to open when none is named; None for the shipped articles.
        day_first: Read 3/4/2025 as 3 April.
        theme: Name of a screen theme, or None for the last one used.
        text_width: Most columns of an article's text.
        editor: Command that edits a file; else ``$VISUAL``, ``$EDITOR``.
        keys: Action to keys, overriding the keymap.
        searches: Name to query: saved searches, ``@name`` in a query.
        ignore: Files and folders to leave out, as patterns of gitignore.
        cache_dir: Where indexes are kept; they can be deleted at any time.
        data_dir: Where the user's own marks are kept.
    """

    library: Path | None = None
    day_first: bool = True
    theme: str | None = None
    text_width: int = 100
    editor: str | None = None
    keys: Mapping[str, str] = field(default_factory=_no_table)
    searches: Mapping[str, str] = field(default_factory=_no_table)
    ignore: tuple[str, ...] = ()
    cache_dir: Path = field(default_factory=lambda: platformdirs.user_cache_path("reader"))
    data_dir: Path = field(default_factory=lambda: platformdirs.user_data_path("reader"))


def config_path() -> Path:
    """Return where the config file is looked for; it need not exist."""
    return platformdirs.user_config_path("reader") / "config.toml"


def read_config(path: Path | None = None) -> Config:
    """Read the settings; a missing file means defaults.

    Args:
        path: The file to read instead of the user's own.

    Raises:
        ConfigError: The file is no TOML, or a setting is unknown or of the wrong kind.
    """
    path = path or config_path()
    try:
        data = read_user_file(path)
        if data is None:
            return Config()
        settings = parse_toml(data)
    except FileError as error:
        raise ConfigError(f"{sanitize_line(str(path))} {error}") from None
    for name, value in settings.items():
        if name not in _KINDS:
            raise ConfigError(f"{path}: unknown setting {name!r}; known are {', '.join(_KINDS)}")
        kind, wanted = _KINDS[name]
        if type(value) is not kind:
            raise ConfigError(f"{path}: {name} must be {wanted}")
        if isinstance(value, dict) and not all(isinstance(entry, str) for entry in value.values()):
            raise ConfigError(f"{path}: [{name}] must be {wanted}")
        if isinstance(value, list) and not all(isinstance(entry, str) for entry in value):
            raise ConfigError(f"{path}: {name} must be {wanted}")
    if not 20 <= settings.get("text_width", 100) <= 500:
        raise ConfigError(f"{path}: text_width must be from 20 to 500 columns")
    if "library" in settings:
        settings["library"] = Path(os.path.expandvars(settings["library"])).expanduser()
    if settings.get("ignore"):
        settings["ignore"] = _check_patterns(path, settings["ignore"])
    return Config(**settings)


def _check_patterns(path: Path, patterns: list[str]) -> tuple[str, ...]:
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error):
            raise ConfigError(f"{path}: ignore has {pattern!r}, which is no pattern of gitignore") from None
    return tuple(patterns)
