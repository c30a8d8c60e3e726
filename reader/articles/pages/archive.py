"""MHTML: the page out of the archive in which browsers save it with its pictures.

A module of its own because it loads the mail parser of the standard library, and only for such files.
"""

from __future__ import annotations

import email
from email.message import Message

from reader.articles.decode import decode_page
from reader.errors import ArticleError


def open_archive(data: bytes) -> tuple[str, str]:
    """Return the HTML of an archived page, and the address that it was saved from, or an empty text.

    Raises:
        ArticleError: There is no page in it.
    """
    message = email.message_from_bytes(data.lstrip())
    address = str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "")
    start = str(message.get_param("start") or "").strip("<> ")
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    pages.sort(
        key=lambda part: not (_is_at(part, "Content-ID", start) or _is_at(part, "Content-Location", address))
    )
    for part in pages:
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            text = decode_page(payload)[0]
            own = str(part.get("Content-Location") or "")
            return text, next((one.strip() for one in (address, own) if one.strip().startswith("http")), "")
    raise ArticleError("is an archived page without a page in it; save it again")


def _is_at(part: Message, header: str, wanted: str) -> bool:
    return bool(wanted) and str(part.get(header) or "").strip("<> ") == wanted
