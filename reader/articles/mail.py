"""Mail: who sent it, when, under which subject, and its text, without what mail programs put around it.

Owns the headers, also those of a forwarded message inside of the text, and signatures. Decoding is that of
the standard library. Whether a sender is a person or an outlet is told by the name, the address and the marks
of a mailing list; the text itself is judged as any copied text is.
"""

from __future__ import annotations

import email
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from reader.articles.bylines import is_name
from reader.articles.dates import find_dates
from reader.articles.decode import decode
from reader.articles.outlets import find_outlet, find_outlet_of, looks_like_outlet
from reader.errors import ArticleError
from reader.text.sanitize import sanitize, sanitize_line

_MOST_PARTS = 1_000
_FEWEST_TEXT = 80  # characters of a plain text part that is believed where there is HTML too
_SMALLEST_SHARE = 0.15  # of the characters of the HTML, without its tags
_LONGEST_NOTE = 400  # characters above a forwarded message that only hand it on
_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?(?P<value>.*)")
_TECHNICAL = frozenset(
    {
        *(
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "message-id",
            "received",
            "return-path",
        ),
        *("delivered-to", "x-mailer", "dkim-signature", "list-id", "list-unsubscribe", "reply-to"),
    }
)
_LABELS: Mapping[str, str] = {
    **dict.fromkeys(("from", "von", "de", "da", "van", "от"), "from"),
    **dict.fromkeys(
        ("date", "sent", "gesendet", "datum", "envoyé", "enviado", "fecha", "data", "дата"), "date"
    ),
    **dict.fromkeys(("subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "тема"), "subject"),
    **dict.fromkeys(("to", "an", "à", "para", "a", "aan", "кому", "cc", "kopie", "reply-to"), "to"),
}
_LABEL = re.compile(r"[>*\s]{0,6}(?P<label>[^\W\d_][\w-]{0,12})[ \xa0]?:\*{0,2}[ \t]*(?P<value>.*)")
_FORWARD = re.compile(
    r"^[>\s]{0,4}(?:-{3,} ?(?:forwarded message|original message|weitergeleitete nachricht"
    r"|ursprüngliche nachricht|message transféré|message d'origine|mensaje reenviado"
    r"|messaggio inoltrato) ?-{3,}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message réexpédié :)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_PREFIXES = re.compile(r"(?i)^(?:\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|i|r)(?:\[\d+\])?\s*:\s*)+")
_LIST_TAG = re.compile(r"^\[[\w .&-]{2,40}\]\s+(?=\S)")
_SIGNATURE = re.compile(r"^(?:--[ \xa0]?|_{20,}|—)\n", re.MULTILINE)
_SENT_FROM = re.compile(
    r"(?im)^(?:sent from my|von meinem \w+ gesendet|envoyé de mon|enviado desde mi)\b.{0,60}$"
)
_LONGEST_SIGNATURE = 1_500  # characters below the line of dashes
_FLOWED = re.compile(r"(?m)(?<!^--) \n(?![>\s]|$)")
_IN_BROWSER = re.compile(
    r"(?is)(?:view|read|open|see)\b[^\n<>]{0,40}\b(?:browser|online|website|web)\b[^\n<>]{0,20}[\s:(<\[]{1,6}"
    r"(https?://[^\s<>()\[\]]{4,500})"
)
_AT_OUTLET = re.compile(r"^(?P<name>.+?)(?:,| at| from| @| \||[ ]?[-–—:]) (?P<outlet>.+)$")
_ROLE_ADDRESS = re.compile(
    r"(?i)(?:no-?reply|news(?:letter)?s?|press(?:e)?|info|alerts?|editors?|desk|updates?|mail(?:er)?|hello|contact"
    r"|media|daily|weekly|briefing|subscriptions?|service|redaktion|office|communications?)\d*(?:[+._-].*)?"
)
_TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mail:
    """A message.

    Attributes:
        values: What its headers say, under the names of front matter.
        text: Its plain text, sanitised; empty where there is only HTML.
        page: Its HTML, where there is no plain text.
        header: Lines that were read as headers, as printed.
        set_aside: Notes above what was forwarded, signatures, names of attachments.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    page: str = ""
    header: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()


def is_mail(text: str) -> bool:
    """Tell whether a text is a mail with its headers, as saved or as copied from a mail program."""
    names: set[str] = set()
    for number, row in enumerate(text.lstrip("\n \ufeff")[:20_000].split("\n")):
        if not row.strip():
            break
        if match := _HEADER.fullmatch(row):
            names.add(match["name"].lower())
        elif not row.startswith((" ", "\t")) or number == 0:
            return False
    return (
        "from" in names
        and bool(names & {"subject", "date"})
        and (bool(names & _TECHNICAL) or {"subject", "to"} <= names)
    )


def read_mail(data: bytes) -> Mail:
    """Read a message.

    Raises:
        ArticleError: It has no headers, or no text.
    """
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]  # the line of an mbox
    message = email.message_from_bytes(data.lstrip(b"\r\n \xef\xbb\xbf"))
    if not {"from", "subject", "date"} & {name.lower() for name in message}:
        raise ArticleError("is no mail: it has no header such as From and Subject; save it again")
    message, text, page, attached = _choose_parts(message)
    subject, sender, moment = (_header(message, name) for name in ("Subject", "From", "Date"))
    header = [
        f"{name}: {value}"
        for name, value in (("From", sender), ("Date", moment), ("Subject", subject))
        if value
    ]
    is_list = any(name.lower().startswith("list-") for name in message)
    values = _read_values(subject, sender, moment, is_list=is_list)
    aside = [f"attachment: {name}" for name in attached]
    if text:
        text, found, lines, left = _take_forwarded(text)
        text, signature = _cut_signature(text)
        header += lines
        aside = [*left, *signature, *aside]
        if found:
            values = {
                **values,
                **_read_values(found.get("subject", ""), found.get("from", ""), found.get("date", "")),
            }
        if browser := _IN_BROWSER.search(text, 0, 2_000):
            values["url"] = browser[1]
    if language := _header(message, "Content-Language").partition(",")[0]:
        values["language"] = language
    if not text.strip() and not page.strip():
        raise ArticleError("is a mail without words; what is attached to it is not read")
    said = {key: value for key, value in values.items() if value}
    return Mail(said, text, "" if text.strip() else page, tuple(header), tuple(aside))


def _choose_parts(message: Message) -> tuple[Message, str, str, list[str]]:
    """Return the message that has the text, its plain text, its HTML and the names of attachments."""
    plain: list[str] = []
    pages: list[str] = []
    attached: list[str] = []
    inner: Message | None = None
    parts = [message]
    seen = 0
    while parts and seen < _MOST_PARTS:
        part = parts.pop(0)
        seen += 1
        kind = part.get_content_type()
        if kind == "message/rfc822":
            payload = part.get_payload()
            if inner is None and isinstance(payload, list) and payload and isinstance(payload[0], Message):
                inner = payload[0]
        elif part.is_multipart():
            payload = part.get_payload()
            parts = [*(one for one in payload if isinstance(one, Message)), *parts]
        elif part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            name = sanitize_line(_decode_words(part.get_filename() or ""))
            if name and part.get_content_maintype() != "image":
                attached.append(name[:200])
        else:
            (pages if kind == "text/html" else plain).append(_read_part(part))
    text, page = "\n\n".join(one for one in plain if one.strip()), "\n".join(pages)
    if inner is not None and len(text.strip()) < _LONGEST_NOTE and len(page) < _LONGEST_NOTE:
        # Forwarded as an attachment: the message inside is the article.
        return _choose_parts(inner)
    if page and len(text.strip()) < max(
        _FEWEST_TEXT, _SMALLEST_SHARE * len(" ".join(_TAGS.sub(" ", page).split()))
    ):
        text = ""
    return message, text, page, attached


def _read_part(part: Message) -> str:
    """Decode a part: UTF-8 where it is, else as declared, else by a guess."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    declared = (part.get_content_charset() or "utf-8").lower()
    order = [declared, "utf-8"] if declared.startswith(("iso-2022", "utf-7", "hz")) else ["utf-8", declared]
    for encoding in order:
        try:
            text = data.decode(encoding)
            break
        except (LookupError, ValueError):
            continue
    else:
        text = decode(data)[0] if data else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/plain":
        if (str(part.get_param("format") or "")).lower() == "flowed":
            glue = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
            text = _FLOWED.sub(glue, text)
        text = sanitize(text)
    return text


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return sanitize_line(_decode_words(str(value))) if value is not None else ""


def _decode_words(value: str) -> str:
    if "=?" not in value:
        # Bytes beyond ASCII come as surrogates.
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError):
        return value


def _read_values(subject: str, sender: str, moment: str, *, is_list: bool = False) -> dict[str, object]:
    values: dict[str, object] = {"title": _LIST_TAG.sub("", _PREFIXES.sub("", subject)).strip()}
    values["date"] = _read_moment(moment)
    author, source = _read_sender(sender, is_list=is_list)
    values["authors"] = [author] if author else []
    values["source"] = source
    return {key: value for key, value in values.items() if value}


def _read_moment(text: str) -> str:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        found = find_dates(text)
        return found[0].date.isoformat() if found and found[0].date.year else ""
    return moment.isoformat(timespec="minutes") if 1970 < moment.year < 2200 else ""


def _read_sender(sender: str, *, is_list: bool) -> tuple[str, str]:
    """Return the author and the outlet that a sender is, each empty if it is none."""
    name, address = parseaddr(sender)
    name = sanitize_line(name.replace("mailto:", "")).strip(" '\"[]") or (
        "" if "@" in sender else sender.strip()
    )
    local, _, host = address.rpartition("@")
    known = (find_outlet_of(f"https://{host}") or "") if host else ""
    if not name:
        return "", known
    if outlet := find_outlet(name):
        return "", outlet
    if (match := _AT_OUTLET.match(name)) and (is_name(match["name"]) or find_outlet(match["outlet"])):
        return match["name"] if is_name(match["name"]) else "", find_outlet(match["outlet"]) or match[
            "outlet"
        ]
    if looks_like_outlet(name) or not is_name(name) or (_ROLE_ADDRESS.fullmatch(local) and not known):
        return "", known or name
    if is_list and not known and not _is_of_person(name, local):
        return "", name
    return name, known


def _is_of_person(name: str, local: str) -> bool:
    """Tell whether an address is made of a person's name."""
    folded = local.casefold()
    return sum(len(word) > 2 and word in folded for word in name.casefold().split()) > 1


def _take_forwarded(text: str) -> tuple[str, dict[str, str], list[str], list[str]]:
    """Take the headers of a forwarded message out of a text.

    Returns:
        The text, what they say, their lines, and the note above them where it only hands the message on.
    """
    mark = _FORWARD.search(text)
    start = mark.end() if mark else 0
    above = text[: mark.start()] if mark else ""
    if mark is None and not re.match(r"\s*[>*\s]{0,4}(?:From|Von|De|Da|Van|От)[ \xa0]?:", text):
        return text, {}, [], []
    rows = text[start:].split("\n")
    found: dict[str, str] = {}
    at = 0
    while at < len(rows):
        row = rows[at]
        match = _LABEL.fullmatch(row)
        name = _LABELS.get(match["label"].casefold()) if match else None
        if match and name:
            found.setdefault(name, sanitize_line(match["value"]).strip("* "))
        elif (row.strip(" >") and (not found or (match is None and not row.startswith((" ", "\t"))))) or (
            not row.strip(" >") and found
        ):
            break
        at += 1
    if not {"from", "subject"} & found.keys() or len(found) < 2:
        return text, {}, [], []
    lines = [row.strip() for row in rows[:at] if row.strip(" >")]
    rest = "\n".join(rows[at:])
    if all(row.startswith(">") for row in rest.split("\n") if row.strip()):
        rest = re.sub(r"(?m)^> ?", "", rest)
    if len(above.strip()) > _LONGEST_NOTE:
        return f"{above.rstrip()}\n\n{rest.lstrip()}", {}, lines, []
    note = [line for line in (row.strip() for row in above.split("\n")) if line]
    marked = [mark[0].strip()] if mark else []
    return rest.strip("\n"), found, [*marked, *lines], note


def _cut_signature(text: str) -> tuple[str, list[str]]:
    """Cut off what stands below a line of dashes at the end, and where it was sent from."""
    left: list[str] = []
    for mark in _SIGNATURE.finditer(text):
        if len(text) - mark.start() <= _LONGEST_SIGNATURE and text[: mark.start()].strip():
            left = [row.strip() for row in text[mark.start() :].split("\n") if row.strip()]
            text = text[: mark.start()].rstrip()
            break
    for sent in list(_SENT_FROM.finditer(text))[-1:]:
        if not text[sent.end() :].strip() and text[: sent.start()].strip():
            left.insert(0, sent[0].strip())
            text = text[: sent.start()].rstrip()
    return text, left
