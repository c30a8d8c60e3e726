"""Opens a file that holds several articles: what it is, and the articles in it.

Owns the recognition, by content more than by name, and the bounds: of size, of articles, of archives within
archives. What is wrong with one article never stops the others.
"""

from __future__ import annotations

import json
import mailbox
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.articles.containers import factiva, lexis, nexis, proquest
from reader.articles.containers.feeds import (
    is_feed,
    is_json_feed,
    is_opml,
    read_feed,
    read_json_feed,
    read_opml,
)
from reader.articles.containers.pieces import Piece, tidy
from reader.articles.containers.tables import read_delimited, read_json, read_json_lines
from reader.articles.datelines import read_dateline
from reader.articles.decode import decode, decode_references
from reader.articles.file_types import FileType, file_type
from reader.articles.html import is_html, read_html, strike
from reader.articles.metadata import read_metadata
from reader.articles.model import Article, Block, Problem, join_blocks
from reader.articles.raw.header_lines import read_header_line
from reader.articles.raw.lines import first_sentence, split_lines
from reader.errors import ArticleError
from reader.text.english import count
from reader.text.sanitize import sanitize, sanitize_line

_MOST_BROKEN_TOLD = 100  # lines of a table
_MOST_ARTICLES = 200_000  # of one file
_LARGEST_MEMBER = 64 * 1024 * 1024  # bytes of a file in an archive
_LARGEST_ARCHIVE = 1024 * 1024 * 1024  # bytes of all files in an archive
_MOST_PACKED = 200  # times that an archive may be smaller than what is in it
_SMALL_MEMBER = 1024 * 1024  # bytes up to which it may be packed as well as it likes

_EXPORT_SAMPLE = 400_000  # characters in which an export is looked for

ReadMember = Callable[[Path, bytes], Article | Problem]
"""Reads one file of an archive as an article."""


@dataclass(frozen=True, slots=True)
class _Maker:
    """A database.

    Attributes:
        title: For people: ``a Nexis Uni export``.
        mark: Stands in every article of its exports.
        support: Stands in such an export besides; a mark alone may be prose.
    """

    title: str
    mark: re.Pattern[str]
    support: re.Pattern[str]
    split: Callable[[str], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Container:
    """A file that holds several articles.

    Attributes:
        title: For people: ``a Nexis Uni export``.
        items: The articles in it, in order; a Problem for each that cannot be read.
    """

    title: str
    items: tuple[Article | Problem, ...]

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return sum(isinstance(item, Article) for item in self.items)

    def describe(self) -> str:
        """Say what it is and what can be done with it."""
        return f"{self.title} of {count(self.articles, 'article')}: I (or reader import) takes them out"


def open_export(path: Path, text: str, *, day_first: bool) -> Container | None:
    """Return a text as the export of a database; None if it is none."""
    maker = _recognise_export(text)
    if maker is None:
        return None
    pieces = (piece._replace(values=tidy(piece.values)) for piece in maker.split(text))
    items = _items(path, pieces, day_first)
    return Container(maker.title, items) if items else None


def open_container(path: Path, data: bytes, read_member: ReadMember, *, day_first: bool) -> Container | None:
    """Return what a file holds that is no article by its name; None if there are no articles in it.

    Args:
        path: Its name tells the form; the bytes decide.

    Raises:
        ArticleError: It cannot be read, is encrypted or too large.
    """
    kind = file_type(path.name)
    match kind:
        case FileType.ARCHIVE:
            return Container("an archive", tuple(_unpack(path, data, read_member, day_first)))
        case FileType.MAILBOX:
            return Container("a mailbox", tuple(_read_mailbox(path, data, read_member)))
        case FileType.FEED:
            if is_opml(data):
                return Container("a list of feeds", _items(path, read_opml(path, data), day_first))
            if is_feed(data):
                return Container("a feed", _items(path, read_feed(data), day_first))
            return None
        case FileType.TABLE:
            return _open_table(path, decode(data)[0], day_first)
        case _:
            return None


def _open_table(path: Path, text: str, day_first: bool) -> Container | None:
    pieces: Iterable[Piece] | None
    broken: Sequence[int] = ()
    title = "a table"
    if path.suffix.lower() in (".csv", ".tsv"):
        pieces = read_delimited(text, tabs=path.suffix.lower() == ".tsv")
    else:
        try:
            value = json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            pieces, broken = read_json_lines(text)
        else:
            feed = is_json_feed(value)
            title = "a feed" if feed else title
            pieces = read_json_feed(value) if feed else read_json(value)
    if pieces is None:
        return None
    wrong = tuple(Problem(path, f"line {number} is no JSON object") for number in broken[:_MOST_BROKEN_TOLD])
    return Container(title, (*_items(path, pieces, day_first), *wrong))


def _items(path: Path, pieces: Iterable[Piece], day_first: bool) -> tuple[Article | Problem, ...]:
    found: list[Article | Problem] = []
    for number, piece in enumerate(pieces, 1):
        if number > _MOST_ARTICLES:
            found.append(Problem(path, f"has more than {_MOST_ARTICLES:,} articles; split it"))
            break
        try:
            item = _make_item(path, piece.values, piece.body, day_first=day_first, left=piece.left)
        except ArticleError as error:
            found.append(Problem(path, f"article {number}: {error}"))
            continue
        found.append(item or Problem(path, f"article {number} has neither a headline nor words"))
    return tuple(found)


def _unpack(path: Path, data: bytes, read_member: ReadMember, day_first: bool) -> Iterator[Article | Problem]:
    """Yield the articles of the files in an archive, those of exports and feeds in it too."""
    import io

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [each for each in archive.infolist() if not each.is_dir() and not _is_hidden(each.filename)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ArticleError(f"is a damaged archive: {sanitize_line(str(error))}") from None
    if sum(member.file_size for member in members) > _LARGEST_ARCHIVE:
        raise ArticleError(f"is too large: unpacked it has more than {_LARGEST_ARCHIVE:,} bytes")
    for member in members:
        # Only the name is used; nothing is unpacked to a path.
        inner = path / Path(sanitize_line(member.filename)).name
        kind = file_type(inner.name)
        if kind is None:
            yield Problem(path, f"{sanitize_line(member.filename)}: not read, it is of another kind")
            continue
        try:
            content = _read_member(archive, member, len(data))
            if kind is FileType.ARCHIVE:
                raise ArticleError("an archive within an archive is not opened; unpack it first")
            if kind.is_article:
                found = read_member(inner, content)
                if isinstance(found, Article):
                    yield found
                elif (nested := _open_text_export(inner, content, kind, day_first)) is not None:
                    yield from nested.items
                else:
                    yield Problem(path, f"{sanitize_line(member.filename)}: {found.reason}")
            else:
                container = open_container(inner, content, read_member, day_first=day_first)
                if container is None:
                    raise ArticleError("no articles are recognised in it")
                yield from container.items
        except ArticleError as error:
            yield Problem(path, f"{sanitize_line(member.filename)}: {error}")


def _open_text_export(path: Path, data: bytes, kind: FileType, day_first: bool) -> Container | None:
    text = text_of_export(data, kind)
    return open_export(path, text, day_first=day_first) if text else None


def text_of_export(data: bytes, kind: FileType) -> str:
    """Return the lines of a file that may be an export: a text, rich text or Word document; else nothing."""
    if kind in (FileType.TEXT, FileType.MARKDOWN):
        return decode(data)[0].replace("\r\n", "\n")
    if kind in (FileType.RTF, FileType.DOCX):
        from reader.articles.documents import read_docx, read_rtf

        return (read_rtf if kind is FileType.RTF else read_docx)(data).lines
    return ""


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, size: int) -> bytes:
    if member.flag_bits & 1:
        raise ArticleError("is encrypted; unpack it first")
    if member.file_size > _LARGEST_MEMBER:
        raise ArticleError(f"is too large: it has {member.file_size:,} bytes")
    if member.file_size > max(_SMALL_MEMBER, _MOST_PACKED * max(1, member.compress_size)):
        raise ArticleError("is packed as no text is; it was not opened")
    try:
        with archive.open(member) as file:
            content = file.read(_LARGEST_MEMBER + 1)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ArticleError(f"is damaged: {sanitize_line(str(error))}") from None
    except Exception as error:  # the decompressors raise errors of their own
        raise ArticleError(f"is damaged: {sanitize_line(str(error))}") from None
    if len(content) > _LARGEST_MEMBER:
        raise ArticleError(f"is too large: it has more than {_LARGEST_MEMBER:,} bytes")
    return content


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)


def _read_mailbox(path: Path, data: bytes, read_member: ReadMember) -> Iterator[Article | Problem]:
    if not data.startswith(b"From "):
        raise ArticleError("is no mailbox")
    with tempfile.NamedTemporaryFile(suffix=".mbox") as file:
        file.write(data)
        file.flush()
        box = mailbox.mbox(file.name, create=False)
        for number, key in enumerate(box.iterkeys(), 1):
            if number > _MOST_ARTICLES:
                yield Problem(path, f"has more than {_MOST_ARTICLES:,} mails; split it")
                break
            found = read_member(path / f"{number}.eml", box.get_bytes(key))
            if isinstance(found, Problem):
                yield Problem(path, f"mail {number}: {found.reason}")
            else:
                yield found
        box.close()


def _recognise_export(text: str) -> _Maker | None:
    """Return the database that a text was exported from; None if it is no export."""
    sample = text[:_EXPORT_SAMPLE]
    return next(
        (maker for maker in _MAKERS if maker.mark.search(sample) and maker.support.search(sample)), None
    )


def _make_item(
    path: Path, values: Mapping[str, object], body: str, *, day_first: bool, left: tuple[str, ...] = ()
) -> Article | None:
    """Return an article of a container; None if it has neither a headline nor words.

    Args:
        path: Of the container.
        values: What is said of the article, under the names of front matter.
        body: Its words, as plain text or HTML.
        left: Lines of the container that belong to the article, but are neither its words nor a field.
    """
    kept = {key: value for key, value in values.items() if value}
    meta = read_metadata(kept, day_first=day_first)
    text, aside, struck = sanitize(body), list(left), ()
    if is_html(text) or ("<" in text and "</" in text):
        found = read_html(text)
        text, struck = found.text, found.struck  # type: ignore[assignment]
        aside += found.set_aside
    else:
        text = sanitize(decode_references(text))
    blocks = [Block(line.text) for line in split_lines(text)]
    title = meta.title
    if blocks and title and "".join(blocks[0].text.split()) == "".join(title.split()):
        blocks = blocks[1:]
    if not blocks and meta.summary:
        blocks = [Block(meta.summary)]
        meta = replace(meta, summary=None)
    if not blocks and not title:
        return None
    while len(blocks) > 1 and _is_label(blocks[-1].text, day_first):
        aside.append(blocks.pop().text)
    dateline = read_dateline(blocks[0].text, day_first=day_first) if blocks else None
    header: tuple[str, ...] = ()
    if dateline and not struck and 0 < dateline.end < len(blocks[0].text):
        opening = blocks[0].text
        header = (opening[: dateline.end].strip(),)
        blocks[0] = Block(opening[dateline.end :].strip())
    laid = join_blocks(blocks)
    return Article(
        path=path,
        title=title or first_sentence(blocks[0].text),
        title_inferred=title is None,
        text=laid.text,
        paragraphs=laid.paragraphs,
        spans=strike(laid.text, laid.spans, struck),
        date=meta.date or (dateline.date if dateline else None),
        date_offset=meta.date_offset,
        source=meta.source or (dateline.tag if dateline else None),
        place=meta.place or (dateline.place if dateline else None),
        url=meta.url,
        authors=meta.authors,
        summary=meta.summary,
        topics=meta.topics,
        language=meta.language,
        extra=meta.extra,
        problems=meta.problems,
        header=header,
        set_aside=tuple(words for line in aside if (words := sanitize_line(line))),
    )


def _is_label(line: str, day_first: bool) -> bool:
    """Tell whether a line below a text is a field of it, as "Released: 2025-12-02" is."""
    fields = read_header_line(line, day_first=day_first)
    return fields is not None and fields.labelled


# The most particular first.
_MAKERS = (
    _Maker("a Factiva export", factiva.CODE_OF_NUMBER, factiva.CODES, factiva.split_factiva_codes),
    _Maker("a Factiva export", factiva.END, factiva.WORDS, factiva.split_factiva),
    _Maker("a LexisNexis export", lexis.MARK, lexis.SUPPORT, lexis.split_lexis),
    _Maker("a ProQuest export", proquest.MARK, proquest.SUPPORT, proquest.split_proquest),
    _Maker("a Nexis Uni export", nexis.END, nexis.SUPPORT, nexis.split_nexis),
)
