"""Page furniture: what a copied page holds besides its article.

Owns the recognition of one line as navigation, sharing, advertising, credits, notices or the ends of exports,
and of the headings under which a page lists other things. Judges lines only; where they stand is for others.
"""

from __future__ import annotations

import re

from reader.articles.outlets import find_outlet_in

_LANGUAGES = frozenset(
    [
        "ar",
        "az",
        "be",
        "bg",
        "bn",
        "bs",
        "ca",
        "cn",
        "cs",
        "cy",
        "cz",
        "da",
        "de",
        "dk",
        "ee",
        "el",
        "en",
        "eng",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "ge",
        "gr",
        "he",
        "hi",
        "hr",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ja",
        "jp",
        "ka",
        "kk",
        "ko",
        "kr",
        "kz",
        "lt",
        "lv",
        "me",
        "mk",
        "mn",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "rus",
        "se",
        "si",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "th",
        "tr",
        "ua",
        "uk",
        "ukr",
        "ur",
        "uz",
        "vi",
        "zh",
        "english",
        "deutsch",
        "français",
        "francais",
        "español",
        "espanol",
        "italiano",
        "português",
        "portugues",
        "polski",
        "українська",
        "русский",
        "беларуская",
        "türkçe",
        "nederlands",
        "svenska",
        "suomi",
        "eesti",
        "latviešu",
        "lietuvių",
        "română",
        "magyar",
        "čeština",
        "slovenčina",
        "български",
        "ελληνικά",
        "العربية",
        "فارسی",
        "中文",
        "日本語",
        "한국어",
        "қазақша",
        "ქართული",
        "հայերեն",
        "azərbaycanca",
        "ukrainian",
        "russian",
    ]
)
# Buttons and menu entries; a line made of nothing else is navigation.
_BUTTONS = frozenset(
    [
        "home",
        "news",
        "world",
        "europe",
        "africa",
        "asia",
        "americas",
        "us",
        "uk",
        "u.s",
        "politics",
        "business",
        "economy",
        "economics",
        "markets",
        "tech",
        "technology",
        "science",
        "health",
        "sport",
        "sports",
        "culture",
        "arts",
        "travel",
        "weather",
        "opinion",
        "opinions",
        "analysis",
        "video",
        "videos",
        "audio",
        "podcasts",
        "podcast",
        "live",
        "more",
        "menu",
        "search",
        "login",
        "log",
        "in",
        "sign",
        "up",
        "register",
        "subscribe",
        "account",
        "newsletters",
        "newsletter",
        "share",
        "tweet",
        "post",
        "print",
        "email",
        "e-mail",
        "mail",
        "save",
        "saved",
        "bookmark",
        "comment",
        "comments",
        "listen",
        "listening",
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "telegram",
        "linkedin",
        "reddit",
        "pinterest",
        "viber",
        "messenger",
        "instagram",
        "youtube",
        "tiktok",
        "bluesky",
        "threads",
        "mastodon",
        "flipboard",
        "pocket",
        "copy",
        "link",
        "copied",
        "copy-link",
        "follow",
        "close",
        "open",
        "next",
        "previous",
        "prev",
        "back",
        "top",
        "skip",
        "main",
        "content",
        "to",
        "the",
        "ad",
        "ads",
        "advert",
        "advertisement",
        "advertisements",
        "advertising",
        "sponsored",
        "promoted",
        "photos",
        "photo",
        "gallery",
        "pictures",
        "play",
        "pause",
        "mute",
        "unmute",
        "loading",
        "options",
        "settings",
        "cookies",
        "accept",
        "all",
        "reject",
        "privacy",
        "policy",
        "terms",
        "about",
        "contact",
        "help",
        "shop",
        "innovation",
        "earth",
        "climate",
        "environment",
        "lifestyle",
        "style",
        "food",
        "entertainment",
        "investigations",
        "middle",
        "east",
        "latin",
        "america",
        "china",
        "russia",
        "ukraine",
        "india",
        "war",
        "international",
        "national",
        "local",
        "society",
        "features",
        "feature",
        "explained",
        "explainers",
        "interactive",
        "multimedia",
        "tv",
        "radio",
        "schedule",
        "programs",
        "programmes",
        "support",
        "donate",
        "donation",
        "join",
        "membership",
        "premium",
        "app",
        "apps",
        "download",
        "rss",
        "feed",
        "site",
        "edition",
        "donate",
        "now",
        "breaking",
        "latest",
        "headlines",
        "exclusive",
        "exclusives",
        "trending",
        "popular",
        "tags",
        "tag",
        "topics",
        "topic",
        "text",
        "size",
        "font",
        "a-",
        "a+",
        "aa",
        "-",
        "/",
        "|",
        ">",
        "»",
        "›",
        "•",
        "·",
        "—",
        "–",
        "&",
        "and",
        "of",
        "on",
        "via",
        "this",
        "article",
        "story",
        "page",
    ]
)
_FURNITURE = re.compile(
    r"""(?:
    (?:reading\ time:?\ *)?(?:about\ )?\d{1,3}[\s-]*min(?:ute)?s?\.?(?:[\s-]*(?:read|reading|listen|watch|video))?(?:\ time)?
    |\d{1,2}:\d{2}\ ?/\ ?\d{1,2}:\d{2}
    |(?:updated|published|posted)?\ *(?:an?|one|\d{1,3})\+?\ *(?:second|minute|min|hour|hr|day|week|month|year)s?\ ago
    |(?:article|story)\ continues\ (?:below|after).{0,60}|continue\ reading.{0,80}|story\ continues\b.{0,60}
    |skip\ (?:to|advert|ad|past).{0,60}|back\ to\ (?:top|home).{0,20}|jump\ to.{0,40}
    |share\ (?:this|on|via|with|full|the|it|to)\b.{0,60}|send\ (?:this|to\ a\ friend|by\ e?-?mail).{0,40}|copy\ (?:the\ )?(?:url|link).{0,20}
    |listen\ to\ (?:this|the)\ .{0,60}|(?:watch|play)\ (?:the\ )?video.{0,20}|video\ player.{0,40}|video\ duration.{0,40}
    |(?:now\ playing|up\ next|volume\ \d+\s?%|toggle\ caption|hide\ caption|enlarge\ (?:this\ )?image|view\ image.{0,30}|open\ image.{0,30}|view\ (?:in\ )?full\s?screen|image\ \d+\ of\ \d+)
    |(?:read|see|watch|learn)\ (?:more|also|next|further|too|now)\b(?:\ ?[:»>→|–—-].{0,240}|\ (?:about|on|from|at|here|in|how|why)\b.{0,160})?\s*[»>→]*
    |(?:also\ read|also\ in\ the\ news|more\ (?:on|about|from)\b.{0,60}|don[’']t\ miss|must\ read)\ ?(?:[:»>→|–—-].{0,240})?
    |(?:related|recommended|see|more|further\ reading|in\ pictures|explainer|background)\ ?[:»>→].{1,240}
    |(?:related|recommended)(?:\ (?:articles?|stor(?:y|ies)|news|topics?|content|links?|coverage|reading|posts?|materials?|tags?|videos?|for\ you))?
    |list\ (?:of\ )?\d+\ (?:of\ \d+\ ?.{0,200}|items)|end\ of\ list
    |(?:read|view|see|get)\ (?:the\ )?(?:full|rest|original|complete)\b.{0,80}|click\ (?:here|to|on)\b.{0,120}|tap\ (?:here|to)\b.{0,80}
    |(?:sign\ up|subscribe|register)\b.{0,200}|(?:to\ )?get\ (?:the\ (?:latest|best|day|biggest|most)|our|your|breaking|unlimited)\b.{0,200}
    |(?:join|follow|like|find)\ (?:us|our|the\ conversation|[\w.'’-]+(?:\ [\w.'’-]+){0,5}\ on\ (?:x|twitter|facebook|telegram|whatsapp|instagram|youtube|google\ news|linkedin|bluesky|social\ media))\b.{0,160}
    |(?:download|install|try|get)\ (?:the|our)\ .{0,30}\bapp\b.{0,80}|(?:support|donate\ to|become\ a)\ .{0,60}(?:member|supporter|patron|today|now|journalism|subscriber).{0,60}
    |(?:we|this\ (?:web)?site)\ uses?\ cookies.{0,400}|by\ (?:clicking|continuing|using|subscribing|signing\ up)\b.{0,400}|.{0,80}\bcookie\ (?:policy|settings|preferences|notice).{0,200}
    |(?:accept|reject|allow|manage)\ (?:all|cookies|only|preferences|consent|and\ continue|settings).{0,40}|your\ privacy\ choices.{0,40}
    |(?:privacy|terms)\ (?:policy|of\ (?:use|service)|&|and).{0,80}
    |(?:please\ )?enable\ javascript.{0,160}|your\ browser\ (?:does\ not|is).{0,160}|to\ view\ this\ (?:video|content).{0,160}|this\ (?:video|content|feature)\ (?:is\ not|cannot|requires).{0,120}
    |[\d.,]+\s?[km]?\ ?(?:comments?|views?|shares?|likes?|reactions?|followers|reads|просмотров)|(?:views|shares|likes|comments|visits|hits)\ ?:?\ ?[\d.,]+\s?[km]?
    |(?:leave|post|add|write)\ (?:a\ |your\ )?(?:comment|reply|review)s?.{0,40}|(?:show|hide|view|load|see)\ (?:all\ |more\ |\d+\ )?(?:comments|replies|more|results).{0,20}
    |(?:log|sign)\ ?(?:in|out|up)\b.{0,60}|(?:already|not\ yet)\ a\ (?:subscriber|member).{0,60}
    |(?:suggested\ )?(?:tags?|topics?|key\ ?words?|filed\ under|categor(?:y|ies)|sections?|hashtags?|themes?|subjects?|companies|industry|persons?|organizations?|geographic|ticker|indexing\ terms)\ ?[:：].{0,600}
    |our\ standards:.{0,120}|.{0,40}thomson\ reuters\ trust\ principles.{0,20}|.{0,30}licens(?:ing|e)\ rights.{0,40}|opens?\ (?:in\ )?(?:a\ )?new\ (?:tab|window).{0,20}
    |\(?(?:additional\ |with\ |writing\ and\ )?(?:reporting|writing|editing|compiled|production|graphics?|translation|translated)\b(?:\ and\ (?:writing|editing))?\ (?:by|for)\ .{2,400}
    |\[?\(?(?:photo|foto|photos|image|images|picture|pic|photograph|photography|video|illustration|illustrative\ (?:photo|image)|file\ photo|file\ image|file\ picture|archive\ photo|image\ (?:credit|source|copyright)s?|photo\ (?:credit|source|copyright)s?|credit|credits|getty\ images|фото|bild|crédit\ photo)s?\ ?(?:[:©/|]|\.{3}|,|by\ |from\ |courtesy|via\ |credit).{0,240}
    |(?:image|photo|video|picture)\ caption\b.{0,400}|(?:image|media)\ source,?\ ?.{0,120}|(?:file|illustrative|archive|stock)\ (?:photo|image|picture|pic)\.?|getty\ images.{0,40}|file\ photo\b.{0,300}
    |©.{0,40}\b(?:getty|epa|afp|reuters|ap|dpa|shutterstock|imago|picture\ alliance|alamy|nurphoto|ria|tass)\b.{0,80}
    |(?:loading|please\ wait)\b.{0,20}|n/a|advert(?:isement)?s?\b.{0,40}|scroll\ (?:down|to)\b.{0,40}|this\ (?:article|story)\ is\ more\ than\ \d+.{0,40}
    |(?:length|word\ count|words)\ ?:\ ?[\d,]+(?:\ words?)?|[\d,]{2,6}\ words?
    |(?:load-date|publication-type|journal\ code|document-type|publication\ type|document\ type|isbn|issn|doi|language\ of\ publication|source\ type|subject\ terms|database|accession\ number|proquest\ document\ id|document\ url|last\ updated\ in\ proquest|start\ page|pages?|volume|issue|edition|ranking|audience|circulation|load\ date|acc-no|section|graphic|dateline-story|version|news\ provided\ by|source\ code)\ ?:.{0,200}
    |end\ of\ document|document\ [a-z]{2,12}0{0,4}[\da-z]{8,40}|classification|all\ rights\ reserved\.?
    |\(?(?:end|ends|more|mfl|fin|full\ story)\)?[.\s]*|[-–—]+\s?(?:end|ends|30|xxx|more)\s?[-–—]+|\#{2,}|[*_=~•.·–—-]+(?:\ [*_=~•.·–—-]+)*
    |(?:for\ immediate\ release|immediate\ release|embargoed\b.{0,80}|press\ release|news\ release|media\ release|press\ statement|media\ advisory|press\ communiqu[eé]|statement)(?:\ ?(?:no\.?|nr\.?|[:|/#-])?\ ?[\d/.\ -]{1,16})?
    |press\ release\ ?\d[\d/.-]*|\(?[A-Z]{2,6}/\d{1,5}/\d{2,4}\)?
    |(?:from|office|contact|contacts|media\ contacts?|press\ contacts?|media\ enquiries|press\ office|tel|telephone|phone|e-?mail|fax|location|delivered\ on|part\ of)\ ?:.{0,200}
    |\+?[\d\s().-]{8,24}|[\w.+-]{1,64}@[\w.-]{1,190}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDITED = re.compile(
    r"(?:\[[^\[\]]{3,120}[/,][^\[\]]{2,80}\]|\[(?:file|photo|reuters|ap|afp|epa|getty)[^\[\]]{0,100}\]|REUTERS/[\w.\ '’-]{2,60}"
    r"|\((?:AP|AFP|Reuters|EPA|Getty|Photo|Image|File|Xinhua|AA|TASS|PTI|Yonhap|Kyodo|Anadolu)[^()]{0,100}\)"
    r"|(?:Photo|Foto|Photograph|Image|Picture|Credit|Credits):\ .{2,100}"
    r"|(?:AFP|EPA|AP|Reuters|EPA-EFE|Getty\ Images|Getty|Shutterstock|Alamy|NurPhoto)(?:/[\w\ .'’-]{2,50}|\ via\ [\w\ .]{2,40}|\ Images)?)"
    r"(?:\s?,?\s?(?:File(?:\ Photo)?|opens\ new\ tab|Purchase\ Licensing\ Rights).{0,40})?\.?$"
)
_NOTICE = re.compile(
    r"^\W{0,3}(?:copyright|\(c\)|©|℗)|©|all rights reserved|may not be (?:published|reproduced|reprinted|republished)"
    r"|\bwebsite contains\b|subscription options|(?:was|were) (?:first|originally) published (?:on|in|by|at)\b"
    r"|republish(?:ed)? (?:with|under) |(?:any )?(?:use|reprint|reproduction|republication) of (?:the |any )?(?:materials?|content|text)"
    r"|material(?:s)? (?:from|of|published)\b.{0,60}\b(?:allowed|permitted|prohibited)|hyperlink is (?:required|mandatory)"
    r"|this (?:article|story|report) (?:was|has been) (?:published|generated|created|translated|auto)"
    r"|(?:with the exception of the headline|not been edited by).{0,120}(?:feed|published)|auto-?generated (?:from|by) a? ?(?:syndicated)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\[\d+/\d+\]")
_OTHERS = re.compile(
    r"(?:the\ )?(?:latest|last|other|all|main|top|more|popular|recent|breaking|similar|hot|big)\ (?:news|stories|articles|headlines|topics|posts|videos|materials|on\ this\ (?:story|topic|subject)|from\b.{1,60}|about\b.{1,60}|in\b.{1,40}|like\ this|coverage|reading)"
    r"|(?:related|recommended|suggested)(?:\ (?:articles?|stor(?:y|ies)|news|topics?|content|links?|coverage|reading|posts?|materials?|internet\ links|for\ you))?:?"
    r"|(?:most|more)\ (?:read|popular|viewed|watched|commented|shared|discussed|on\ this|recent)\b.{0,40}"
    r"|(?:you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested).{0,30}|what\ to\ read\ next|read\ next|read\ also|see\ also|also\ read|up\ next|trending(?:\ now)?|editor[’']?s[’']?\ (?:picks?|choice)|explore\ more|keep\ reading|around\ the\ web|from\ the\ web|promoted\ (?:content|stories)|sponsored\ (?:content|stories)|paid\ content|in\ this\ section|in\ case\ you\ missed\ it|elsewhere\ on\b.{1,40}|on\ the\ same\ topic|más\ noticias|lesen\ sie\ auch|à\ lire\ aussi|читайте\ также|читайте\ також)\s*:?"
    r"|news\ feed|newsfeed|news\ line|site\ index|site\ map|footer|about\ us|about\ the\ authors?|follow\ us(?:\ on.{0,60})?",
    re.IGNORECASE | re.VERBOSE,
)
_FINAL = re.compile(
    r"(?:comments?|\d+\ comments|leave\ a\ (?:comment|reply)|join\ the\ (?:conversation|discussion)|discussion|classification"
    r"|end\ of\ document|load-date:.*|graphic|document\ [a-z]{2,12}0{0,4}[\da-z]{8,40}|\#{2,}\ ?|-\ ?30\ ?-|media\ contacts?:?|press\ contacts?:?|contact\ information:?|for\ (?:more|further)\ information,?(?:\ please)?:?(?:\ contact\b.{0,120}|\ visit\b.{0,120})?:?"
    r"|about\ [A-Z].{0,60}:?|subject:.*|boilerplate)",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 420


def is_furniture(line: str) -> bool:
    """Tell whether a line is nothing but page furniture wherever it stands."""
    if len(line) > _LONGEST:
        return is_notice(line)
    return (
        _is_menu(line)
        or _FURNITURE.fullmatch(line) is not None
        or _NUMBERED.match(line) is not None
        or is_notice(line)
        or (_CREDITED.search(line) is not None and is_caption(line))
    )


def is_caption(line: str) -> bool:
    """Tell whether a line is a picture's caption, which ends in the credit of its photographer."""
    match = _CREDITED.search(line)
    # A sentence that ends in "(AP)" after its full stop is a caption; one that quotes somebody may not be.
    return match is not None and '" ' not in line and "” " not in line and len(line) < _LONGEST


def is_notice(line: str) -> bool:
    """Tell whether a line is a notice of copyright or of where the text comes from."""
    return len(line) <= 1000 and _NOTICE.search(line) is not None and not line.startswith(('"', "“"))


def notice_outlet(line: str) -> str | None:
    """Return the outlet that a notice names as the owner of the text, or None."""
    return find_outlet_in(line) if is_notice(line) else None


def lists_others(line: str) -> bool:
    """Tell whether a line is the heading over a list of other articles."""
    return len(line) <= 80 and _OTHERS.fullmatch(line) is not None


def is_final(line: str) -> bool:
    """Tell whether nothing of the article comes after such a line, if the article stands before it."""
    return len(line) <= 160 and _FINAL.fullmatch(line) is not None


def _is_menu(line: str) -> bool:
    """Tell whether a line holds languages or buttons only, in capitals as menus print them."""
    if len(line) > 240:
        return False
    words = [word.strip(".,:;()[]") for word in line.split()]
    folded = [word.casefold() for word in words if word]
    if not folded:
        return True
    if all(word in _LANGUAGES for word in folded):
        return len(folded) > 1 or len(folded[0]) > 3 or line.isupper()
    if not all(word in _BUTTONS for word in folded):
        return False
    # "War in Ukraine" may be a headline's first words; a menu has one word, or begins each with a capital.
    return len(folded) == 1 or not any(word[0].islower() for word in words if word and len(word) > 4)
