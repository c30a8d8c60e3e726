"""Our own annotated articles: read ``articles/*.txt`` into text and the quotations marked by hand.

Owns the file format. Refuses files that leave a quotation mark unexplained or name somebody unknown.

A file is a header, a line ``---`` and the article, one paragraph a line::

    story: court
    country: India
    person: Anjali Deshpande-Rao; Deshpande-Rao
    org: Surya Alloys; the company
    ---
    {“You were granted a permit,”|Deshpande-Rao|direct|role} the judge said.

``person`` and ``org`` list the full name and then every other form; a person's second form is the surname, or
whatever short form the outlet uses, and is the last word of the name if it is left out. In the article each
quotation stands in braces, its marks included: ``{words|who|kind|source}``. They nest, and braces occur
nowhere else.

who     a form from the header; ``?`` an unnamed source, then the fourth field describes it; ``~`` somebody,
        but who cannot be told with confidence (not scored); a term has nobody: ``{words|term}``
kind    direct, partial or term, as the README and ``reader.analysis.model.Kind`` mean them
source  how the text names the speaker of these words: full, surname, given, pronoun, role, org, or none when
        no reporting words of the same paragraph govern them; surname (org for an organisation) if left out
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reader.analysis.model import Kind
from reader.articles.model import Article, Paragraph

ARTICLES = Path(__file__).with_name("articles")
SOURCES = ("full", "surname", "given", "pronoun", "role", "org", "none")
OPENING = ("``", "“", "„", "‟", "‘", "‚", "«", "»", "‹", '"', "'")
CLOSING = ("''", "”", "“", "’", "‘", "»", "«", "›", '"', "'")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the header lists.

    Attributes:
        name: The full name.
        short: The surname, or the short form that the outlet uses.
        forms: All forms, the full name first.
    """

    name: str
    short: str
    forms: tuple[str, ...]
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class Gold:
    """A quotation as annotated: ``text[start:end]``, without its marks.

    Attributes:
        speaker: Who said it; None for a term, an unnamed source, or somebody who cannot be told.
        anonymous: A source without a name: to give it one is an error.
        source: How the text names the speaker; empty for a term.
        description: The words for a source without a name, else empty.
        depth: How many annotated quotations this one stands inside of.
    """

    start: int
    end: int
    kind: Kind
    speaker: Named | None = None
    anonymous: bool = False
    source: str = ""
    description: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article with its annotations, ordered by start."""

    name: str
    story: str
    country: str
    text: str
    people: tuple[Named, ...]
    quotations: tuple[Gold, ...]


class AnnotationError(ValueError):
    """A file does not follow the format; its text says which and where."""


def load_annotated(folder: Path = ARTICLES) -> list[Annotated]:
    """Read all annotated articles of a folder, by name.

    Raises:
        AnnotationError: One of the files does not follow the format.
    """
    return [read_annotated(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def read_annotated(name: str, raw: str) -> Annotated:
    """Read one file's text.

    Raises:
        AnnotationError: It does not follow the format.
    """
    header, _, body = raw.partition("\n---\n")
    facts = {"story": "", "country": ""}
    people = []
    for line in header.splitlines():
        key, _, value = line.partition(": ")
        if key in ("person", "org"):
            forms = tuple(form.strip() for form in value.split(";"))
            short = forms[1] if len(forms) > 1 else forms[0].split()[-1]
            people.append(Named(forms[0], forms[0] if key == "org" else short, forms, key == "org"))
        elif key in facts:
            facts[key] = value
        else:
            raise AnnotationError(f"{name}: what is {line!r} in the header?")
    try:
        text, quotations = _strip_annotations(body.strip("\n"), people)
    except AnnotationError as error:
        raise AnnotationError(f"{name}: {error}") from None
    return Annotated(name, facts["story"], facts["country"], text, tuple(people), quotations)


def build_article(name: str, text: str) -> Article:
    """Make the article that is analysed: every line with words in it is a paragraph of the body.

    The headline is the first of them, so that quotations in headlines are measured too.
    """
    paragraphs = tuple(Paragraph(line.start(), line.end()) for line in _LINE.finditer(text))
    return Article(path=Path(f"{name}.txt"), title=name, text=text, paragraphs=paragraphs)


def _strip_annotations(body: str, people: list[Named]) -> tuple[str, tuple[Gold, ...]]:
    """Return the text without annotations, and the quotations with offsets into it."""
    text: list[str] = []
    length = 0
    opened: list[int] = []
    found: list[Gold] = []
    for piece in re.split(r"(\{|\|[^{}]*\})", body):
        if piece == "{":
            opened.append(length)
        elif piece.startswith("|") and piece.endswith("}"):
            if not opened:
                raise AnnotationError(f"{piece!r} closes nothing")
            start = opened.pop()
            found.append(_read_tag(piece[1:-1], "".join(text), start, len(opened), people))
        elif set(piece) & set("{}|"):
            raise AnnotationError(f"stray brace or bar near {piece[:40]!r}")
        else:
            text.append(piece)
            length += len(piece)
    if opened:
        raise AnnotationError("a brace is not closed")
    return "".join(text), tuple(sorted(found, key=lambda gold: (gold.start, -gold.end)))


def _read_tag(tag: str, before: str, start: int, depth: int, people: list[Named]) -> Gold:
    """Return the quotation that ends where ``before`` ends and begins with its mark at ``start``."""
    start, end = _without_marks(before, start)
    who, kind, source, *rest = [*tag.split("|"), "", ""] if "|" in tag else ["", tag, "", ""]
    if any(rest) or kind not in set(Kind) or bool(who) == (kind == Kind.TERM):
        raise AnnotationError(f"cannot read {tag!r}")
    if who in ("", "?", "~"):
        return Gold(start, end, Kind(kind), None, who == "?", "none" if who else "", source, depth)
    named = [person for person in people if who in person.forms]
    if len(named) != 1:
        raise AnnotationError(f"{who!r} is {'ambiguous' if named else 'not in the header'}")
    source = source or ("org" if named[0].organisation else "surname")
    if source not in SOURCES:
        raise AnnotationError(f"{source!r} is no way to name a source")
    return Gold(start, end, Kind(kind), named[0], False, source, "", depth)


def _without_marks(text: str, start: int) -> tuple[int, int]:
    """Return the offsets of what stands between the marks; a closing mark may be missing."""
    opening = next((mark for mark in OPENING if text.startswith(mark, start)), None)
    if opening is None:
        raise AnnotationError(f"no quotation mark at {text[start : start + 40]!r}")
    closing = next((mark for mark in CLOSING if text.endswith(mark)), "")
    return start + len(opening), len(text) - len(closing)
