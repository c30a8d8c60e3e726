"""Exports of news databases, feeds and tables as their makers write them, with invented articles."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One article of an export."""

    title: str
    day: int
    words: tuple[str, ...]
    author: str = "Ilse Marten"
    outlet: str = "The Lowmark Courier"

    @property
    def iso(self):
        return f"2025-03-{self.day:02}"

    @property
    def written(self):
        return f"March {self.day}, 2025 Friday"


def stories(count):
    """Return so many articles that differ."""
    return [
        Story(
            f"Tunnel number {number} is late again",
            1 + number % 28,
            (
                f"Tunnel number {number} will open a year late, the ports ministry said on Friday after a "
                f"long day.",
                f"“We misjudged soil {number},” minister Jan Verhoef told reporters; Notes: he had many.",
            ),
        )
        for number in range(1, count + 1)
    ]


def nexis(found):
    """A Nexis Uni export with its cover page, a footer on pages, and what stands below articles."""
    parts = [
        "Page 1 of 9\nUser Name: A Reader\nDate and Time: Tuesday, December 1, 2026 11:11:00 AM EST",
        f"Job Number: 1234567\nDocuments ({len(found)})",
        *(
            f"{n}. {story.title}\nClient/Matter: -None-\nSearch Terms: tunnel"
            for n, story in enumerate(found, 1)
        ),
    ]
    parts += [
        f"{story.title}\n{story.outlet}\n{story.written}\nFinal Edition\n\n\n"
        f"Copyright 2025 Lowmark Courier Ltd All Rights Reserved\nSection: NEWS; Pg. 1\nLength: 41 "
        f"words\n"
        f"Byline: {story.author}\nHighlight: The ministry blames soil.\nDateline: LOWMARK \nBody\n\n\n"
        + "\n\n".join(story.words)
        + f"\n\nPage 2 of 9\n\nGraphic\n\nPhoto, Jo Lens: a tunnel\n\n\nLoad-Date: {story.written}\n\n\n"
        "End of Document"
        for story in found
    ]
    return "\n\n".join(parts)


def lexis(found):
    """An export of the old LexisNexis, wrapped and centred."""
    parts = []
    for number, story in enumerate(found, 1):
        first, second = story.words
        middle = first.rfind(" ", 0, 60)
        parts.append(
            f"                               {number} of {len(found)} DOCUMENTS\n\n\n"
            f"                              {story.outlet}\n\n                           {story.written}\n"
            f"                                 First Edition\n\n{story.title}\n\nBYLINE: {story.author}\n\n"
            f"SECTION: NEWS; Pg. 1\n\nLENGTH: 41 words\n\nDATELINE: LOWMARK\n\n"
            f"{first[:middle]}\n{first[middle + 1 :]}\n\n{second}\n\nLOAD-DATE: {story.written}\n\n"
            "LANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n"
            "                     Copyright 2025 Lowmark Courier Ltd\n                              All "
            "Rights Reserved\n"
        )
    return "\n\n".join(parts)


def factiva(found):
    """A Factiva export as displayed."""
    return "\n\n".join(
        f"NEWS\n{story.title}\n\nBy {story.author}\n41 words\n{story.day} March "
        f"2025\n09:12\n{story.outlet}\nLOWMC\n"
        f"English\n(c) 2025 Lowmark Courier Ltd.\n\n" + "\n\n".join(story.words) + f"\n\n"
        f"Document LOWMC0002025{number:04}el3e{number:05}\n\nPage {number} of 9 © 2025 Factiva, Inc. All "
        f"rights reserved."
        for number, story in enumerate(found, 1)
    )


def factiva_codes(found):
    """A Factiva export with codes."""
    return "\n\n".join(
        f"HD {story.title}\nBY {story.author}\nWC 41 words\nPD {story.day} March 2025\nET 09:12\nSN "
        f"{story.outlet}\n"
        f"SC LOWMC\nLA English\nCY (c) 2025 Lowmark Courier Ltd.\nLP {story.words[0]}\n\nTD "
        f"{story.words[1]}\n\n"
        f"CO lowmrk : Lowmark Ltd\nNS gcat : Political News\nAN Document "
        f"LOWMC0002025{number:04}el3e{number:05}"
        for number, story in enumerate(found, 1)
    )


def proquest(found):
    """A ProQuest export."""
    return (
        "\n\n".join(
            f"{'_' * 60}\n\nDocument {number} of {len(found)}\n\n{story.title}\n\nAuthor: Marten, Ilse\n\n"
            f"Publication info: {story.outlet} ; Lowmark [Lowmark] {story.day} Mar 2025: A.1.\n\nProQuest "
            f"document link\n\n"
            f"Abstract: Short words.\n\nFull text: " + "\n\n".join(story.words) + f"\n\nSubject: Tunnels\n\n"
            f"Title: {story.title}\n\nPublication title: {story.outlet}; Lowmark\n\nPublication date: Mar "
            f"{story.day}, 2025\n\n"
            f"ProQuest document ID: 3100000{number}\n\nDocument URL: https://proquest.example/{number}\n\n"
            "Copyright: Copyright Lowmark Courier 2025\n\nDatabase: News"
            for number, story in enumerate(found, 1)
        )
        + f"\n\n{'_' * 60}\n\nContact ProQuest\n\nTerms and Conditions"
    )


def proquest_without_numbers(found):
    """A ProQuest export of the newer form: a citation below the headline, the details below the text."""
    return "".join(
        f"{'_' * 60}\n\n{story.title}\n\nMarten, Ilse. {story.outlet}; Lowmark [Lowmark]. {story.day} Mar "
        f"2025: A.1."
        "\n\nProQuest document link\n\nFULL TEXT\n\n" + "\n\n".join(story.words) + "\n\nDETAILS\n\n"
        f"Subject: Tunnels\n\nPublication title: {story.outlet}; Lowmark\n\n"
        f"Publication date: Mar {story.day}, 2025\n\nProQuest document ID: 310000\n\n"
        for story in found
    )


EXPORTS = {
    "a Nexis Uni export": nexis,
    "a LexisNexis export": lexis,
    "a Factiva export": factiva,
    "a Factiva export, with codes": factiva_codes,
    "a ProQuest export": proquest,
    "a ProQuest export, without numbers": proquest_without_numbers,
}
