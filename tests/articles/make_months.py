"""Writes ``reader/articles/months.txt``, the names of months in all languages of CLDR, through Babel.

Run it by hand with Babel installed (``python tests/articles/make_months.py``); the test of that file does
not need it. A list is kept, because Babel is 10 MB and looks at 300 locales for as many milliseconds.
"""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from babel import Locale, localedata

import reader.articles

TARGET = Path(reader.articles.__file__).with_name("months.txt")
HEAD = """\
# Names of months in the languages of Unicode's CLDR, in small letters, one line a month; an underscore
# stands for a blank. Made by tests/articles/make_months.py from Babel {version}; data: Unicode License v3,
# © Unicode, Inc. Names that mean different months in two languages, and those of words.txt, are left out,
# and so are those of three plain letters, which may be other words.

[months]
"""
NAME = re.compile(r"[^\W\d_][^\d_|]*")


def collect() -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for identifier in sorted(localedata.locale_identifiers()):
        months = Locale.parse(identifier).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months.get(context, {}).get(width, {}).items():
                    folded = unicodedata.normalize("NFC", name.casefold()).strip(" .\u200e\u200f")
                    if (
                        (len(folded) > 3 or not folded.isascii())
                        and len(folded) > 1
                        and NAME.fullmatch(folded)
                    ):
                        found[" ".join(folded.split())].add(number)
    return found


def main() -> None:
    import babel

    from reader.articles.dates import known_months

    known = known_months()
    rows: list[list[str]] = [[] for _ in range(12)]
    for name, numbers in collect().items():
        if len(numbers) == 1 and name not in known:
            rows[min(numbers) - 1].append(name.replace(" ", "_"))
    lines = "\n".join(" ".join(sorted(row)) for row in rows)
    TARGET.write_text(HEAD.format(version=babel.__version__) + lines + "\n", "utf-8")


if __name__ == "__main__":
    main()
