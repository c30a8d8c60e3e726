"""Names of months, in the languages whose datelines turn up among English news.

Data only: the words themselves and the table from a word to its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# One line a month: English with the short forms of the AP and Guardian style books, then German, French, Spanish,
# Italian, Portuguese, Dutch, Turkish, Polish, Ukrainian and Russian, in the case that dates use.
_NAMES = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari ocak stycznia січня января янв",
    "february feb februar février févr fév febrero febbraio fevereiro fev februari şubat lutego лютого февраля фев",
    "march mar märz mär mars marzo março maart mart marca березня марта мар",
    "april apr avril avr abril abr aprile nisan kwietnia квітня апреля апр",
    "may mai mayo maggio maio mei mayıs maja травня мая",
    "june jun juni juin junio giugno giu junho haziran czerwca червня июня июн",
    "july jul juli juillet juil julio luglio lug julho temmuz lipca липня июля июл",
    "august aug août agosto ago augustus ağustos sierpnia серпня августа авг",
    "september sep sept septembre septiembre settembre setembro eylül września вересня сентября сен сент",
    "october oct oktober okt octobre octubre ottobre ott outubro ekim października жовтня октября окт",
    "november nov novembre noviembre novembro kasım listopada листопада ноября ноя нояб",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro aralık grudnia грудня декабря дек",
)

MONTHS: Mapping[str, int] = MappingProxyType(
    {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
)
"""Every known name and short form, in lower case and without a full stop, to its number."""
