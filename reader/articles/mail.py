"""Mails: the subject, sender and date of an article, and its words, by the standard library's parser.

Owns which part of a mail is the article: its plain text, else its HTML; what of the text is a forwarded
header, a signature or a footer of a mailing list; and whether a sender is an outlet or an author. Archived
pages (MHTML) are mails too: their page is unpacked here.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default as DEFAULT_POLICY
from email.utils import parseaddr

from reader.articles.bylines import is_name
from reader.articles.decode import decode
from reader.articles.outlets import find_outlet, looks_like_outlet
from reader.errors import ArticleError
from reader.text.sanitize import sanitize, sanitize_line

_HEADERS_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_PREFIXES = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|tr|rv|enc)\s*(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(
    r"[ \t>]*(?:-{2,}[ \t]*(?:forwarded message|original message|weitergeleitete nachricht"
    r"|ursprüngliche nachricht|message transféré|mensaje reenviado)[ \t]*-{2,}|begin forwarded message:)"
    r"[ \t]*$",
    re.IGNORECASE,
)
_FORWARDED_FIELD = re.compile(
    r"[ \t>*]*(From|Date|Sent|Subject|To|Cc|Reply-To|Von|Datum|Gesendet|Betreff|An):[ \t*]*(.*)$"
)
_MOST_LINES_BEFORE_FORWARDED = 40
_SIGNATURE = "-- "
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
_BULK_NAMES = re.compile(
    r"\b(?:news(?:letter)?s?|press|media|desk|editors?|alerts?|digest|bulletin|team|office|service)\b",
    re.IGNORECASE,
)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says.

    Attributes:
        date: As it stands in the header.
        text: The words, sanitised; empty if there is only a page.
        page: The HTML, if there is no plain text.
        address: Where an archived page is from.
        header: Lines of the header, as people know them.
        set_aside: Signature, forwarded headers, names of attachments.
    """

    subject: str
    date: str
    outlet: str | None
    author: str | None
    text: str
    page: str = ""
    address: str | None = None
    header: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = field(default=())


def read_mail(data: bytes) -> Mail:
    """Read a mail, or an archived page.

    Raises:
        ArticleError: It has no words, or is encrypted.
    """
    message = email.message_from_bytes(data, policy=DEFAULT_POLICY)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ArticleError("is no mail: it has no header")
    kind = message.get_content_type()
    if kind == "multipart/encrypted" or _header(message, "Content-Type").startswith("application/pkcs7-mime"):
        raise ArticleError("is an encrypted mail; save it decrypted")
    plain, page = _find_words(message)
    aside: list[str] = [f"attachment: {sanitize_line(name)}" for name in _attachments(message)]
    subject = _PREFIXES.sub("", _header(message, "Subject"))
    date, sender = _header(message, "Date"), _header(message, "From")
    inner: dict[str, str] = {}
    text = ""
    if plain.strip():
        text, inner, cut = _clean(plain)
        aside += cut
    outlet, author = _sort_sender(inner.get("from", sender), any(name in message for name in _LIST_HEADERS))
    return Mail(
        subject=_PREFIXES.sub("", inner.get("subject", "")) or subject,
        date=inner.get("date") or date,
        outlet=outlet,
        author=author,
        text=text,
        page="" if text.strip() else page,
        address=_header(message, "Snapshot-Content-Location") or _header(message, "Content-Location") or None,
        header=tuple(f"{name}: {value}" for name in _HEADERS_SHOWN if (value := _header(message, name))),
        set_aside=tuple(aside),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return sanitize_line(str(message.get(name, "")))
    except (
        ValueError,
        IndexError,
        AttributeError,
        TypeError,
        LookupError,
    ):  # headers that the parser trips over
        return ""


def _find_words(message: EmailMessage) -> tuple[str, str]:
    """Return the first plain text and the first page of a mail; files that are attached are neither."""
    plain = page = ""
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if kind == "text/plain" and not plain.strip():
            plain = _decoded(part)
            if part.get_param("format") == "flowed":
                plain = re.sub(r"(?<! ) \n(?!\n|-- )", " ", plain)
        elif kind in _PAGE_TYPES and not page:
            page = _decoded(part)
    return plain, page


def _decoded(part: EmailMessage) -> str:
    """Return the words of a part, whatever its character set is said to be."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = str(part.get_content_charset() or "")
    try:
        return data.decode(charset or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        try:
            return decode(data)[0].replace("\r\n", "\n")
        except ArticleError:
            return ""


def _attachments(message: EmailMessage) -> Iterator[str]:
    for part in message.walk():
        name = part.get_filename()
        if name and not part.is_multipart() and part.get_content_disposition() == "attachment":
            yield name


def _clean(plain: str) -> tuple[str, dict[str, str], list[str]]:
    """Return the words of a text, the fields of the header with which it was forwarded, and what was cut."""
    rows = sanitize(plain).split("\n")
    aside: list[str] = []
    inner: dict[str, str] = {}
    first = next(
        (at for at, row in enumerate(rows[:_MOST_LINES_BEFORE_FORWARDED]) if _FORWARDED.match(row)), None
    )
    if first is not None:
        end = first + 1
        while (
            end < len(rows)
            and (not rows[end].strip() or _FORWARDED_FIELD.match(rows[end]))
            and not (inner and not rows[end].strip())
        ):
            if match := _FORWARDED_FIELD.match(rows[end]):
                name = {
                    "von": "from",
                    "sent": "date",
                    "datum": "date",
                    "gesendet": "date",
                    "betreff": "subject",
                }
                key = match[1].lower()
                inner.setdefault(name.get(key, key), match[2].strip())
            end += 1
        aside += [row.strip() for row in rows[:end] if row.strip()]
        rows = rows[end:]
    ends = [at for at, row in enumerate(rows) if row == _SIGNATURE or row == _SIGNATURE.rstrip()]
    if ends and any(row.strip() for row in rows[: ends[-1]]):
        aside += [row.strip() for row in rows[ends[-1] :] if row.strip()]
        rows = rows[: ends[-1]]
    return "\n".join(rows), inner, aside


def _sort_sender(sender: str, by_list: bool) -> tuple[str | None, str | None]:
    """Return a sender as an outlet or as an author; an address alone is neither."""
    name = parseaddr(sender)[0].strip("\"' ") or (sender if "@" not in sender else "")
    if not name:
        return None, None
    known = find_outlet(name)
    if known or by_list or looks_like_outlet(name) or _BULK_NAMES.search(name):
        return known or name, None
    return (None, name) if is_name(name) else (name, None)
