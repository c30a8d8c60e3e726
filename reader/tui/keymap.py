"""Every key, once: what it does, how it is called, how the help explains it, when the status line names it.

Bindings, help, palette and the status line's hints are made from this table and from nothing else. Owns the
checks of a user's own keys; refuses a key that would do two things.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType
from textual.keys import Keys as KnownKeys

from reader.errors import ConfigError

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.tui.views.view import View


# What a key is called on the screen, where its name is not what is printed on it.
_SHOWN = {
    "shift+tab": "⇧Tab", "tab": "Tab", "escape": "Esc", "enter": "Enter", "space": "Space", "backspace": "⌫",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home",
    "end": "End", "delete": "Del", "insert": "Ins", "slash": "/", "backslash": "\\", "minus": "-",
    "plus": "+", "at": "@", "underscore": "_",
}  # fmt: skip
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "meta"})

# Actions named in the status line, the most useful first; the last is left out last.
_HINTS_ON_NAMES = ("toggle_name", "open", "clear", "search", "quit", "help")
_HINTS_IN_ARTICLE = (
    "next_quotation", "back", "next_article", "star", "pick_speaker", "pick_topic", "search", "help",
)  # fmt: skip
_HINTS_ON_PASSAGE = ("extend_down", "extend_word", "leave_passage", "copy_passage")
_HINTS_ON_QUOTATION = (
    "next_quotation", "next_by_speaker", "copy", "why", "correct", "back", "search", "help",
)  # fmt: skip


class KeyConfigError(ConfigError):
    """A key of the settings cannot be used.

    Attributes:
        action: The action of the setting.
    """

    def __init__(self, message: str, action: str) -> None:
        super().__init__(message)
        self.action = action


class Place(StrEnum):
    """Where a key acts."""

    MAIN = "everywhere"
    FACETS = "in the list of speakers and topics"
    PASSAGE = "while a passage is selected"
    LINKS = "in the list of links"
    PICKER = "in a picker"
    DIALOG = "in help, problems and explanations"


class Section(StrEnum):
    """The sections of the help."""

    MOVE = "Moving"
    VIEW = "Views"
    READ = "Reading"
    QUOTE = "Quotations"
    FILTER = "Finding"
    MARK = "Marking"
    REST = "The rest"


@dataclass(frozen=True, slots=True)
class Key:
    """One action and its keys.

    Attributes:
        action: Its name, also in the config; unique.
        keys: Textual's names of the keys, separated by commas; the first is the one shown.
        label: A word or two for the status line.
        help: What it does, for the help and the palette.
        call: Textual's action, if it is not ``action`` itself.
        palette: It can be started by name; moving a cursor cannot sensibly.
    """

    action: str
    keys: str
    label: str
    help: str
    section: Section
    call: str = ""
    place: Place = Place.MAIN
    palette: bool = True


def _move(action: str, keys: str, label: str, help: str) -> Key:
    return Key(action, keys, label, help, Section.MOVE, f"move('{action}')", palette=False)


def _view(name: str, keys: str, help: str) -> Key:
    return Key(f"view_{name}", keys, name, help, Section.VIEW, f"view('{name}')")


def _extend(motion: str, keys: str, label: str) -> Key:
    return Key(f"extend_{motion}", keys, label, f"end the passage {label}", Section.QUOTE,
               f"extend('{motion}')", Place.PASSAGE, palette=False)  # fmt: skip


def _over_links(action: str, keys: str, motion: str) -> Key:
    words = motion.replace("_", " ")
    return Key(action, keys, words, words, Section.READ, f"move('{motion}')", Place.LINKS, palette=False)


KEYMAP: tuple[Key, ...] = (
    _move("down", "j,down", "down", "one line or article down"),
    _move("up", "k,up", "up", "one line or article up"),
    _move("page_down", "space,pagedown", "page down", "one page down"),
    _move("page_up", "b,pageup", "page up", "one page up"),
    _move("half_down", "d", "half down", "half a page down"),
    _move("half_up", "u", "half up", "half a page up"),
    _move("top", "g,home", "top", "to the top"),
    _move("end", "G,end", "end", "to the end"),
    Key("open", "enter,l,right", "read", "open, into the next pane", Section.MOVE, palette=False),
    Key("back", "h,left,backspace", "back", "back, to the previous pane", Section.MOVE, palette=False),
    _view("articles", "1", "the articles"),
    _view("quotations", "2", "the quotations; S groups them by day or by speaker"),
    _view("statements", "3", "the statements that several articles print, version beside version"),
    _view("speakers", "4", "the speakers, and a page for each"),
    Key("next_article", "J", "next article", "the next article", Section.READ, "step(1)"),
    Key("previous_article", "K", "previous article", "the previous article", Section.READ, "step(-1)"),
    Key("open_url", "o", "open url", "open the article's address in the browser", Section.READ),
    Key("copy_address", "Y", "copy address", "copy the article's address, or else its path", Section.READ),
    Key("links", "L", "links", "list the links of the article, to open or copy one", Section.READ),
    Key("edit", "e", "edit", "edit the article's file", Section.READ),
    Key("next_quotation", "tab", "next quote", "the next quotation", Section.QUOTE, "quotation(1)"),
    Key("previous_quotation", "shift+tab", "previous quote", "the previous quotation", Section.QUOTE,
        "quotation(-1)"),
    Key("next_by_speaker", "]", "speaker's next", "this speaker's next quotation, across articles",
        Section.QUOTE, "by_speaker(True)"),
    Key("previous_by_speaker", "[", "speaker's previous",
        "this speaker's previous quotation, across articles", Section.QUOTE, "by_speaker(False)"),
    Key("copy", "y", "copy", "copy the quotation with its citation, or else the article's citation",
        Section.QUOTE),
    Key("select", "v", "select", "select a passage of the text, to be copied", Section.QUOTE),
    Key("why", "i", "why", "why this speaker; without a quotation, how the article was understood",
        Section.QUOTE),
    Key("correct", "a", "correct", "put right by hand who said it", Section.QUOTE),
    Key("search", "/", "search", "search, in the query language", Section.FILTER),
    Key("next_match", "n", "next match", "the next match of the search", Section.FILTER, "match(1)"),
    Key("previous_match", "N", "previous match", "the previous match of the search", Section.FILTER,
        "match(-1)"),
    Key("pick_speaker", "s", "speaker", "filter by speaker", Section.FILTER, "pick('speaker')"),
    Key("pick_topic", "t", "topic", "filter by topic", Section.FILTER, "pick('topic')"),
    Key("pick_outlet", "O", "outlet", "filter by outlet", Section.FILTER, "pick('source')"),
    Key("undo_layer", "escape", "undo one layer", "undo one layer: prompt, highlight, filter",
        Section.FILTER),
    Key("clear", "c", "clear", "clear all filters", Section.FILTER),
    Key("sort", "S", "sort", "the next sort order", Section.FILTER),
    Key("mark_row", "x", "mark", "mark the row, or unmark it; what is marked is acted on together",
        Section.MARK),
    Key("mark_to_here", "X", "mark to here", "mark the rows from the last mark to here", Section.MARK),
    Key("mark_all", "*", "mark all", "mark all that the filter shows, or unmark it", Section.MARK),
    Key("star", "m", "star", "star, or take the star away", Section.MARK),
    Key("toggle_read", "r", "read/unread", "mark as read, or as unread", Section.MARK),
    Key("undo", "U", "undo", "undo the last mark or correction", Section.MARK),
    Key("help", "?,f1", "keys", "all keys", Section.REST),
    Key("problems", "!", "problems", "files with problems, and why", Section.REST),
    Key("palette", ":,ctrl+p", "commands", "the palette: every command by name", Section.REST,
        "app.command_palette", palette=False),
    Key("quit", "q,ctrl+q,ctrl+c", "quit", "quit", Section.REST, "app.quit"),
    _extend("down", "j,down", "a line down"),
    _extend("up", "k,up", "a line up"),
    _extend("word", "w,l,right", "a word on"),
    _extend("word_back", "b,h,left,backspace", "a word back"),
    _extend("page_down", "space,d,pagedown", "a page down"),
    _extend("page_up", "u,pageup", "a page up"),
    _extend("top", "g,home", "to the top"),
    _extend("end", "G,end", "to the end"),
    Key("copy_passage", "y,enter", "copy", "copy the passage with its citation", Section.QUOTE,
        place=Place.PASSAGE, palette=False),
    Key("leave_passage", "escape,v", "leave", "select nothing", Section.QUOTE,
        place=Place.PASSAGE, palette=False),
    _over_links("next_link", "j,down", "down"),
    _over_links("previous_link", "k,up", "up"),
    _over_links("links_down", "space,d,pagedown", "page_down"),
    _over_links("links_up", "b,u,pageup", "page_up"),
    _over_links("first_link", "g,home", "top"),
    _over_links("last_link", "G,end", "end"),
    Key("open_link", "enter,o,l,right", "open", "open the link in the browser; so does its number",
        Section.READ, place=Place.LINKS, palette=False),
    Key("copy_link", "y", "copy", "copy the address", Section.READ, place=Place.LINKS, palette=False),
    Key("leave_links", "escape,q,h,left,backspace,L", "leave", "leave the list", Section.READ, "leave",
        Place.LINKS, palette=False),
    Key("toggle_name", "enter,space", "switch", "switch the filter by this name on or off", Section.FILTER,
        "choose", Place.FACETS, palette=False),
    Key("mark_name", "space", "mark", "mark or unmark a name", Section.FILTER, "mark", Place.PICKER,
        palette=False),
    Key("next_name", "down,ctrl+n,tab", "down", "the next name", Section.FILTER, "move('down')", Place.PICKER,
        palette=False),
    Key("previous_name", "up,ctrl+p,shift+tab", "up", "the previous name", Section.FILTER, "move('up')",
        Place.PICKER, palette=False),
    Key("names_down", "pagedown", "page down", "a page of names down", Section.FILTER, "move('page_down')",
        Place.PICKER, palette=False),
    Key("names_up", "pageup", "page up", "a page of names up", Section.FILTER, "move('page_up')",
        Place.PICKER, palette=False),
    Key("apply_names", "enter", "apply", "filter by the marked names, or by the one under the cursor",
        Section.FILTER, "apply", Place.PICKER, palette=False),
    Key("leave_picker", "escape", "leave", "leave the filter as it was", Section.FILTER, "leave",
        Place.PICKER, palette=False),
    Key("close", "escape,q,h,left,backspace,i,!,?,enter", "close", "close", Section.REST, "close",
        Place.DIALOG, palette=False),
)  # fmt: skip


def make_keymap(overrides: Mapping[str, str]) -> tuple[Key, ...]:
    """Return the keymap with a user's own keys.

    Args:
        overrides: Action to keys, separated by commas; replaces all keys of that action.

    Raises:
        KeyConfigError: An action or a key is unknown, or one key would do two things in one place.
    """
    if not overrides:
        return KEYMAP
    known = {key.action for key in KEYMAP}
    for action, keys in overrides.items():
        if action not in known:
            hint = f"known are {', '.join(sorted(known))}"
            raise KeyConfigError(f"keys: unknown action {action!r}; {hint}", action)
        for name in keys.split(","):
            _check_key(action, name.strip())
    keymap = tuple(
        replace(key, keys=",".join(name.strip() for name in overrides[key.action].split(",")))
        if key.action in overrides
        else key
        for key in KEYMAP
    )
    taken: dict[tuple[Place, str], str] = {}
    for key in keymap:
        for name in key_names(key):
            other = taken.setdefault((key.place, name), key.action)
            if other != key.action:
                chosen = key.action if key.action in overrides else other
                raise KeyConfigError(f"keys: {show_key(name)} would be both {other} and {key.action}", chosen)
    return keymap


def usable_keys(overrides: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return those of a user's own keys that can be used together, and what is wrong with the others."""
    usable, wrong = dict(overrides), dict[str, str]()
    while True:
        try:
            make_keymap(usable)
        except KeyConfigError as error:
            wrong[error.action] = str(error)
            del usable[error.action]
        else:
            return usable, wrong


def key_of(keymap: tuple[Key, ...], action: str) -> Key:
    """Return the key of an action."""
    return next(key for key in keymap if key.action == action)


def key_names(key: Key) -> list[str]:
    """Return Textual's names of an action's keys: ``question_mark`` for ``?``."""
    return [binding.key for binding in Binding.make_bindings([Binding(key.keys, key.action)])]


def bindings(place: Place, *, motions: bool = False) -> list[BindingType]:
    """Return Textual's bindings for one place; their ids are the names of the actions.

    Args:
        motions: Only those that move in a pane.
    """
    return [
        Binding(key.keys, key.call or key.action, key.label, show=False, id=key.action)
        for key in KEYMAP
        if key.place is place and (not motions or key.call.startswith("move("))
    ]


def motions_of(keymap: tuple[Key, ...]) -> dict[str, str]:
    """Return what the keys that move in a pane do there, by Textual's names of the keys."""
    return {
        name: key.action
        for key in keymap
        if key.place is Place.MAIN and key.call == f"move('{key.action}')"
        for name in key_names(key)
    }


def show_key(name: str) -> str:
    """Return a key as it is printed on the keyboard: ``Tab``, ``?``, ``^p``."""
    if name in _SHOWN or len(name) == 1:
        return _SHOWN.get(name, name)
    if name.startswith("ctrl+"):
        return f"^{name.removeprefix('ctrl+')}"
    character = _named_character(name)
    return character or (name.upper() if name[1:].isdigit() else name)


def show_keys(key: Key) -> str:
    """Return all keys of an action as the help shows them."""
    return " ".join(show_key(name) for name in key.keys.split(","))


def first_key(key: Key) -> str:
    """Return the key of an action that hints name."""
    return show_key(key.keys.split(",")[0])


def _named_character(name: str) -> str | None:
    try:
        return unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return None


def _check_key(action: str, name: str) -> None:
    *modifiers, base = name.split("+") if len(name) > 1 else [name]
    known = {key.value for key in KnownKeys}
    printable = len(base) == 1 and base.isprintable() and base != ","
    named = base in known or base in _SHOWN or (len(base) > 1 and _named_character(base) is not None)
    if name not in known and not (_MODIFIERS.issuperset(modifiers) and (printable or named)):
        hint = "write a, A, ?, f5, tab, ctrl+a …"
        raise KeyConfigError(f"keys: {action} = {name!r}: no such key; {hint}", action)


def useful_actions(
    view: View, *, on_names: bool, is_reading: bool, is_selecting: bool, quotation: Quotation | None
) -> Iterable[str]:
    """Return the actions to be named.

    Args:
        view: The view on the screen.
        on_names: Keys move the pane of names.
        is_reading: Keys move the article.
        is_selecting: A passage of the article is selected.
        quotation: What is under the article's cursor.
    """
    if on_names:
        return _HINTS_ON_NAMES
    if is_reading and is_selecting:
        return _HINTS_ON_PASSAGE
    if not is_reading and view.about is not None:
        return view.hints
    if quotation is not None:
        known = quotation.speaker is not None
        return [each for each in _HINTS_ON_QUOTATION if known or each != "next_by_speaker"]
    return _HINTS_IN_ARTICLE if is_reading else view.hints


def hints_for(
    keymap: tuple[Key, ...], actions: Iterable[str], labels: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return keys and labels of some actions, in their order.

    Args:
        labels: Of actions that are called something else here than in the keymap.
    """
    keys = [key_of(keymap, action) for action in actions]
    return tuple((first_key(key), labels.get(key.action, key.label)) for key in keys)
