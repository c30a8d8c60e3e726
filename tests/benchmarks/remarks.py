"""Remarks of invented officials on invented affairs, and what newsrooms make of them when they print them.

``speak`` makes a remark of some sentences; ``print_version`` prints it as one outlet would: cut, split by an
insertion, reworded a little, with an editor's brackets, partly told in the outlet's own words. The edits are
those of desks, not made for the matcher: nothing here knows how versions are found.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

TOPICS = {
    "harbour": "harbour,container terminal,dredging works,pilot boats,northern quay,customs shed",
    "rail": "railway,signal boxes,night trains,level crossings,freight line,timetable reform,drivers' roster",
    "hospital": "hospital,emergency wards,nursing shortage,surgery backlog,night clinics,maternity unit",
    "schools": "school buildings,teachers' pay,exam reform,class sizes,reading scores,school meals",
    "river": "flood barrier,upper dykes,pumping stations,river basin,water meadows,storm drains",
    "power": "power grid,offshore turbines,gas storage,winter reserve,electricity tariffs,battery plant",
    "fishing": "herring quota,trawler fleet,spawning grounds,fish market,coastal patrol,mesh sizes",
    "budget": "budget gap,pension fund,property levy,municipal bonds,credit rating,spending freeze",
    "border": "border crossing,transit visas,customs union,smuggling ring,watchtowers,seasonal workers",
    "army": "reserve brigades,air defence,conscription bill,ammunition stocks,joint exercise,barracks",
    "forest": "forest fires,beetle outbreak,timber exports,rangers' service,fire breaks,logging permits",
    "housing": "rent ceiling,vacant flats,building permits,social housing,land registry,tenants' union",
}
_FRAMES = """We need to {V} {N} {J}
We will {V} {N} {J}, and we will {V} {N}
I believe that {C}
I believe that {C}, but {C}
It is clear that {C}
We must not forget that {C}
If {C}, we will have to {V} {N}
{C}, because {C}
{C}, and {C} {J}
Nobody can {V} {N} without {N}
There is no reason to {V} {N} {J}
The people of {P} have waited {D} years for {N}
What I want is {N} that can {V} {N}
I told {N} in {P} that {C}
Our position has not changed: {C} {J}
Let me be frank, {C}
My message to {N} is simple: {V} {N} {J}, or {V} {N}
We have asked {N} to {V} {N} {J}
Last {M} I saw how {C} in {P}
Whoever wants to {V} {N} has to {V} {N} first
Some say that {C}, but I say that {C}
Every crown for {N} will {V} {N} {J}
By {M}, {N} will {V} {N} in {P}
So the answer is yes, {C}, and no, we will not {V} {N}"""
_VERBS = """
repair delay publish freeze protect inspect reopen defend double finance question replace drain expand
privatise train equip evacuate silence reward punish rescue dismantle audit paint ration subsidise tax
measure supply unload shelter monitor reform abolish guarantee postpone approve reject auction rebuild
insulate map plough ferry vaccinate recruit dismiss relocate restore simplify modernise renegotiate
compensate fence flood
"""
_NOUNS = """
auditors,contractor,neighbours,steel workers,volunteers,night shift,engineers,old
mill,committee,archive, insurance companies,farmers,shopkeepers,bridge,cathedral
square,dockers,pensioners,apprentices,suppliers,laboratory, tunnel,warehouses,tower blocks,bus
depot,bakers,translators,museum,weather service,lawyers,investors,cooperative, parish
councils,reservoir,radio mast,quarry,orchards,cement works,veterans,students,hauliers,call
centre,vineyards, shipyard,ring road,glass factory,refugees,fire brigade,sawmill,observatory,county
court,landlords,beekeepers
"""
_ADJECTIVES = """
frozen broken modest rusty expensive empty northern unpaid secret modern crowded honest overdue fragile
reliable divided generous shabby local foreign leaking temporary ambitious forgotten profitable dusty
hollow bankrupt loyal stubborn cheap remote wooden electric invisible
"""
_ADJUNCTS = """
before the first frost,by the end of the decade,in front of the whole parliament,without another
inquiry,at any price,within six weeks,with the money from the lottery,behind closed doors,on both sides
of the valley,under the old contract,for the third time,after the holidays,as agreed in the spring,in
the middle of the harvest,against the advice of the court,with bare hands,on a Sunday night,in every
district,until the loan is repaid, at the expense of the villages,with the help of the army,despite the
storms,in plain daylight,for a whole generation,without touching the reserves
"""
_CLAUSES = """{N} will {V} {N}
{N} can no longer {V} {N}
{N} should {V} {N} {J}
{N} is not ready to {V} {N}
{N} refused to {V} {N}
{N} was promised to {N} {J}
{N} depends on {N}
{N} was handed over to {N}
{N} cost more than {N} {J}
{N} has to {V} {N}"""
FORMULAS = """We take these allegations very seriously
The investigation is ongoing and we cannot comment further at this time
Our thoughts are with the families of the victims and with everyone affected
We will do everything in our power to make sure that this never happens again
It is too early to speculate about the causes of the accident
We remain in close contact with our partners and allies
No decision has been taken and all options are on the table
I am not going to comment on rumours in the newspapers
We need to find a solution that works for everyone
The safety of our citizens is our first priority
We will continue to support the people of the region for as long as it takes
We call on all sides to show restraint and to return to the negotiating table
That is a question you will have to put to the minister
We welcome the decision of the court and will study it carefully
There is no military solution to this conflict
Very good
We will see
That is not true
I have full confidence in the members of my team
Now is not the time to play politics with the lives of ordinary people"""
SLOGANS = """Work first, promises later
One country, one tariff, one timetable
Not a single crown for the speculators
Bread, light and safe streets for everyone
The coast belongs to those who live on it
Build it here, build it now, build it well
Schools before stadiums, always
No more night trains without night pay"""
_FIRST = """
Edda Marek Solveig Ruben Tamsin Anselm Ilka Bogdan Petra Jonas Livia Casper Noemi Viktor Greta Osman
"""
_LAST = """
Harrow Vesterby Kolarik Daneshi Obermann Lindgate Morvay Tressel Ashgrove Pellerin Sandoval Brekke
Zoltay Winterbourne Castellan Duvenhage Rask Imhof Quarrie Belzer Northam Fjellstad Orsini Tavener
Maddox Yilmaz Kestrel Rowntree Sevcik Thorvald Umber Valcourt Wexler Arkady Bramhall Corvin Delacroix
Enright Falk Grantham
"""
_PLACES = """
Aldmouth Brinvale Carrow Dunmere Estholm Farrowby Gullhaven Hestport Ivelstad Karsund Lowmarch Merrin
"""
_MONTHS = """
January February March April May June July September October November
"""
OUTLETS = (
    "Northern Wire", "Aldmouth Courier", "The Estholm Post", "Radio Karsund", "Daily Ledger", "Coastal Times",
    "Union Press", "The Brinvale Echo", "Capital Gazette", "Sund Agency", "Morning Register",
)  # fmt: skip
_SYNONYMS = {
    "refused to": "declined to", "will": "is going to", "can no longer": "cannot", "should": "ought to",
    "promised": "pledged", "first": "before anything else", "told": "said to", "simple": "plain",
    "forget": "ignore", "ready": "prepared", "reason": "need", "wants to": "would like to", "approve": "back",
    "have said to": "have told", "cannot": "can't", "will not": "won't", "do not": "don't", "we are": "we're",
    "I have": "I've", "found": "set aside", "repaired": "mended", "whoever": "anyone who", "within": "in",
    "because": "since", "angry": "furious", "wet": "rainy", "alive": "going", "explain": "justify",
    "at the": "in the", "along": "on", "speeches": "talking", "believe": "think", "asked": "called on",
    "arguing": "quarrelling", "expect": "want", "handed over": "transferred", "short of": "lacking",
    "all": "the whole", "judge": "decide", "neglecting": "ignoring", "looked after": "cared for",
    "that is why": "this is why", "before": "ahead of", "publish": "make public", "delayed": "held up",
}  # fmt: skip
_FORMS = {
    "depends": "depended", "refused": "refuses", "cost": "costs", "want": "wanted", "auditors": "auditor",
    "contractor": "contractors", "privatise": "privatize", "modernise": "modernize", "subsidise": "subsidize",
    "was": "is", "is": "was", "has": "had", "will": "would", "were": "are", "spent": "spend", "asked": "ask",
    "depend": "depends", "tell": "told", "families": "family", "savings": "saving", "defence": "defense",
    "armoured": "armored", "licences": "licenses", "harbour": "harbor", "engineers": "engineer",
}  # fmt: skip
_GLOSSES = (
    "as it is known",
    "the former state company",
    "built in 1968",
    "about 40 million euros",
    "in the north",
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """An invented official."""

    name: str
    title: str
    pronoun: str
    topic: str

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph of an article and the words in it that stand in quotation marks."""

    text: str
    quoted: tuple[str, ...]


def make_speakers(rng: random.Random, count: int) -> list[Speaker]:
    titles = (
        "Minister",
        "Mayor",
        "Senator",
        "Commissioner",
        "Governor",
        "Deputy Minister",
        "Professor",
        "Judge",
    )
    topics = list(TOPICS)
    return [
        Speaker(
            f"{rng.choice(_FIRST.split())} {last}",
            rng.choice(titles),
            rng.choice(["he", "she"]),
            topics[n % len(topics)],
        )
        for n, last in enumerate(rng.sample(_LAST.split(), count))
    ]


def speak(rng: random.Random, speaker: Speaker, sentences: int) -> list[str]:
    """Return the sentences of one remark."""
    frames = rng.sample(_FRAMES.splitlines(), sentences)
    # Officials speak in sentences of some twenty words.
    tails = rng.choices(["", ", and {C}", ", but {C} {J}", ", while {C}", ", so that {C}"], k=sentences)
    frames = [frame + tail for frame, tail in zip(frames, tails, strict=True)]
    return [made[0].upper() + made[1:] for made in (_fill(rng, frame, speaker.topic) for frame in frames)]


def speak_again(rng: random.Random, speaker: Speaker, before: list[str]) -> list[str]:
    """Return a remark on the same affair on another day, in which some words in a row come again."""
    words = rng.choice(before).split()
    start = rng.randint(0, max(0, len(words) - 8))
    again = " ".join(words[start : start + rng.randint(5, 8)]).strip(",:")
    one, two = speak(rng, speaker, 2)
    return [
        one,
        f"{two}, {rng.choice(['and', 'but', 'although'])} {again} {_fill(rng, '{J}', speaker.topic)}",
    ]


def print_plain(rng: random.Random, speaker: Speaker, sentences: list[str]) -> Printed:
    """Print a remark whole."""
    return _attribute(rng, speaker, [" ".join(f"{sentence}." for sentence in sentences)])


def print_version(rng: random.Random, speaker: Speaker, sentences: list[str], full: bool) -> Printed:
    """Print a remark as a desk would.

    Args:
        full: As an agency would that has room: hardly cut.
    """
    kept = list(sentences)
    if not full and len(kept) > 1 and rng.random() < 0.6:
        size = rng.randint(1, len(kept) - 1)
        start = rng.randint(0, len(kept) - size)
        kept = kept[start : start + size]
    if not full and len(kept) > 1 and rng.random() < 0.1:
        kept = kept[1:] + kept[:1]
    edits = [_reword, _reform, _bracket, _gloss, _drop_words]
    for edit in rng.sample(edits, rng.randint(0, 1) if full else rng.randint(1, 3)):
        place = rng.randrange(len(kept))
        kept[place] = edit(rng, kept[place])
    if not full and rng.random() < 0.2:
        place = rng.randrange(len(kept))
        kept[place] = _cut_inside(rng, kept[place])
    if not full and rng.random() < 0.15:
        return _fragment(rng, speaker, rng.choice(kept))
    if len(kept) > 1 and rng.random() < 0.4:
        cut = rng.randint(1, len(kept) - 1)
        return _attribute(rng, speaker, [_sentences(kept[:cut]), _sentences(kept[cut:])])
    if rng.random() < 0.2 and ", " in kept[0]:
        head, tail = kept[0].split(", ", 1)
        return _attribute(rng, speaker, [head, _sentences([tail, *kept[1:]])], inside=True)
    return _attribute(rng, speaker, [_sentences(kept)])


def _sentences(kept: list[str]) -> str:
    return " ".join(f"{sentence}." for sentence in kept)


def _fill(rng: random.Random, line: str, topic: str) -> str:
    return re.sub(r"\{(\w)\}", lambda slot: _choose(rng, slot[1], topic), line)


def _choose(rng: random.Random, kind: str, topic: str) -> str:
    match kind:
        case "C":
            return _fill(rng, rng.choice(_CLAUSES.splitlines()), topic)
        case "N":
            nouns = TOPICS[topic].split(",") if rng.random() < 0.5 else _list(_NOUNS)
            adjective = f"{rng.choice(_ADJECTIVES.split())} " if rng.random() < 0.3 else ""
            place = f" in {rng.choice(_PLACES.split())}" if rng.random() < 0.15 else ""
            return f"{rng.choice(['the', 'the', 'our', 'their'])} {adjective}{rng.choice(nouns)}{place}"
        case "V":
            return rng.choice(_VERBS.split())
        case "J":
            return rng.choice(_list(_ADJUNCTS))
        case "P":
            return rng.choice(_PLACES.split())
        case "M":
            return rng.choice(_MONTHS.split())
        case _:
            return str(rng.randint(3, 90))


def _list(table: str) -> list[str]:
    return [" ".join(each.split()) for each in table.split(",")]


def _reword(rng: random.Random, sentence: str) -> str:
    found = [words for words in _SYNONYMS if re.search(rf"\b{words}\b", sentence)]
    for words in rng.sample(found, min(len(found), 2)):
        sentence = re.sub(rf"\b{words}\b", _SYNONYMS[words], sentence, count=1)
    return sentence


def _reform(rng: random.Random, sentence: str) -> str:
    found = [word for word in _FORMS if re.search(rf"\b{word}\b", sentence)]
    for word in rng.sample(found, min(len(found), 2)):
        sentence = re.sub(rf"\b{word}\b", _FORMS[word], sentence, count=1)
    return sentence


def _bracket(rng: random.Random, sentence: str) -> str:
    for word, name in (
        ("They", "[The auditors]"),
        ("it", "[the plan]"),
        ("that", "[the delay]"),
        ("We", "[The government]"),
    ):
        if re.search(rf"\b{word}\b", sentence):
            return re.sub(rf"\b{word}\b", name, sentence, count=1)
    return sentence


def _gloss(rng: random.Random, sentence: str) -> str:
    words = sentence.split()
    place = rng.randint(len(words) // 2, len(words) - 1)
    return " ".join([*words[:place], f"({rng.choice(_GLOSSES)})", *words[place:]])


def _drop_words(rng: random.Random, sentence: str) -> str:
    return (
        re.sub(r"^(Let me be frank, |So |That is why )|, not a day longer$| of all$| alive$", "", sentence)
        or sentence
    )


def _cut_inside(rng: random.Random, sentence: str) -> str:
    words = sentence.split()
    if len(words) < 12 or "(" in sentence:
        return sentence
    start = rng.randint(3, len(words) - 6)
    mark = rng.choice([["..."], ["…"], ["[...]"], ["<...>"]])
    return " ".join([*words[:start], *mark, *words[start + rng.randint(2, 4) :]])


def _fragment(rng: random.Random, speaker: Speaker, sentence: str) -> Printed:
    words = sentence.split()
    size = min(len(words), rng.randint(8, 14))
    start = rng.randint(0, len(words) - size)
    fragment = " ".join(words[start : start + size]).rstrip(",")
    if start == 0:
        fragment = fragment[0].lower() + fragment[1:]
    who = f"{speaker.title} {speaker.name}"
    told = f"{who} left no doubt on the matter and said that “{fragment},” according to the record."
    return Printed(told, (fragment + ",",))


def _attribute(rng: random.Random, speaker: Speaker, parts: list[str], inside: bool = False) -> Printed:
    who = rng.choice(
        [speaker.name, f"{speaker.title} {speaker.name}", speaker.name, f"{speaker.title} {speaker.surname}"]
    )
    cue = rng.choice(["said", "told reporters", "said", "warned", "added", "argued", "insisted"])
    first = re.sub(r"\.$", ",", parts[0]) if not inside else parts[0] + ","
    lead = ""
    if who != speaker.name and rng.random() < 0.3:
        lead, who = f"{who} spoke after the session. ", speaker.pronoun
    if len(parts) == 1 and rng.random() < 0.25:
        return Printed(f"{lead}{who[0].upper()}{who[1:]} {cue}: “{parts[0]}”", (parts[0],))
    said = f"{lead}“{first}” {who} {cue}"
    if len(parts) == 1:
        return Printed(
            said + rng.choice([".", " on the sidelines of the meeting.", " late in the evening."]), (first,)
        )
    return Printed(f"{said}{',' if inside else '.'} “{parts[1]}”", (first, parts[1]))
