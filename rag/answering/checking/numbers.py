"""Check the numbers of a claim: each must stand in a source with the same value, unit, bound and side."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

from rag.answering.checking.amounts import LASTING, is_same_amount
from rag.answering.checking.derived import is_derived
from rag.answering.checking.finding import CONTRADICTED, MISSING, OK, Evidence, Finding, worst
from rag.answering.checking.rates import check_rates
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import is_participle, is_verb
from rag.language.amounts import Amount
from rag.language.hedging import is_future
from rag.language.number_words import ONES
from rag.language.units import UNITS
from rag.language.words import fold

_SAME_NOUN = 0.8
_FROM = re.compile(r"\b(?:da|dai|dal|dalle|dagli|dalla|from|von|than|rispetto a|statt)\W*(?:\w{1,4}\W+)?$")
_TO = re.compile(r"\b(?:a|ai|al|alle|agli|alla|to|auf|reaching|at)\W*(?:i |gli |le |l.|the )?$")


def check_numbers(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether every amount of the claim stands in the evidence."""
    return worst([*(_check(amount, claim, evidence) for amount in claim.amounts), check_rates(claim, evidence)])


def _check(amount: Amount, claim: Reading, evidence: Evidence) -> Finding:
    lesser = CONTRADICTED
    for sentence in evidence.sentences:
        for other in sentence.amounts:
            if is_same_amount(amount, other) and _same_side(amount, claim, other, sentence):
                if _is_overdrawn(amount, claim, other, sentence):
                    return CONTRADICTED
                if _is_one_end(amount, claim, other, sentence) or _counts_unknown(amount, claim, other, evidence):
                    lesser = MISSING
                elif _is_the_whole(amount, claim, other, sentence, evidence):
                    lesser = CONTRADICTED
                elif not _counts_another(amount, claim, other, sentence, evidence):
                    return OK
            if _comes_as_often(amount, claim, other, sentence):
                return OK
            if _in_the_same_millions(amount, other, sentence) and _same_side(amount, claim, other, sentence):
                return OK
    told = (_is_a_round_number(amount, evidence), _is_one_unit(amount, evidence), is_derived(amount, claim, evidence))
    return OK if any(told) else lesser


_EXACTLY = re.compile(
    r"\b(?:esattamente|precisamente|exactly|precisely|esatt[oaie]|genau|exactement)\W*(?:i |gli |le |the )?$"
)


def _is_overdrawn(one: Amount, claim: Reading, other: Amount, sentence: Reading) -> bool:
    """Tell whether the claim makes a rough number exact, or bounds a range by its wrong end.

    "Esattamente 300" of "circa 300", "at least 2,000" of "between 1,800 and 2,000".
    """
    if other.bound is not None and _EXACTLY.search(fold(claim.text[: one.start])):
        return True
    return one.bound in ("at least", "at most") and _is_wrong_end(one, other, sentence)


def _is_one_end(one: Amount, claim: Reading, other: Amount, sentence: Reading) -> bool:
    """Tell whether the claim gives as the amount one end of a range: "0,3%" of "tra lo 0,1 e lo 0,3%"."""
    ends = [match.span() for match in _RANGE.finditer(fold(sentence.text))]
    inside = any(a <= other.start < b for a, b in ends) and len(fold(sentence.text)) == len(sentence.text)
    mine = any(a <= one.start < b for a, b in (m.span() for m in _RANGE.finditer(fold(claim.text))))
    return inside and not mine and one.bound not in ("at least", "at most")


def _is_wrong_end(one: Amount, other: Amount, sentence: Reading) -> bool:
    """Tell whether "at least" bounds the last amount of a range, or "at most" its first."""
    plain = fold(sentence.text)
    if len(plain) != len(sentence.text):
        return False
    span = next((m.span() for m in _RANGE.finditer(plain) if m.start() <= other.start < m.end()), None)
    ends = [amount for amount in sentence.amounts if span is not None and span[0] <= amount.start < span[1]]
    return len(ends) > 1 and other is ends[-1 if one.bound == "at least" else 0]


_END = r"(?:i |gli |le |lo |l.|the |[€$£])?\d[\d.]*(?:,\d+)?[^\s,;]*(?: [^\s,;]+){0,2}"
_RANGE = re.compile(
    rf"\b(?:tra|fra|between|zwischen|entre) {_END} (?:e|and|und|et|y) {_END}|"
    rf"\b(?:va|vanno|varia|variano|oscilla|oscillano|ranges?|ranging) (?:da|from)\S* ?{_END} (?:a|all\w*|to)\S* ?{_END}"
)


def _counts_unknown(one: Amount, claim: Reading, other: Amount, evidence: Evidence) -> bool:
    """Tell whether the claim counts something that no source has, and the source something that the claim has not."""
    if one.noun is None or other.noun is None or one.unit is not None or claim.words[one.noun].surface in _ANYTHING:
        return False
    if is_verb(claim, one.noun) or is_future(claim.words[one.noun]):  # "3,9 andranno alla scuola"
        return False
    languages = {sentence.language for sentence in evidence.sentences}
    found = any(evidence.strongest(claim, one.noun, sentence)[0] >= _LIKE for sentence in evidence.sentences)
    return languages == {claim.language} and not found


def _is_the_whole(one: Amount, claim: Reading, other: Amount, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether the claim tells of all what the source tells of some: "sold eleven" of "sold five of its eleven"."""
    text = fold(sentence.text)
    part = next((a for a in sentence.amounts if _OF_THE.fullmatch(text[a.end : other.start])), None)
    part = None if one.unit is not None else part
    part = part or next((a for a in sentence.amounts if _OF_WHICH.fullmatch(text[other.end : a.start])), None)
    if part is None or any(is_same_amount(a, part) or _in_the_same_millions(a, part, sentence) for a in claim.amounts):
        return False
    place = max(other.start, part.start)  # what is told of the part stands after both
    clause = sentence.clauses[next(i for i, word in enumerate(sentence.words) if word.end > place)]
    told = (o for i in claim.content if is_verb(claim, i) for o in evidence.matches(claim, i, sentence))
    return any(sentence.clauses[o] == clause for o in told)


_OF_WHICH = re.compile(r",? (?:di cui|of which|dei quali|delle quali|davon|dont) ")  # "9 milioni, di cui 3,5"
_OF_THE = re.compile(r" (?:dei|degli|delle|di|of)(?: (?:the|its|their|his|her|our|suoi|sue|nostri|nostre|loro))? ")
_LIKE = 0.4  # nearness below which two words name different things
_ANYTHING = frozenset(  # words that stand for whatever is counted
    """persone people individui membri members esponenti rappresentanti representatives colleghi colleagues
    soggetti si no yes voti votes favorevoli favore contrari astenuti astensioni unita units casi cases volte times
    occasioni occasione occasions occasion elementi items posti modelli esemplari tra fra su nel in
    partite partita gare gara incontri match matches games pezzi anime uomini donne vittime partecipanti presenti
    paganti cose things altri altre others punti
    points""".split()
)


def _is_a_round_number(amount: Amount, evidence: Evidence) -> bool:
    """Tell whether a source has a word for the number: "the pair", "entrambi", "a decade" for ten years."""
    plain = amount.unit is None and amount.kind == "count"
    years = amount.value / 12 if amount.unit == "time" else amount.value if plain else 0.0
    names = _NUMBER_WORDS.get(years, frozenset())
    times = _TIMES.get((amount.unit or amount.kind, amount.value))
    if times and any(times.search(fold(sentence.text)) for sentence in evidence.sentences):
        return True
    return any(not names.isdisjoint(sentence.surfaces) for sentence in evidence.sentences)


_TIMES = {
    ("percent", 50.0): re.compile(r"\b(?:dimezz|halv|halbier)"),
    ("percent", 100.0): re.compile(r"\b(?:raddoppi|doubl)"),
    ("multiple", 2.0): re.compile(r"\b(?:raddoppi|doubl)"),
    ("multiple", 3.0): re.compile(r"\b(?:triplic|tripl)"),
    ("time", 3.0): re.compile(r"\b(?:trimestr|quarter\b|quartal)"),
    ("time", 6.0): re.compile(
        r"\b(?:semestr|half[- ]year|(?:first|second) half|(?:prima|seconda) meta dell.anno|halbjahr)"
    ),
    ("count", 0.0): re.compile(r"\b(?:azzer|zero\b|null\b)"),
    ("count", 2.0): re.compile(r"\bbilocal"),
    ("count", 3.0): re.compile(r"\btrilocal"),
}


_NUMBER_WORDS = {
    2.0: frozenset("pair both duo couple twins coppia entrambi entrambe paio gemelli beide paar deux ambos".split()),
    10.0: frozenset("decade decades decennio decina ten dieci jahrzehnt decennie decada".split()),
    12.0: frozenset("dozen dozzina dutzend douzaine docena".split()),
    100.0: frozenset("century secolo centinaio jahrhundert siecle siglo".split()),
}


def _comes_as_often(one: Amount, claim: Reading, other: Amount, sentence: Reading) -> bool:
    """Tell whether "for the second time" and "twice", "due volte" say the same."""
    told = [a.kind == "multiple" or _counts_times(a, r) for a, r in ((one, claim), (other, sentence))]
    return one.kind != other.kind and one.value == other.value and all(told)


def _counts_times(amount: Amount, reading: Reading) -> bool:
    return amount.noun is not None and reading.words[amount.noun].surface in _TIMES_COUNTED


_TIMES_COUNTED = frozenset("volta volte time times occasione occasioni occasion occasions".split())


def _is_one_unit(amount: Amount, evidence: Evidence) -> bool:
    """Tell whether a source has the amount as one of a unit: "un anno" for twelve months, "a week" for seven days."""
    if amount.unit not in LASTING:
        return False
    for sentence in evidence.sentences:
        for before, word in pairwise(sentence.words):
            unit = UNITS.get(word.surface)
            if unit and before.surface in ONES and unit.dimension in LASTING:
                single = replace(amount, value=unit.factor, unit=unit.dimension)
                if is_same_amount(amount, single):
                    return True
    return False


def _in_the_same_millions(amount: Amount, other: Amount, sentence: Reading) -> bool:
    """Tell whether a bare number leans on the multiplier of another: "870 milioni, 60 in più"."""
    noun = other.noun  # "di cui 6,2 destinati alla sanità", "3,5 arriveranno"
    counts = noun is not None and not is_participle(sentence, noun) and not is_future(sentence.words[noun])
    if other.unit is not None or counts or other.value >= 1e3:
        return False
    return any(
        math.isclose(amount.value, other.value * factor) and any(a.value >= factor for a in sentence.amounts)
        for factor in (1e3, 1e6, 1e9)
    )


def _same_side(one: Amount, claim: Reading, other: Amount, sentence: Reading) -> bool:
    """Tell "from 94" apart from "to 94"."""
    mine, theirs = _side(claim, one.start), _side(sentence, other.start)
    up, down = _change(claim.text, one.end), _change(sentence.text, other.end)
    return None in (mine, theirs) or mine == theirs if None in (up, down) or up == down else False


def _change(text: str, end: int) -> str | None:
    """Tell "12% in più" from "12% in meno"."""
    found = re.match(
        r"\W*(?:in |di )?(?:(piu|more|higher|mehr)|(meno|less|fewer|lower|weniger))\b", fold(text[end : end + 16])
    )
    return None if found is None else "up" if found[1] else "down"


def _side(reading: Reading, start: int) -> str | None:
    before = fold(reading.text[max(0, start - 16) : start])
    if _FROM.search(before):
        return "from"
    article = reading.language == "en" and re.search(r"\ba\W*$", before)  # "a 900-megawatt farm"
    return "to" if _TO.search(before) and not article else None


def _counts_another(one: Amount, claim: Reading, other: Amount, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether the claim counts with this number what the source counts with another one."""
    if one.noun is None or other.noun is None or evidence.near(claim, one.noun, sentence, other.noun) >= 0.5:
        return False
    if is_verb(sentence, other.noun) or is_future(sentence.words[other.noun]):
        return False  # "altre quattro seguiranno" counts what was told of before
    if any(evidence.near(claim, i, sentence, other.noun) >= _SAME_NOUN for i in claim.content):
        return False  # "il 40% degli intervistati è contrario" of "il 40% contrario"
    rivals = [a for a in sentence.amounts if a is not other and a.noun is not None and not is_same_amount(one, a)]
    return any(
        evidence.near(claim, one.noun, sentence, rival.noun) >= 0.8 for rival in rivals if rival.noun is not None
    )
