"""The topic vocabulary as written: the shipped file and a library's own, checked.

Owns the format. Refuses to know how a text is searched.

A file is TOML, one table a topic, under the name that is shown::

    ["frozen assets"]
    strong = ["immobilised assets", "reparations loan"]    # unmistakable: two or three mentions make a topic
    terms = ["frozen funds"]                               # plain: some more are needed
    weak = ["Euroclear", "loan"]                           # only add to the others
    not = ["student loan"]                                 # a stretch in which nothing is counted
    iptc = "16000000"                                      # IPTC Media Topics code, where one is known

A term is a word or a phrase, found whole and in any case, in the plural as well; British spellings find the
American ones. A word with no small letter (``AI``, ``NATO``) is found only as it is written. A library's file
adds topics; under the name of a shipped one, ignoring case, it replaces it, and ``off = true`` takes it away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.analysis.lexicon.datafile import read_toml
from reader.errors import ConfigError

_LISTS = ("strong", "terms", "weak", "not")


@dataclass(frozen=True, slots=True)
class Definition:
    """One topic as its file has it.

    Attributes:
        excluded: Stretches in which no term is counted.
        iptc: Its code among the IPTC Media Topics, or None.
    """

    name: str
    strong: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    iptc: str | None = None


def read_definitions(extra: Path | None = None) -> tuple[Definition, ...]:
    """Read the shipped topics and, if its file is there, those of a library.

    Raises:
        ConfigError: The library's file is no TOML, or has an unknown key or a value of the wrong kind.
    """
    found = {name.casefold(): _define(name, entry) for name, entry in read_toml("topics.toml").items()}
    for name, entry in _read_extra(extra).items():
        _check(name, entry, extra)
        found.pop(name.casefold(), None)
        if not entry.get("off", False):
            found[name.casefold()] = _define(name, entry)
    return tuple(found.values())


def _read_extra(path: Path | None) -> Mapping[str, Any]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from None


def _define(name: str, entry: Mapping[str, Any]) -> Definition:
    strong, terms, weak, excluded = (tuple(entry.get(key, ())) for key in _LISTS)
    return Definition(name, strong, terms, weak, excluded, entry.get("iptc"))


def _check(name: str, entry: Any, path: Path | None) -> None:
    if not isinstance(entry, dict):
        raise ConfigError(f"{path}: {name} must be a table: [{name!r}] and its terms below")
    if not name.strip():
        raise ConfigError(f"{path}: a topic needs a name")
    for key, value in entry.items():
        where = f"{path}: {name}: {key}"
        if key in _LISTS:
            if not isinstance(value, list) or not all(map(_is_term, value)):
                raise ConfigError(f"{where} must be a list of words or phrases in quotation marks")
        elif key == "iptc":
            if not isinstance(value, str):
                raise ConfigError(f"{where} must be a code in quotation marks")
        elif key == "off":
            if not isinstance(value, bool):
                raise ConfigError(f"{where} must be true or false")
        else:
            raise ConfigError(f"{where} is unknown; known are {', '.join((*_LISTS, 'iptc', 'off'))}")
    if not entry.get("off", False) and not (entry.get("strong") or entry.get("terms")):
        raise ConfigError(f"{path}: {name} needs strong or terms, or off = true")


def _is_term(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
