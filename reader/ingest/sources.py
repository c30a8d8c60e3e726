"""What can be imported: files of every form, folders, archives, standard input, and addresses of the web.

Owns how a source becomes articles, each with its origin. An address is asked only because the user named it:
with bounds of size, time and redirects, and never one of a private network unless that is wished.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from reader import __version__
from reader.articles.file_types import ENDINGS, FileType, file_type
from reader.articles.load import open_file, read_article
from reader.articles.model import Article, Problem
from reader.errors import ArticleError, FileError
from reader.files import read_file
from reader.ingest.walk import walk
from reader.text.sanitize import sanitize_line

_LARGEST_SOURCE = 256 * 1024 * 1024  # bytes of a file
_LARGEST_ANSWER = 32 * 1024 * 1024  # bytes of an answer from the web
_SECONDS = 30  # for an answer to come
_MOST_REDIRECTS = 5
_ENDING_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/feed+json": ".json",
    "application/json": ".json",
    "text/csv": ".csv",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}


@dataclass(frozen=True, slots=True)
class Found:
    """An article that may be imported.

    Attributes:
        source: The file or address it comes from.
        position: Its number in a file that holds several; None in one that holds it alone.
    """

    article: Article
    source: str
    position: int | None = None

    @property
    def origin(self) -> str:
        """Where it comes from, in words."""
        return f"{self.source}, article {self.position}" if self.position else self.source


def find_articles(
    sources: Sequence[str], *, day_first: bool = True, private: bool = False, standard_input: bytes = b""
) -> Iterator[Found | Problem]:
    """Yield the articles of some sources, in order; whatever is wrong with one does not stop the others.

    Args:
        sources: Paths, addresses that begin with http:// or https://, or - for standard input.
        private: Ask addresses of private networks too.
        standard_input: What - stands for.
    """
    for source in sources:
        if source == "-":
            yield from read_source(
                Path(_guess_name(standard_input)), standard_input, "standard input", day_first
            )
        elif source.lower().startswith(("http://", "https://")):
            yield from _from_address(source, day_first, private)
        else:
            yield from _from_path(Path(source), day_first)


def _from_path(path: Path, day_first: bool) -> Iterator[Found | Problem]:
    if path.is_dir():
        problems: dict[str, str] = {}
        for name in walk(path, ENDINGS, problems, [], [], ordered=True):
            yield from _from_file(path / name, day_first)
        for name, reason in problems.items():
            yield Problem(path / name, reason)
    else:
        yield from _from_file(path, day_first)


def _from_file(path: Path, day_first: bool) -> Iterator[Found | Problem]:
    try:
        data = read_file(path, _LARGEST_SOURCE, "a source")
    except FileError as error:
        yield Problem(path, str(error))
        return
    yield from read_source(path, data, str(path), day_first)


def read_source(path: Path, data: bytes, source: str, day_first: bool) -> Iterator[Found | Problem]:
    """Yield the articles in some bytes.

    Args:
        path: Its ending tells the form.
        source: Where the bytes come from, for people.
    """
    if file_type(path.name) is None:
        yield Problem(path, "is of a kind that is not read")
        return
    try:
        container = open_file(path, data, day_first=day_first)
    except ArticleError as error:
        yield Problem(path, sanitize_line(str(error)))
        return
    if container is not None:
        for number, item in enumerate(container.items, 1):
            yield Found(item, source, number) if isinstance(item, Article) else Problem(path, item.reason)
        return
    found = read_article(path, data, day_first=day_first)
    yield found if isinstance(found, Problem) else Found(found, source)


def _guess_name(data: bytes) -> str:
    """Return a name for bytes that have none, by which their form is known."""
    start = data[:512].lstrip()
    for sign, name in (
        (b"%PDF", "input.pdf"), (b"PK\x03\x04", "input.zip"), (b"{\\rtf", "input.rtf"), (b"{", "input.json"),
        (b"[", "input.json"), (b"<?xml", "input.xml"), (b"<rss", "input.xml"), (b"<feed", "input.xml"),
        (b"From ", "input.mbox"), (b"---", "input.md"),
    ):  # fmt: skip
        if start.startswith(sign):
            return name
    return "input.html" if b"<html" in data[:2048].lower() else "input.txt"


class _RefusedError(Exception):
    """An address that is not asked."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, each checked as the first address was."""

    max_redirections = _MOST_REDIRECTS

    def __init__(self, private: bool) -> None:
        self._private = private

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:
        _check_address(newurl, self._private)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_address(address: str, private: bool) -> None:
    """Refuse an address that is no web address, or leads into a private network.

    Raises:
        _RefusedError: It is refused; the message says why.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _RefusedError("is no address of the web")
    if private:
        return
    try:
        answers = socket.getaddrinfo(parts.hostname, parts.port or parts.scheme, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise _RefusedError(f"is not found: {getattr(error, 'strerror', None) or error}") from None
    for answer in answers:
        if not ipaddress.ip_address(str(answer[4][0]).partition("%")[0]).is_global:
            raise _RefusedError("leads into a private network; --private asks it all the same")


def _from_address(address: str, day_first: bool, private: bool) -> Iterator[Found | Problem]:
    place = Path(sanitize_line(address))
    try:
        data, kind, final = _fetch(address, private)
    except _RefusedError as error:
        yield Problem(place, str(error))
        return
    except urllib.error.HTTPError as error:
        yield Problem(place, f"answers {error.code} {sanitize_line(str(error.reason))}")
        return
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        yield Problem(place, f"cannot be fetched: {sanitize_line(str(reason))}")
        return
    name = unquote(urlsplit(final).path.rsplit("/", 1)[-1])
    ending = _ENDING_OF_TYPE.get(kind, Path(name).suffix.lower() or ".html")
    if ending == ".xml" and file_type(name) is FileType.PAGE:
        ending = ".html"
    path = Path(f"{Path(name).stem or 'page'}{ending}")
    for found in read_source(path, data, address, day_first):
        if isinstance(found, Problem):
            yield Problem(place, found.reason)
        elif found.position is None and not found.article.url:
            yield replace(found, article=replace(found.article, url=sanitize_line(final)))
        else:
            yield found


def _fetch(address: str, private: bool) -> tuple[bytes, str, str]:
    """Return the bytes at an address, their content type, and the address that answered in the end."""
    _check_address(address, private)
    opener = urllib.request.build_opener(_Redirects(private), urllib.request.ProxyHandler())
    opener.addheaders = [("User-Agent", f"newsfolder-reader/{__version__}"), ("Accept", "*/*")]
    with opener.open(address, timeout=_SECONDS) as answer:
        if not private:
            _check_peer(answer)
        data = answer.read(_LARGEST_ANSWER + 1)
        if len(data) > _LARGEST_ANSWER:
            raise ValueError(f"it has more than {_LARGEST_ANSWER // 1024**2} MB")
        return data, answer.headers.get_content_type(), answer.geturl()


def _check_peer(answer: Any) -> None:
    """Refuse an answer from a private network: a name may have led elsewhere when it was asked again."""
    try:
        peer = answer.fp.raw._sock.getpeername()[0]
    except (AttributeError, OSError, TypeError):
        return
    proxied = any(os.environ.get(name) for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "HTTP_PROXY"))
    if not proxied and not ipaddress.ip_address(str(peer).partition("%")[0]).is_global:
        raise _RefusedError("leads into a private network; --private asks it all the same")
