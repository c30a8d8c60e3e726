"""The people of a sentence and their grammatical roles there, read once for each sentence.

Owns what a sentence says of who is in it: by name, or by a role that only one person bears. Refuses to weigh
them (``salience``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.analysis.frames import Frame
from reader.analysis.roles import Roles
from reader.analysis.scene import Place, Scene

_POSSESSIVES = frozenset({"his", "her"})
_SPEAKS = re.compile(r"[xa]*V")
_AFTER_SUBJECT = "xvVaEGBW,("


class Seen(NamedTuple):
    """A name in a sentence and its grammatical role there.

    Attributes:
        role: ``subject``, ``source`` (of a cue), ``object``, ``oblique`` (after a preposition) or ``owner``.
        named: By name; else by a role that the text gives to somebody.
        possessed: As somebody else's: ``her niece, Ann Lee,``.
    """

    at: int
    entity: int
    role: str
    full: bool
    named: bool = True
    possessed: bool = False


class People:
    """The people of one article's sentences.

    Args:
        scene: The article.
        roles: Who bears which role in it.
    """

    def __init__(self, scene: Scene, roles: Roles) -> None:
        self.scene = scene
        self._roles = roles
        self._known: dict[Place, tuple[Seen, ...]] = {}

    def of(self, place: Place) -> tuple[Seen, ...]:
        """Return the people a sentence names outside of quotations, by position.

        A role counts where the text gives it to somebody: ``the mayor was asked …``.
        """
        found = self._known.get(place)
        if found is None:
            frame = self.scene.frame(place.paragraph, place.sentence)
            found = self._known[place] = tuple(_read(self.scene, self._roles, frame))
        return found


def _read(scene: Scene, roles: Roles, frame: Frame) -> Iterator[Seen]:
    for at, unit in enumerate(frame.units):
        mention = unit.mention or unit.owner
        if mention is None or mention.entity is None or scene.cast.entities[mention.entity].organisation:
            if unit.code == "R" and unit.lead == "the":
                role = _role(frame.shape, at)
                if role in ("subject", "source") and (bearer := roles.only_bearer(unit)) is not None:
                    yield Seen(at, bearer, role, False, False)
            continue
        role = "owner" if unit.mention is None else _role(frame.shape, at)
        yield Seen(at, mention.entity, role, mention.full, True, _possessed(frame, at))


def _possessed(frame: Frame, at: int) -> bool:
    unit = frame.units[at]
    if unit.lead in _POSSESSIVES:
        return True
    return at >= 2 and frame.shape[at - 1] == "," and frame.units[at - 2].lead in _POSSESSIVES


def _role(shape: str, at: int) -> str:
    before = shape[at - 1] if at else ""
    after = shape[at + 1] if at + 1 < len(shape) else ""
    if after == "'":
        return "owner"
    if before and before in "it":
        return "oblique"
    if _SPEAKS.match(shape, at + 1) or (before == "V" and "Q" in shape[at - 3 : at] and at > 1):
        return "source"
    if after and after in _AFTER_SUBJECT and (before == "" or before not in "VGBEx"):
        return "subject"
    return "object"
