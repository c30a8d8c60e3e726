"""Settings: read once from the user's config file, passed down as a frozen value.

Owns the names, kinds and defaults of all settings, and where in the file each stands. A mistake that leaves
the rest of the settings usable is told, with its line, and the reader opens all the same; a file that is no
TOML, or a value of the wrong kind, is refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
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
        "follow_links": (bool, "true or false"),
    }
)

_TABLE_HEADING = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_SETTING = re.compile(r"\s*([^=#\[]+?)\s*=")


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
        follow_links: Read also what links out of the library lead to.
        cache_dir: Where indexes are kept; they can be deleted at any time.
        data_dir: Where the user's own marks are kept.
        path: The file that was read, or None.
        problems: What is wrong in it, a line each with its place.
    """

    library: Path | None = None
    day_first: bool = True
    theme: str | None = None
    text_width: int = 100
    editor: str | None = None
    keys: Mapping[str, str] = field(default_factory=_no_table)
    searches: Mapping[str, str] = field(default_factory=_no_table)
    ignore: tuple[str, ...] = ()
    follow_links: bool = False
    cache_dir: Path = field(default_factory=lambda: platformdirs.user_cache_path("reader"))
    data_dir: Path = field(default_factory=lambda: platformdirs.user_data_path("reader"))
    path: Path | None = field(default=None, compare=False)
    problems: tuple[str, ...] = ()

    def check_searches(self) -> tuple[str, ...]:
        """Return what is wrong with saved searches, a line each with its place; the others can be used."""
        if not self.searches:
            return ()
        # Not at the start of the screen: only a query needs its language.
        from reader.errors import QueryError
        from reader.library.query.query import parse_query

        problems = []
        for name in self.searches:
            try:
                parse_query('@"' + name.replace('"', '""') + '"', searches=self.searches)
            except QueryError as error:
                problems.append(f"{self.place(name, 'searches')}: {error}")
        return tuple(problems)

    def place(self, name: str, table: str | None = None) -> str:
        """Return where a setting stands, as messages name it: the file, with the line if it is found."""
        if self.path is None:
            return "settings"
        return _place(self.path, self.path.read_text("utf-8-sig"), name, table)


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
    text = data.decode("utf-8-sig")
    problems = [
        f"{_place(path, text, name)}: unknown setting {name!r}; {_suggest(name, _KINDS)}"
        for name in settings.keys() - _KINDS.keys()
    ]
    settings = {name: value for name, value in settings.items() if name in _KINDS}
    for name, value in settings.items():
        kind, wanted = _KINDS[name]
        place = _place(path, text, name)
        if type(value) is not kind:
            raise ConfigError(f"{place}: {name} must be {wanted}")
        if isinstance(value, dict) and not all(isinstance(entry, str) for entry in value.values()):
            raise ConfigError(f"{place}: [{name}] must be {wanted}")
        if isinstance(value, list) and not all(isinstance(entry, str) for entry in value):
            raise ConfigError(f"{place}: {name} must be {wanted}")
    if not 20 <= settings.get("text_width", 100) <= 500:
        raise ConfigError(f"{_place(path, text, 'text_width')}: text_width must be from 20 to 500 columns")
    if "library" in settings:
        settings["library"] = Path(os.path.expandvars(settings["library"])).expanduser()
    if settings.get("ignore"):
        settings["ignore"] = _check_patterns(_place(path, text, "ignore"), settings["ignore"])
    return Config(**settings, path=path, problems=tuple(sorted(problems)))


def _place(path: Path, text: str, name: str, table: str | None = None) -> str:
    """Return the file, and the line at which a setting stands in it."""
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _TABLE_HEADING.match(line):
            inside = heading[1].strip().strip("\"'")
            if table is None and inside == name:
                return f"{path}, line {number}"
        setting = _SETTING.match(line)
        if setting and inside == (table or "") and setting[1].strip().strip("\"'") == name:
            return f"{path}, line {number}"
    return str(path)


def _suggest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"


def _check_patterns(place: str, patterns: list[str]) -> tuple[str, ...]:
    from pathspec import GitIgnoreSpec

    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error):
            raise ConfigError(f"{place}: ignore has {pattern!r}, which is no pattern of gitignore") from None
    return tuple(patterns)
