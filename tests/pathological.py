"""Texts that strangers could send to keep a reader busy: each a piece, repeated without an end.

A new kind of text joins by a line; the growth check, the benchmark and the long run take it from here.
"""

PIECES = {
    "openers": "“",
    "straight marks": '"',
    "apostrophes": "'",
    "nested marks": "“‘",
    "closers": "”",
    "guillemets": "« » ",
    "round brackets": "(",
    "square brackets": "[",
    "closed brackets": "()[]",
    "braces": "{{ ",
    "angle brackets": "<",
    "commas": ",",
    "stops": ". ",
    "dots": ".",
    "dashes": "— ",
    "hyphens": "-",
    "hyphenated": "one-two-three-",
    "broken words": "won-\nder ",
    "capitalised run": "Prime Minister ",
    "names": "Kaja Kallas ",
    "joined names": "Ann of the Berg and ",
    "initials": "A. ",
    "initials unspaced": "A.",
    "labels": "A: ",
    "date line": "29 Aug 2025\n",
    "date row": "29 Aug",
    "times": "12:30 GMT ",
    "numbers": "1 ",
    "long number": "1",
    "number signs": "1,000.5/",
    "said run": "said ",
    "said he": "said he said “he” ",
    "he said": 'He said "x" 29 Aug ',
    "quotation": "“We go,” Ann Lee said. ",
    "quotations in lines": "“We go,” Ann Lee said.\n\n",
    "one sentence": "and Ann Lee, the minister, said “no” to Bo Berg, ",
    "roles": "the former deputy prime minister of ",
    "president": "president ",
    "possessives": "Ann Lee's brother's ",
    "blank lines": "\n",
    "blanks": " ",
    "tabs": "\t",
    "blank after letter": "a" + " " * 40,
    "long line": "word ",
    "long word": "a",
    "capital letters": "A",
    "short lines": "word\n",
    "short paragraphs": "word\n\n",
    "lines of capitals": "KYIV, UKRAINE — \n",
    "bylines": "By Ann Lee and Bo Berg\n",
    "mastheads": "Harbour Post | ",
    "addresses": "https://example.org/a?b=c ",
    "mails": "ann@example.org ",
    "handles": "@ann ",
    "links": "[a](b) ",
    "open links": "[a](",
    "wiki links": "[[a|b]] ",
    "open wiki links": "[[a|",
    "footnotes": "[^a] ",
    "images": "![a](b)\n",
    "emphasis": "*a ",
    "strong": "**a** __b__ ",
    "stars": "*",
    "underscores": "_a",
    "tildes": "~~a",
    "backticks": "`",
    "fences": "```\n",
    "code": "`a` ``b ",
    "headings": "# a\n",
    "underlines": "a\n---\n",
    "quotes": "> ",
    "quote lines": "> a\n",
    "lists": "- a\n",
    "nested lists": "- - ",
    "numbered": "1. a\n",
    "table": "| a | b |\n",
    "table lines": "|-|-|\n",
    "html tags": "<p>a</p>",
    "open tags": "<div>",
    "open comments": "<!-- ",
    "attributes": "<a b=",
    "breaks": "a<br>",
    "entities": "&amp;",
    "half entities": "&#",
    "front matter marks": "---\n",
    "keys": "key: value\n",
    "shortcodes": "{{< a >}} ",
    "liquid": "{% a %} ",
    "captions": "[caption a=b] ",
    "comments": "%%a",
    "imports": "import a from 'b'\n",
    "admonitions": "!!! note\n",
    "colons": ":::\n",
    "another script": "漢字「引用」、",
    "ideographs": "漢",
    "thai": "ก็",
    "arabic": "قال ",
    "combining": "e\u0301",
    "joiners": "\u200d",
    "emoji": "👩\u200d👧 ",
    "soft hyphens": "a\u00ad",
    "controls": "\x1b[",
    "mojibake": "â€œ",
    "distinct names": "Xa# Yb# said “no”. ",
    "distinct words": "word# ",
    "distinct surnames": "Ann Be# spoke. ",
    "distinct organisations": "the Xa# Ministry said so. ",
    "distinct epithets": "the Xa# came; Xa# Lee said “no”. ",
    "distinct headings": "Heading xa#\n---\n",
    "distinct keys": "Key# a: b\n",
    "distinct link names": "[a#]: https://example.org/#\n",
    "distinct footnotes": "[^a#] and [^a#]: b\n",
}
DISTINCT = "#"
"""Stands in pieces whose name begins with "distinct" for letters that are others each time."""
HEAD = "A headline of a few words\n\n"


def make(name: str, size: int) -> str:
    """Return a text of about so many bytes: a headline, then the piece of a name again and again."""
    piece = PIECES[name]
    if not name.startswith("distinct"):
        return HEAD + piece * max(1, size // len(piece.encode()))
    count = size // (len(piece) + 3 * piece.count(DISTINCT)) + 1
    return HEAD + "".join(piece.replace(DISTINCT, _letters(number)) for number in range(count))


def _letters(number: int) -> str:
    """Return another word of three letters and more for each number."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 21)
        letters += "bcdefghijklmnopqrstuv"[rest]
    return letters
