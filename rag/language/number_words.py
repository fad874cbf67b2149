"""List the words of numbers by language: units, tens, multipliers, ordinals, parts. Tables, folded.

`numerals.py` reads them.
"""

from __future__ import annotations

import re


def _numbered(words: str, first: int = 0, step: int = 1) -> dict[str, int]:
    return {word: first + index * step for index, word in enumerate(words.split()) if word != "-"}


UNITS = {
    "it": _numbered(
        "- - due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
        "sedici diciassette diciotto diciannove"
    )
    | _numbered("venti trenta quaranta cinquanta sessanta settanta ottanta novanta", 20, 10)
    | {"cento": 100, "zero": 0},
    "en": _numbered(
        "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen"
    )
    | _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    "de": _numbered(
        "null - zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn "
        "achtzehn neunzehn"
    )
    | _numbered("zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig", 20, 10)
    | {"hundert": 100},
    "fr": _numbered(
        "zero - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf"
    )
    | _numbered("vingt trente quarante cinquante soixante", 20, 10)
    | {"cent": 100, "cents": 100, "quatre-vingts": 80, "quatre-vingt-dix": 90},
    "es": _numbered(
        "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
        "dieciocho diecinueve"
    )
    | _numbered("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa", 20, 10)
    | {"cien": 100, "ciento": 100},
}
MULTIPLIERS = {
    "mila": 1e3, "mille": 1e3, "migliaia": 1e3, "thousand": 1e3, "thousands": 1e3, "tausend": 1e3, "mil": 1e3, "k": 1e3,
    "milione": 1e6, "milioni": 1e6, "mln": 1e6, "mil.": 1e6, "million": 1e6, "millions": 1e6, "mio": 1e6, "m": 1e6,
    "millionen": 1e6, "millon": 1e6, "millones": 1e6,
    "miliardo": 1e9, "miliardi": 1e9, "mld": 1e9, "billion": 1e9, "billions": 1e9, "bn": 1e9, "mrd": 1e9,
    "milliarde": 1e9, "milliarden": 1e9, "milliard": 1e9, "milliards": 1e9,
    "bilione": 1e12, "bilioni": 1e12, "trillion": 1e12, "trillions": 1e12, "tn": 1e12, "billionen": 1e12,
}  # fmt: skip
ONES = frozenset("un uno una a an one ein eine einen une".split())
HUNDREDS = frozenset("cento hundred hundert cent cents".split())
AND = {"it": "e", "en": "and", "de": "und", "fr": "et", "es": "y"}
ORDINALS = {
    "it": _numbered("- secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo", 1),
    "en": _numbered("- second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 1),
    "de": _numbered("- zweite dritte vierte funfte sechste siebte achte neunte zehnte", 1),
    "fr": _numbered("- deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme", 1),
    "es": _numbered("- segundo tercero cuarto quinto sexto septimo octavo noveno decimo", 1),
}
PARTS = {
    "it": {
        "meta": 2,
        "terzo": 3,
        "terzi": 3,
        "quarto": 4,
        "quarti": 4,
        "quinto": 5,
        "quinti": 5,
        "sesto": 6,
        "sesti": 6,
        "ottavo": 8,
        "ottavi": 8,
        "decimo": 10,
        "decimi": 10,
    },
    "en": {
        "half": 2,
        "third": 3,
        "thirds": 3,
        "quarter": 4,
        "quarters": 4,
        "fifth": 5,
        "fifths": 5,
        "sixth": 6,
        "sixths": 6,
        "eighth": 8,
        "eighths": 8,
        "tenth": 10,
        "tenths": 10,
    },
    "de": {"halfte": 2, "drittel": 3, "viertel": 4, "funftel": 5, "zehntel": 10},
    "fr": {"moitie": 2, "tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5},
    "es": {"mitad": 2, "tercio": 3, "tercios": 3, "cuarto": 4, "cuartos": 4},
}
MULTIPLES = {
    "doppio": 2, "doppia": 2, "triplo": 3, "twice": 2, "dozen": 12, "dozzina": 12, "douzaine": 12, "dutzend": 12,
    "double": 2, "triple": 3,
}  # fmt: skip
_ALL = frozenset(word for words in UNITS.values() for word in words) | HUNDREDS
_TENS_IT = re.compile(r"(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)[ia]?(?:un|uno|tre|\w{3,7})$")


def is_numeral(word: str) -> bool:
    """Tell whether a folded word is a number: "eleven", "dodici", "trentaquattro"."""
    return word in _ALL or _TENS_IT.match(word) is not None
