"""Read numbers written in words: "diciannove", "two hundred", "due terzi", "trentenne"; knows languages, not documents.

Takes the folded words of a text, gives values. One ("un", "one", "ein") is an article as often as a number and counts
only before a multiplier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from rag.language.half_numbers import read_half
from rag.language.number_words import AND, HUNDREDS, MULTIPLES, MULTIPLIERS, ONES, ORDINALS, PARTS, UNITS

NumeralKind: TypeAlias = Literal["cardinal", "ordinal", "fraction", "age", "multiple"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """Hold a number in words: how many words it took, its value, and what kind of number it is."""

    words: int
    value: float
    kind: NumeralKind


_SCORES = {
    "decina": 10, "quindicina": 15, "ventina": 20, "trentina": 30, "quarantina": 40, "cinquantina": 50,
    "sessantina": 60, "settantina": 70, "ottantina": 80, "novantina": 90,
}  # fmt: skip
_AGE = re.compile(r"(.{3,}?)enn[ei]$")


def read_numeral(words: Sequence[str], at: int, language: str) -> Numeral | None:
    """Return the number in words that begins at `words[at]`, folded words, or None."""
    half = read_half(words, at, language)
    if half is not None:
        return Numeral(*half, "cardinal")
    return _fraction(words, at, language) or _cardinal(words, at, language) or _single(words, at, language)


def read_roman(text: str) -> int:
    """Return the value of a number in Roman figures, up to thirty-nine."""
    values = [{"I": 1, "V": 5, "X": 10}[figure] for figure in text]
    later = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, later, strict=True))


def _single(words: Sequence[str], at: int, language: str) -> Numeral | None:
    word = words[at]
    if word in MULTIPLES and language in ("it", "en", "fr", "de"):
        if word in ("double", "triple") and not _after_article(words, at):
            return None
        return Numeral(1, MULTIPLES[word], "cardinal" if MULTIPLES[word] == 12 else "multiple")
    if language == "it" and word in _SCORES and at and words[at - 1] == "una":
        return Numeral(1, _SCORES[word], "cardinal")  # "una trentina"
    age = _AGE.match(word) if language == "it" else None
    if age is not None:
        value = _italian(age[1]) or next((_italian(age[1] + end) for end in "aeio" if _italian(age[1] + end)), None)
        return Numeral(1, value, "age") if value else None
    ordinal = _ordinal(word, language)
    if ordinal is not None and _is_ordinal(words, at, language):
        return Numeral(1, ordinal, "ordinal")
    return None


def _ordinal(word: str, language: str) -> int | None:
    table = ORDINALS.get(language, {})
    if language == "it" and word.endswith("esimo"[:-1] + word[-1:]) and word[-1:] in "oaie":
        root = word[:-5]
        return next((int(v) for end in ("", "o", "i", "e", "a") if (v := _italian(root + end))), table.get(word))
    if language in ("it", "es") and word[-1:] in "oaie":
        return table.get(word[:-1] + "o")
    return table.get(word) or (table.get(word.rstrip("rnms")) if language == "de" else None)


def _is_ordinal(words: Sequence[str], at: int, language: str) -> bool:
    """Tell "il secondo set" from "secondo il giudice" and "42 secondi"."""
    if words[at] in ("secondo", "second", "segundo", "seconds", "secondi"):
        rate = words[at - 1] == "al" and (
            at < 2 or words[at - 2] not in ("rispetto", "fino")
        )  # "metri cubi al secondo"
        return _after_article(words, at) and not rate and words[at] not in ("secondi", "seconds")
    return not words[at].endswith(("terzi", "quarti", "quinti", "decimi", "sesti", "ottavi"))


_ARTICLES = frozenset(
    """il lo la i gli le l un uno una del dello della dei degli delle nel nello nella nei al allo alla dal dallo dalla
    sul sulla the a an its his her their""".split()
)


def _after_article(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at - 1] in _ARTICLES


_MONTHS_IT = frozenset(  # "metà settembre", "metà Trecento" are no halves of anything
    """gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    duecento trecento quattrocento cinquecento seicento settecento ottocento novecento""".split()
)


def _fraction(words: Sequence[str], at: int, language: str) -> Numeral | None:
    """Read "due terzi", "un quarto", "half", "two in five", "due su cinque"."""
    parts = PARTS.get(language, {})
    following = words[at + 1] if at + 1 < len(words) else ""
    above = 1 if words[at] in ONES else _small(words[at], language)
    whole = following in parts and (above or 0) >= parts[following]  # "five quarters" are fifteen months
    if above and following in parts and not whole and (above > 1 or following in _PART_ALONE):
        return Numeral(2, above / parts[following], "fraction")
    by = at > 0 and words[at - 1] in _BY | _ROUGHLY and words[at] in ("un", "a")  # "ridurrà di un quarto la produzione"
    ends = by or at + 2 >= len(words)
    if above == 1 and following in parts and (ends or _follows_fraction(words[at + 2], language)):
        return Numeral(2, 1 / parts[following], "fraction")
    if above and "su" in words[at + 2 : at + 3] and len(words) > at + 3 and words[at] not in ONES:
        below = _small(words[at + 3], language)  # "due apparecchi su cinque"
        if below and below > above:
            return Numeral(4, above / below, "fraction")
    if above and following in ("su", "in", "out", "auf", "sur") and at + 2 < len(words):
        below_at = at + 3 if following == "out" else at + 2
        below = _small(words[below_at], language) if below_at < len(words) else None
        if below and below > above:
            return Numeral(below_at - at + 1, above / below, "fraction")
    if above and words[at + 2 : at + 3] in (["su"], ["in"]) and len(words) > at + 3 and following.isalpha():
        below = _small(words[at + 3], language)  # "un elettore su tre", "one voter in three"
        if below and below > above and words[at + 4 : at + 5] not in (["anni"], ["years"], ["months"], ["mesi"]):
            return Numeral(4, above / below, "fraction")
    if words[at] in parts and following in _REST and _after_article(words, at):
        return Numeral(1, 1 / parts[words[at]], "fraction")  # "il terzo restante"
    return _half(words, at, language)


def _half(words: Sequence[str], at: int, language: str) -> Numeral | None:
    """Read "la metà", "half", and not "la prima metà", "metà settembre"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    halves = words[at] in ("meta", "half", "halfte", "moitie", "mitad") and following not in _MONTHS_IT
    if halves and not (at and _ordinal(words[at - 1], language)) and words[max(0, at - 1)] not in ("first", "prima"):
        return Numeral(1, 0.5, "fraction")
    return None


def _follows_fraction(word: str, language: str) -> bool:
    return word in _AFTER_FRACTION or (language == "en" and word.endswith("er"))  # "a third cheaper"


_REST = frozenset("restante rimanente remaining".split())
_ROUGHLY = frozenset("about roughly nearly almost over circa quasi oltre".split())
_BY = frozenset("di by".split())
_PART_ALONE = frozenset("half quarter quarters drittel viertel funftel zehntel quart tiers".split())
_AFTER_FRACTION = frozenset(  # "un terzo dei voti", and not "un terzo complice"
    """di del della dei degli delle dell d de du des per e ed in a da ma su con of in by from and the to on at since
    for as than but however while whereas ma mentre pero rispetto nel nella all al dal dalla in piu less more entro
    oltre""".split()
)


def _small(word: str, language: str) -> int | None:
    return UNITS.get(language, {}).get(word)


def _cardinal(words: Sequence[str], at: int, language: str) -> Numeral | None:
    """Read a whole number, adding what multipliers make larger: "two hundred and five thousand"."""
    total, current, used, seen = 0.0, 0.0, 0, False
    for index in range(at, len(words)):
        word = words[index]
        value = _value(word, language)
        larger = MULTIPLIERS.get(word) if len(word) > 2 else None
        if word in ONES and not seen and index + 1 < len(words) and _grows(words[index + 1]):
            current = 1
        elif word in HUNDREDS and seen and 0 < current < 10:
            current *= 100
        elif value is not None and (not seen or (current % 10 == 0 and value < max(current, total, 1e3))):
            current += value
        elif word == "one" and seen and 20 <= current % 100 and current % 10 == 0:
            current += 1
        elif larger and (seen or word in ("mille", "mil", "tausend")):
            total, current = total + max(current, 1) * larger, 0
        elif word == AND.get(language) and seen and index + 1 < len(words) and _continues(words, index, language):
            continue
        else:
            break
        seen, used = True, index - at + 1
    return Numeral(used, total + current, "cardinal") if seen else None


def _grows(word: str) -> bool:
    return (word in MULTIPLIERS and len(word) > 2) or word in ("hundred", "hundert")


def _continues(words: Sequence[str], index: int, language: str) -> bool:
    """Tell whether "and" joins one number ("a hundred and five") and not two ("two and three")."""
    before = words[index - 1]
    following = words[index + 1]
    if language == "it":  # "un milione e centomila"; but "cento e due" are two
        return before in ("milione", "milioni") and (_value(following, language) or 0) >= 1000
    joins = before in HUNDREDS or before in MULTIPLIERS
    return joins and _value(following, language) is not None


def _value(word: str, language: str) -> float | None:
    table = UNITS.get(language, {})
    if word in table:
        return table[word]
    if language == "it":
        return _italian(word)
    if language == "de":
        return _german(word)
    return None


@lru_cache(maxsize=4096)
def _italian(word: str) -> float | None:
    """Read one Italian word: "ventisette", "centoventi", "duemilaquattrocento"."""
    table = UNITS["it"]
    if word in table:
        return table[word]
    if word.endswith("mila") and (head := _italian(word[:-4])):
        return head * 1000
    if "mila" in word and (head := _italian(word.partition("mila")[0])):
        tail = _italian(word.partition("mila")[2])
        return head * 1000 + tail if tail else None
    if word.startswith("mille") and len(word) > 5 and (tail := _italian(word[5:])):
        return 1000 + tail
    head_text, hundred, rest = word.partition("cento")
    if hundred and (not head_text or head_text in table):
        tail = _italian(rest) if rest else 0
        return None if tail is None else table.get(head_text, 1) * 100 + tail
    return _italian_tens(word)


def _italian_tens(word: str) -> float | None:
    for stem, value in (("vent", 20), ("trent", 30), ("quarant", 40), ("cinquant", 50), ("sessant", 60),
                        ("settant", 70), ("ottant", 80), ("novant", 90)):  # fmt: skip
        if word.startswith(stem):
            rest = word[len(stem) :]
            unit = rest if rest in ("uno", "otto", "un") else rest[1:]
            ones = 1 if unit in ("uno", "un") else UNITS["it"].get(unit)
            return value + ones if ones and ones < 10 else None
    return None


def _german(word: str) -> float | None:
    table = UNITS["de"]
    one, joint, ten = word.partition("und")
    ones = 1 if one == "ein" else table.get(one)
    return table[ten] + ones if joint and ones and ten in table else None
