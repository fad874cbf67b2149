"""Check the names of a claim: people, bodies, places; across languages, spellings and acronyms."""

from __future__ import annotations

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.language.aliases import find_aliases
from rag.language.given_names import is_given_name
from rag.language.lemmas import is_word
from rag.language.names import KINDS, OFFICES, Name
from rag.language.words import Word, fold

_ACROSS = 0.45  # nearness at which a word of a name is the translation of another
_ALIKE = 0.75  # nearness at which, in one language, a common word with a capital is another: "Court", "tribunal"


def check_names(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether every name and place of the claim is named in the evidence."""
    known = _known_otherwise(claim, evidence)
    spelled = [name for name in claim.names if _spells_acronym(claim, name, evidence) or name.start in known]
    inside = {i for name in spelled for i in _words_of(claim, name)}
    apart = [p for p in claim.places if p.first not in inside and claim.words[p.first].start not in known]
    findings = [_check_place(place.code, evidence) for place in apart]
    named = [name for name in claim.names if not any(m.start <= name.start < m.end for m in claim.moments)]
    findings += [OK if name in spelled else _check_name(name, claim, evidence) for name in named]
    return worst(findings) if findings else NOTHING


def _known_otherwise(claim: Reading, evidence: Evidence) -> frozenset[int]:
    """Return the places in the text of what the sources name by another of its names: "Ema" for the "Agenzia …"."""
    theirs = {fold(s.text[a.start : a.end]) for s in evidence.sentences for a in find_aliases(s.text)}
    same = [a for a in find_aliases(claim.text) if any(fold(other) in theirs for other in a.others)]
    return frozenset(place for alias in same for place in range(alias.start, alias.end))


def _words_of(claim: Reading, name: Name) -> list[int]:
    """Return the indexes of the words that make a name this one: with a capital, no function words."""
    words = enumerate(claim.words)
    return [i for i, w in words if name.start <= w.start < name.end and w.capital and not w.stop]


def _check_place(code: str, evidence: Evidence) -> Finding:
    known = {place.code for sentence in evidence.sentences for place in sentence.places}
    return OK if code in known or known & _SEAT.get(code, set()) else CONTRADICTED


_SEATS = (("US", "Washington"), ("EU", "Bruxelles"), ("CN", "Pechino"), ("RU", "Mosca"))  # a capital for its government
_SEAT = {one: {other} for pair in _SEATS for one, other in (pair, pair[::-1])}


def _check_name(name: Name, claim: Reading, evidence: Evidence) -> Finding:
    telling = [i for i in _words_of(claim, name) if claim.place_of(i) is None]
    if not telling:
        return NOTHING
    short = name.acronym or (
        len(name.text) <= _SHORT and name.text.isalpha() and not is_word(name.text, claim.language)
    )
    if short and (_spelled_out(name.text, evidence) or _abroad(name.text, evidence)):  # "OMS", and "Oms" as well
        return OK
    missing = [i for i in telling if not _found(claim, i, evidence)]
    if any(_is_proper(claim, i, name, evidence) for i in missing):
        runs = [run for run in _runs(telling) if any(i in missing for i in run)]  # "Hans Weber" of "… of Caltech"
        return OK if all(_surname_alone(claim, run, missing, evidence) for run in runs) else CONTRADICTED
    if missing and len(missing) == len(telling):
        return OK  # common words with a capital ("Court"): the check of meaning weighs them
    return CONTRADICTED if _another_first_name(claim, telling, evidence) else OK


_SHORT = 5  # letters of an acronym


def _found(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether a source holds a word of a name, as it is or, in another language, translated."""
    word = claim.words[index]
    for sentence in evidence.sentences:
        if word.surface in sentence.surfaces:
            return True
        if any(_spelling(word, other) if other.capital else _of_place(word, other) for other in sentence.words):
            return True
        abroad = sentence.language != claim.language
        near = evidence.matches(claim, index, sentence, _ACROSS if abroad else _ALIKE)
        if abroad and any(sentence.words[other].capital for other in near):
            return True
        if near and is_word(word.text, claim.language):
            return True
    return False


def _spelling(one: Word, other: Word) -> bool:
    """Tell whether two words are one name with and without an ending: "Obama" and "Obama's" are cut alike already."""
    return len(one.surface) > 4 and one.surface.rstrip("s") == other.surface.rstrip("s")


def _of_place(name: Word, other: Word) -> bool:
    """Tell whether a small word is the adjective of a place's name: "lucchese" of "Lucca"."""
    root = name.surface.rstrip("aeiou")[:_ROOT]
    return len(root) >= 4 and other.surface.startswith(root) and other.surface.endswith(_OF_PLACE)


_ROOT = 6
_OF_PLACE = (
    "ese",
    "esi",
    "ano",
    "ana",
    "ani",
    "ane",
    "ino",
    "ina",
    "ini",
    "ine",
    "ian",
    "ien",
    "ois",
    "er",
    "ico",
    "ica",
)


def _is_proper(claim: Reading, index: int, name: Name, evidence: Evidence) -> bool:
    """Tell a proper name from a common word with a capital, as English titles have them."""
    word = claim.words[index]
    translated = any(sentence.language != claim.language for sentence in evidence.sentences)
    titled = translated and all(is_word(w.text, claim.language) for w in name.words)  # "European Championships"
    if not is_word(word.text, claim.language):
        return True
    common = claim.words[index - 1].surface in _ARTICLES  # "i Paesi", "del Comune Luisa Ronchi"
    if name.person and not titled:
        return not (common and len(name.words) > 2)
    return index > 0 and not translated and not (common and word.surface in KINDS | OFFICES)


_ARTICLES = frozenset(
    "il lo la i gli le l un una del dello della dei degli delle dal dalla al alla nel nella the".split()
)


_ABROAD = (
    ("UE", "EU"), ("ONU", "UN"), ("OMS", "WHO"), ("BCE", "ECB", "EZB"), ("FMI", "IMF", "IWF"), ("IA", "AI", "KI"),
    ("PIL", "GDP", "BIP", "PIB"), ("IVA", "VAT", "TVA"), ("PMI", "SME", "SMES", "KMU"), ("OCSE", "OECD"), ("RM", "MRI"),
)  # fmt: skip


def _abroad(acronym: str, evidence: Evidence) -> bool:
    """Tell whether a source has the acronym as another language writes it: "BCE" and "ECB"."""
    others = {other for group in _ABROAD if acronym.upper() in group for other in group}
    if acronym.upper() in ("UE", "EU") and any(
        w.surface.startswith("europ") for s in evidence.sentences for w in s.words
    ):
        return True  # "i fondi europei"
    return any(word.text.upper() in others for sentence in evidence.sentences for word in sentence.words)


def _spelled_out(acronym: str, evidence: Evidence) -> bool:
    """Tell whether a source writes out what an acronym stands for."""
    letters = acronym.casefold()
    for sentence in evidence.sentences:
        proper = "".join(word.surface[0] if word.capital else " " for word in sentence.words if not word.stop)
        anyhow = "".join(word.surface[0] for word in sentence.words if not word.stop)
        if letters in proper or (len(letters) > 2 and letters in anyhow):
            return True
    return False


def _spells_acronym(claim: Reading, name: Name, evidence: Evidence) -> bool:
    """Tell whether the claim writes out an acronym of a source."""
    initials = "".join(claim.words[i].surface[0] for i in _words_of(claim, name)).upper()
    return len(initials) > 2 and any(initials == word.text for s in evidence.sentences for word in s.words)


def _runs(telling: list[int]) -> list[list[int]]:
    """Part the words of a name where a small word lies between: "Hans Weber", "Caltech"."""
    runs: list[list[int]] = []
    for index in telling:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _surname_alone(claim: Reading, telling: list[int], missing: list[int], evidence: Evidence) -> bool:
    """Tell whether the sources name the person by the surname alone, and only the first name is the claim's own."""
    last = telling[-1]
    before = claim.words[telling[0] - 1].surface if telling[0] else ""
    if before in ("a", "ad", "in", "at", "from"):  # "arrestato a Perugia Altin Hoxha"
        return False
    if last in missing or len(telling) < 2 or not claim.words[last].capital:
        return False
    return not _another_first_name(claim, telling, evidence) and not is_word(claim.words[last].text, claim.language)


def _another_first_name(claim: Reading, telling: list[int], evidence: Evidence) -> bool:
    """Tell whether the sources give the surname of a person another first name, and never the claim's."""
    if len(telling) < 2:
        return False
    first, last = claim.words[telling[-2]].surface, claim.words[telling[-1]].surface
    if is_word(claim.words[telling[-2]].text, claim.language) and not is_given_name(first):  # "Judge Prosser"
        return False
    befores: set[str] = set()
    for sentence in evidence.sentences:
        for before, word in zip(sentence.words, sentence.words[1:], strict=False):
            if word.surface == last and word.capital and before.capital:
                if before.surface == first:
                    return False
                befores |= set() if before.text.isupper() else {before.surface}
            if word.surface == last and not (before.capital and not before.stop):
                befores.add("")
    return bool(befores - {""}) and "" not in befores
