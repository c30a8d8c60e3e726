"""Marks of site generators in Markdown that are neither Markdown nor prose.

Owns template tags (Liquid, Jinja, Nunjucks, Hugo), highlighted code, attributes (kramdown, Pandoc),
containers and admonitions (Docusaurus, VuePress, Quarto, MkDocs), the parts of MDX, shortcodes of WordPress,
and comments and block names of Obsidian. Tags are taken out and returned; attributes and fences of containers
are markup and go; highlighted code becomes fenced code. What stands in fenced code or code spans is never
changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Single characters are looked for first: that takes a tenth of the time, and most texts have none of them.
_SIGNS_OF_CHARACTER = {
    "{": ("{",),
    "[": ("[caption", "[/", "[gallery", "[embed", "[video", "[audio", "TOC]", "TOC_]", "toc]", "toc_]"),
    "%": ("%%",),
    "^": (" ^",),
    ":": (":::",),
    "!": ("!!! ",),
    "?": ("??? ",),
    "=": ("=== ",),
    "<": ("<",),
}
_STATEMENTS = ("import ", "export ")
_LONGEST_CODE = 20_000  # characters of highlighted code
_MOST_TAGS = 5_000  # a text with more is no page of a site
_HIGHLIGHT = re.compile(
    r"\{%-?[ \t]*(?P<tag>highlight|codeblock|code|prism)\b[^%\n]*%\}"
    rf"(?P<liquid>.{{0,{_LONGEST_CODE}}}?)\{{%-?[ \t]*end(?P=tag)[ \t]*-?%\}}"
    r"|\{\{[<%][ \t]*highlight\b[^\n}]*?[>%]\}\}"
    rf"(?P<hugo>.{{0,{_LONGEST_CODE}}}?)\{{\{{[<%][ \t]*/[ \t]*highlight[ \t]*[>%]\}}\}}",
    re.DOTALL,
)
_COMMENT = re.compile(r"\{%-?[ \t]*comment[ \t]*-?%\}.*?\{%-?[ \t]*endcomment[ \t]*-?%\}", re.DOTALL)
_FENCED = re.compile(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})", re.MULTILINE)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,300}\1(?!`)")
_TAG_ENDS = {"{%": "%}", "{{<": ">}}", "{{%": "%}}", "{{": "}}", "{#": "#}", "{/*": "*/}"}
_LONGEST_TAG = 4_000  # characters
_MOST_UNCLOSED_TAGS = 200
_ATTRIBUTES = re.compile(r"\{(?::|[#.](?=[\w-]))[^{}\n]{0,300}\}|(?<=[)\]`])\{[\w-]+=[^{}\n]{0,300}\}")
_COMPONENT = re.compile(r"</?(?:[A-Z][\w.]*(?=[\s/>])|>)")
_EXPRESSION = re.compile(r"\{[A-Za-z_][^{}\n]{0,300}\}")
_NOTE_COMMENT = re.compile(r"%%[^%]{1,4000}%%")  # Obsidian
_BLOCK_NAME = re.compile(r"[ \t]\^[A-Za-z0-9-]{2,40}[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(r"^[ ]{0,3}(?:\[\[?_?TOC_?\]?\]|\[\[?_?toc_?\]?\])[ \t]*$", re.MULTILINE)
_SHORTCODE_NAMES = (
    r"(?:caption|gallery|embed|audio|video|playlist|youtube|vimeo|tweet|instagram|vc_\w+|et_pb_\w+|su_\w+)"
)
_SHORTCODE = re.compile(
    r"\[caption\b[^\[\]\n]{0,300}\].{0,2000}?\[/caption\]|\[gallery\](?![(\[:])"
    rf"|\[/{_SHORTCODE_NAMES}\](?![(\[:])|\[{_SHORTCODE_NAMES}[ \t]+[\w-]+=[^\[\]\n]{{1,300}}\](?![(\[:])",
    re.DOTALL,
)
_IMPORT = re.compile(
    r"^import\s+(?:(?:[\w*$]+|\{[^{}]{0,2000}\})(?:\s*,\s*(?:\{[^{}]{0,2000}\}|\*\s+as\s+\w+))?"
    r"(?:\s+as\s+\w+)?\s+from\s+)?(?P<quote>[\"'])[^\"'\n]{1,300}(?P=quote);?[ \t]*$",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?:default\s|const\s|let\s|var\s|function\s|async\s|class\s|\{|\*)"
    r"[^\n]*(?:\n(?![ \t]*\n)[^\n]*){0,60}",
    re.MULTILINE,
)
_CONTAINER = re.compile(r"^[ \t]{0,12}:{3,}[ \t]*(?P<rest>[^\n]{0,300}?)[ \t:]*$", re.MULTILINE)
_CONTAINER_TITLE = re.compile(r"[\w-]+[ \t]*\[(?P<bracket>[^\]\n]*)\]|[\w-]+[ \t]+(?P<plain>\S[^\n]*)")
_TITLE_ATTRIBUTE = re.compile(r"\btitle=(?P<quote>[\"'])(?P<title>[^\n]*?)(?P=quote)")
_ADMONITION = re.compile(
    r"^(?P<indent>[ ]{0,8})(?:!!!|\?\?\?\+?)[ \t]+[\w-]+(?:[ \t]+[\w-]+){0,3}"
    r"(?:[ \t]+\"(?P<title>[^\"\n]*)\")?[ \t]*$"
    r"|^(?P<tab_indent>[ ]{0,8})===[!+]?[ \t]+\"(?P<tab>[^\"\n]*)\"[ \t]*$"
)


def strip_site_markup(text: str, *, mdx: bool = False) -> tuple[str, list[str]]:
    """Take the marks of site generators out of a Markdown text.

    Args:
        mdx: The text is MDX, where braces in prose hold expressions.

    Returns:
        The text without them, and the tags that were taken out.
    """
    if not _has_sign(text) or text.count("{%") + text.count("{{") > _MOST_TAGS:
        return text, []
    aside: list[str] = []

    def take(match: re.Match[str]) -> str:
        aside.append(" ".join(match[0].split()))
        return "\n"

    if "{" in text:
        text = _COMMENT.sub(take, _HIGHLIGHT.sub(_as_fence, text)) if "{%" in text or "{{" in text else text
    if ":::" in text or "!!! " in text or "??? " in text or "=== " in text:
        text = _outside_fences(text, _open_containers)

    def strip(part: str) -> str:
        if "import " in part or "export " in part:
            part = _EXPORT.sub(take, _IMPORT.sub(take, part))
        if "{" in part:
            part = _ATTRIBUTES.sub("", _take_tags(part, aside))
        if "%%" in part:
            part = _NOTE_COMMENT.sub(take, part)
        if "[" in part:
            part = _CONTENTS.sub(take, _SHORTCODE.sub(take, part))
        if " ^" in part:
            part = _BLOCK_NAME.sub("", part)
        if "<" in part:
            part = _take_components(part, aside)
        return _EXPRESSION.sub(take, part) if mdx and "{" in part else part

    return _outside_fences(text, lambda part: _outside_code_spans(part, strip)), aside


def _has_sign(text: str) -> bool:
    """Tell whether there may be marks of a site generator in a text."""
    for character, signs in _SIGNS_OF_CHARACTER.items():
        if character in text and any(sign in text for sign in signs):
            return True
    return any(statement in text for statement in _STATEMENTS)


def _as_fence(match: re.Match[str]) -> str:
    code = (match["liquid"] or match["hugo"] or "").strip("\n")
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"\n{fence}\n{code}\n{fence}\n"


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    """Apply a change to all that is no fenced code."""
    parts: list[str] = []
    at = 0
    while (opening := _FENCED.search(text, at)) is not None:
        parts.append(change(text[at : opening.start()]))
        fence = opening["fence"]
        close = re.compile(rf"^[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$", re.MULTILINE)
        line_end = text.find("\n", opening.end())
        closing = close.search(text, line_end + 1) if line_end >= 0 else None
        end = closing.end() if closing else len(text)
        parts.append(text[opening.start() : end])
        at = end
    return "".join([*parts, change(text[at:])])


def _outside_code_spans(text: str, change: Callable[[str], str]) -> str:
    if "`" not in text:
        return change(text)
    parts: list[str] = []
    at = 0
    for span in _CODE_SPAN.finditer(text):
        parts += [change(text[at : span.start()]), span[0]]
        at = span.end()
    return "".join([*parts, change(text[at:])])


def _take_tags(text: str, aside: list[str]) -> str:
    """Take out template tags and comments; in the place of an address a sign stands for one."""
    parts: list[str] = []
    at = start = 0
    ends: dict[str, int] = {}
    while (at := text.find("{", at)) >= 0:
        opening = next((sign for size in (3, 2) if (sign := text[at : at + size]) in _TAG_ENDS), None)
        if opening is None or (opening == "{#" and _ATTRIBUTES.match(text, at)):
            at += 1
            continue
        closing = _TAG_ENDS[opening]
        if ends.get(closing, -1) < at + len(opening):
            found = text.find(closing, at + len(opening))
            ends[closing] = found if found >= 0 else len(text) + _LONGEST_TAG
        end = ends[closing] + len(closing)
        if end - at > _LONGEST_TAG or end > len(text):
            at += len(opening)
            continue
        before = text[max(0, at - 2) : at]
        parts += [
            text[start:at],
            "#" if before == "](" or (before == ": " and _is_definition(text, at)) else "",
        ]
        aside.append(" ".join(text[at:end].split()))
        at = start = end
    return "".join([*parts, text[start:]])


def _is_definition(text: str, at: int) -> bool:
    return re.match(r" {0,3}\[[^\]\n]{1,200}\]: $", text[text.rfind("\n", 0, at) + 1 : at]) is not None


def _take_components(text: str, aside: list[str]) -> str:
    """Take out the tags of components, which begin with a capital; quotes in them may hold ``>``."""
    parts: list[str] = []
    start = unclosed = 0
    for opening in _COMPONENT.finditer(text):
        if opening.start() < start or unclosed > _MOST_UNCLOSED_TAGS:
            continue
        end = _find_component_end(text, opening.end() - opening[0].endswith(">"))
        if end < 0:
            unclosed += 1
            continue
        parts.append(text[start : opening.start()])
        aside.append(" ".join(text[opening.start() : end].split()))
        start = end
    return "".join([*parts, text[start:]])


def _find_component_end(text: str, at: int) -> int:
    depth = 0
    quote = ""
    for place in range(at, min(len(text), at + _LONGEST_TAG)):
        char = text[place]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == ">" and depth <= 0:
            return place + 1
    return -1


def _open_containers(text: str) -> str:
    """Leave of containers and admonitions their titles and what is in them, each a paragraph of its own."""
    text = _CONTAINER.sub(lambda match: f"\n{_title_of(match['rest'])}\n", text)
    rows: list[str] = []
    inner = 0
    for row in text.split("\n"):
        indent = len(row) - len(row.lstrip(" "))
        if row.strip() and indent < inner:
            inner = 0
        if opening := _ADMONITION.match(row[inner:]):
            inner += len(opening["indent"] or opening["tab_indent"] or "") + 4
            rows += ["", opening["title"] or opening["tab"] or "", ""]
        else:
            rows.append(row[min(inner, indent) :])
    return "\n".join(rows)


def _title_of(opening: str) -> str:
    if titled := _TITLE_ATTRIBUTE.search(opening):
        return titled["title"]
    match = _CONTAINER_TITLE.fullmatch(re.sub(r"\{[^{}]*\}", "", opening).strip())
    return (match["bracket"] or match["plain"] or "") if match else ""
