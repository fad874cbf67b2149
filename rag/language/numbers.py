"""Find quantities in a text: digits with their unit, and numbers in words; knows languages, not documents.

Only the presence, the place and the kind of a quantity are told here, which is what choosing a sentence needs. Dates
and years are not quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rag.language.words import fold

QuantityKind: TypeAlias = Literal["money", "percent", "count"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold one quantity: `text[start:end]` with its multiplier or unit, and its kind."""

    start: int
    end: int
    text: str
    kind: QuantityKind


_MULTIPLIER = (
    r"(?:mila|milion[ei]|miliard[oi]|bilion[ei]|mln|mld|mio|mrd|million[s]?|billion[s]?|trillion[s]?|bn|tn|thousand|"
    r"millionen|milliarden|millions?|milliards?)"
)
_CURRENCY = r"(?:euros?|eur|€|\$|usd|dollar[ios]*|£|sterlin[ae]|yen|¥|won|₩|yuan|franchi|lire|pounds?)"
_DIGITS = r"\d{1,3}(?:[.,\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_DIGIT_QUANTITY = re.compile(
    rf"(?<![\w.,/])(?P<before>{_CURRENCY}\s?)?(?P<digits>{_DIGITS})(?:\s?(?P<percent>%|per\s?cento|percent|per cent|"
    rf"prozent|pour cent|punti percentuali))?(?P<multiplier>\s?{_MULTIPLIER}\b)?(?:\s(?:di|of|d['’])\s?)?"
    rf"(?P<after>\s?{_CURRENCY}(?!\w))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d$")
_NUMBER_WORDS = {
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille "
    "duecento trecento decina decine dozzina centinaia migliaia milioni miliardi miliardo meta terzo terzi quarti "
    "doppio triplo entrambi nessuno",
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen dozens hundreds "
    "thousands half third thirds quarter quarters double twice both",
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig dreissig vierzig funfzig hundert tausend",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize vingt trente quarante cinquante cent mille",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cuarenta cincuenta cien mil",
}
_WORDS = {language: frozenset(words.split()) for language, words in _NUMBER_WORDS.items()}
_PARTS = (
    "uno? due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti? trenta? quaranta? cinquanta? sessanta? settanta? ottanta? novanta? cento? "
    "mille mila"
)
_COMPOUND = re.compile(rf"(?:{'|'.join(_PARTS.split())}){{2,}}$")  # "centotrentuno"; neither "Trentino" nor "venture"
_WORD = re.compile(r"[^\W\d_]+")


def find_quantities(text: str, language: str) -> list[Quantity]:
    """Return the quantities of `text` in order of place."""
    found = [quantity for match in _DIGIT_QUANTITY.finditer(text) if (quantity := _from_digits(match)) is not None]
    taken = [(q.start, q.end) for q in found]
    words = _WORDS.get(language, frozenset())
    for match in _WORD.finditer(text):
        surface = fold(match.group())
        century = match.group()[0].isupper() and surface.endswith("cento")  # "il Novecento"
        compound = language == "it" and not century and _COMPOUND.match(surface) is not None
        if (surface in words or compound) and not any(a <= match.start() < b for a, b in taken):
            found.append(Quantity(match.start(), match.end(), match.group(), "count"))
    return sorted(found, key=lambda quantity: quantity.start)


def _from_digits(match: re.Match[str]) -> Quantity | None:
    kind: QuantityKind = "count"
    if match["percent"]:
        kind = "percent"
    elif match["before"] or match["after"]:
        kind = "money"
    bare = kind == "count" and not match["multiplier"]
    if bare and _YEAR.match(match["digits"]):
        return None
    text = match.group().rstrip()
    if bare:  # a trailing "di" belongs to what is counted
        text = match["digits"]
    start = match.start()
    return Quantity(start, start + len(text), text, kind)
