"""Check negation: nothing the source denies is affirmed, nothing it affirms is denied, no word says the contrary."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.nearness import contrary_by_thesaurus
from rag.answering.checking.reading import Reading
from rag.answering.checking.undone import check_undoing, clauses_denied
from rag.answering.checking.verbs import is_verb
from rag.answering.checking.votes import check_stance
from rag.language.conditions import leaves_open
from rag.language.sayings import SAYING_FORMS
from rag.language.undoing import speaks_of_undoing
from rag.language.words import Word, fold

_MOST = 0.6  # share of a denied clause that a claim must repeat to be about it
_SURE = 0.75  # nearness at which a denied word is the claim's
_SWAPPING = frozenset(  # pairs that tell one event from its two sides, and states that follow one another
    """
    vendita cessione acquisto acquisizione acquisition
    comprare acquistare vendere cedere rilevare acquisire prestare ricevere dare riaprire entrare uscire
    consegnare versare donare assegnare hand award
    sconfiggere superare eliminare defeat beat overcome
    partire arrivare leave depart arrive vincere perdere battere buy sell acquire purchase give receive win
    lose lend borrow primo ultimo nuovo vecchio new old giovane anziano young precedere seguire importare
    esportare prendere lasciare
""".split()
)


def check_negation(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether claim and evidence deny and affirm the same."""
    findings = [_denied_by_claim(claim, head, evidence) for head in claim.negation.heads | claim.negation.left]
    findings += [_affirmed(claim, sentence, scope, evidence) for sentence in evidence.sentences
                 for scope in sentence.negation.scopes]  # fmt: skip
    findings += [_refused(claim, sentence, refusing, deed, evidence) for sentence in evidence.sentences
                 for refusing, deed in sentence.negation.refused]  # fmt: skip
    findings += [*_contraries(claim, evidence), check_stance(claim, evidence), check_undoing(claim, evidence)]
    return worst(findings) if findings else NOTHING


def _refused(claim: Reading, sentence: Reading, refusing: int, deed: int, evidence: Evidence) -> Finding:
    """Judge a deed that somebody denies or refuses in a source: it must not be told as done or agreed to."""
    if claim.negation.any or claim.negation.negative or _NEEDS.search(fold(claim.text)):
        return NOTHING
    told = [i for i in claim.content if evidence.near(claim, i, sentence, deed) >= _SURE]
    kept = any(evidence.near(claim, i, sentence, refusing) >= _SURE for i in claim.content)  # "l'esclusione di …"
    if not told or kept or _affirmed_elsewhere([deed], sentence, evidence):
        return NOTHING
    thing = not is_verb(sentence, deed)  # "razionamenti" of "ha escluso razionamenti"
    return CONTRADICTED if thing or any(is_verb(claim, i) for i in told) else NOTHING


_NEEDS = re.compile(r"\b(?:needs?|must|requires?|awaits?|dev(?:e|ono)|attend(?:e|ono)|serv(?:e|ono)|occorr(?:e|ono))\b")


def _denied_by_claim(claim: Reading, head: int, evidence: Evidence) -> Finding:
    """Judge a word that the claim denies: some source must deny it, or its contrary must stand there."""
    denying = any(sentence.negation.any or sentence.negation.negative for sentence in evidence.sentences)
    plain = False
    for sentence in evidence.sentences:
        denied = sentence.negation.within | sentence.negation.softly | {deed for _, deed in sentence.negation.refused}
        denied |= clauses_denied(sentence)
        places = evidence.matches(claim, head, sentence, _SURE)
        if any(other in denied for other in places):
            return OK
        plain = plain or any(head not in claim.negation.left or not sentence.hedging.levels[i] for i in places)
    if any(_denies_as_much(claim, sentence, evidence) for sentence in evidence.sentences):
        return OK
    for sentence in evidence.sentences:
        if sentence.negation.only:
            return CONTRADICTED if _denies_the_only(claim, sentence, evidence) else OK
    turned = any(is_contrary(claim, head, s, other) for s in evidence.sentences for other in range(len(s.words)))
    if any(_UNLESS.search(sentence.text) for sentence in evidence.sentences):
        return OK  # "if they do not repay" of "unless they repay"
    if _NOT_BEFORE.search(fold(claim.text)) and any(_EARLIEST.search(fold(s.text)) for s in evidence.sentences):
        return OK  # "could not launch before 2034" of "in 2034 at the earliest"
    if _LONGER.search(fold(claim.text)) and any(_ENDS.search(fold(s.text)) for s in evidence.sentences):
        return OK  # "non è più l'allenatore" of "ha esonerato l'allenatore"
    if (not plain and (denying or turned)) or any(sentence.negation.record for sentence in evidence.sentences):
        return OK
    return CONTRADICTED if plain else OK


_NOT_BEFORE = re.compile(
    r"\b(?:non .{0,40}prima d|not .{0,40}before|no .{0,20}before|nicht .{0,40}vor|pas .{0,40}avant)"
)
_EARLIEST = re.compile(r"\b(?:at the earliest|al piu presto|non prima d|no earlier than|fruhestens|au plus tot)\b")
_LONGER = re.compile(r"\b(?:non \w+(?: \w+)? ?piu|no longer|not \w+ any ?more)\b")
_ENDS = re.compile(  # stems, against folded text
    r"\b(?:esoner|licenzi|dimiss|dimes|dimett|lasc|sostitu|smett|smess|cess|chiu|abbandon|revoc|sospe|ritir|rimoss|"
    r"rimuov|tolt|togl|elimin|smantell|destitu|vend|cedut|ced[eo]|abol|soppress|sack|dismiss|"
    r"resign|stepp\w+ down|left|leav|quit|replac|stop|"
    r"clos|end(?:ed|s|ing)|remov|sold|sell|fir(?:ed|ing)|oust|retir|scrap|abandon|drop)"
)
_UNLESS = re.compile(
    r"\b(?:unless|a meno che|salvo che|tranne che|anziché|invece (?:di|che)|piuttosto che|instead of|"
    r"rather than|es sei denn|à moins que|\w+-free)\b",
    re.I,
)


def _denies_as_much(claim: Reading, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether all that the claim denies, but for its verb, is denied in a source: "non a un errore"."""
    denied = sentence.negation.within
    rest = [i for i in claim.content if i in claim.negation.within - claim.negation.heads]
    return bool(rest) and all(any(o in denied for o in evidence.matches(claim, i, sentence, _SURE)) for i in rest)


def _denies_the_only(claim: Reading, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether the claim denies the one thing that the source allows: "di notte" of "soltanto di notte"."""
    said = claim.negation.within
    return any(evidence.near(claim, i, sentence, other) >= _SURE for i in said for other in sentence.negation.only)


def _affirmed(claim: Reading, sentence: Reading, scope: frozenset[int], evidence: Evidence) -> Finding:
    """Judge what a source denies: a claim that repeats most of it must deny it too."""
    telling = [i for i in scope if i in sentence.content or i in sentence.negation.heads]
    if not telling:
        return NOTHING
    told = [index for index in claim.content if claim.words[index].surface not in SAYING_FORMS]
    matched = [i for i in telling if any(evidence.near(claim, index, sentence, i) >= _SURE for index in told)]
    heads = [i for i in sentence.negation.heads if i in scope]
    about = len(matched) / len(telling) >= _MOST or any(i in matched for i in heads)
    if not about or not matched:
        return NOTHING
    if any(_says_outright(claim, sentence, head, evidence) for head in heads):
        return CONTRADICTED
    if (
        (claim.negation.any and not _denies_by_the_verb(claim, sentence, heads, evidence))
        or _UNLESS.search(claim.text)
        or _affirmed_elsewhere(matched, sentence, evidence)
    ):
        return OK
    if any(is_contrary(claim, index, sentence, head) for index in claim.content for head in heads):
        return OK
    return CONTRADICTED


def _denies_by_the_verb(claim: Reading, sentence: Reading, heads: Sequence[int], evidence: Evidence) -> bool:
    """Tell whether the claim denies by the very verb that the source denies: "può essere sospeso" of "non può …"."""
    if claim.negation.within or claim.negation.softly or claim.negation.left:
        return False
    undoing = [i for i in claim.content if speaks_of_undoing(claim.words[i].surface)]
    return any(evidence.near(claim, i, sentence, head) >= _SURE for i in undoing for head in heads)


def _says_outright(claim: Reading, sentence: Reading, head: int, evidence: Evidence) -> bool:
    """Tell whether the claim says plainly the very word of denial that a source denies: "esclude" of "non esclude"."""
    if not leaves_open(sentence.words, head, sentence.language):
        return False
    said = [i for i in claim.content if evidence.near(claim, i, sentence, head) >= _SURE]
    return bool(said) and not any(leaves_open(claim.words, i, claim.language) for i in said)


def _affirmed_elsewhere(matched: list[int], sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether the sources also say undenied what this clause denies."""
    for other in evidence.sentences:
        denied = other.negation.within | {deed for _, deed in other.negation.refused}
        free = [i for i in other.content if i not in denied]
        if all(any(not other.keys[j].isdisjoint(sentence.keys[i]) for j in free) for i in matched):
            return True
    return False


def _contraries(claim: Reading, evidence: Evidence) -> list[Finding]:
    """Return a contradiction for each word of the claim whose contrary stands in a source and itself nowhere."""
    found = []
    for index in claim.content:
        if index in claim.negation.within or is_two_sided(claim, index):
            continue
        if any(_stands(claim, index, sentence, evidence) for sentence in evidence.sentences):
            continue
        for sentence in (s for s in evidence.sentences if not _ENDING.search(s.text)):
            against = [i for i in sentence.content if is_contrary(claim, index, sentence, i)]
            against = [i for i in against if not _is_told(claim, index, i, sentence, evidence)]
            if any(i not in sentence.negation.within and i not in sentence.negation.softly for i in against):
                found.append(CONTRADICTED)
    return found


def _stands(claim: Reading, index: int, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether a source has a word of the claim itself; "insufficiente" is not "sufficiente", however near."""
    return any(
        evidence.near(claim, index, sentence, i) >= _THERE and not _by_prefix(claim.words[index], sentence.words[i])
        for i in range(len(sentence.words))
        if not sentence.words[i].stop
    )


_THERE = 0.8  # nearness at which a word of the claim stands in a source


def _is_told(claim: Reading, index: int, other: int, sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether the claim has that word too: "profit fell on rising costs" keeps the fall beside the rise."""
    return any(evidence.near(claim, i, sentence, other) >= _SURE for i in claim.content if i != index)


_ENDING = re.compile(r"\b(?:fino a|fino al|sino a|until|till)\b")  # "open until August" is "closes in August"


def is_two_sided(claim: Reading, index: int) -> bool:
    """Tell whether a word and its contrary may tell one event from its two sides: "comprare", "vendere"."""
    return bool(claim.keys[index] & _SWAPPING_STEMS)


def is_contrary(claim: Reading, index: int, sentence: Reading, other: int) -> bool:
    """Tell whether a word of a source says the contrary of a word of the claim."""
    word = sentence.words[other]
    if claim.words[index].surface in _LASTING or word.surface in _LASTING:  # "the strike lasted" is not "last"
        return False
    named = len(word.stem) <= _SHORT and other and sentence.words[other - 1].surface in _ARTICLES
    if word.stop or claim.words[index].stop or named:  # "la sala" has the stem of "salire"
        return False
    prefixed = claim.language == sentence.language and _by_prefix(claim.words[index], word)
    return prefixed or contrary_by_thesaurus(claim.words[index], claim.language, word, sentence.language)


def _by_prefix(one: Word, other: Word) -> bool:
    """Tell whether one word is the other with a prefix that denies it: "sufficiente", "insufficiente"."""
    shorter, longer = sorted((one.surface, other.surface), key=len)
    return len(shorter) >= _LONG and any(
        longer.startswith(prefix) and longer[len(prefix) :][:-1] == shorter[:-1] for prefix in _PREFIXES
    )


_LASTING = frozenset("lasted lasts lasting".split())
_SHORT = 3  # letters of a stem that says little
_ARTICLES = frozenset("il lo la i gli le l un una del della dei delle the a an".split())
_PREFIXES = ("in", "im", "ir", "il", "dis", "non", "un", "anti")
_LONG = 5  # letters of a word that a prefix may deny


def _stems() -> frozenset[str]:
    from rag.language.words import stem

    return frozenset(stem(word, language) for word in _SWAPPING for language in ("it", "en")) | {"sale"}  # the noun


_SWAPPING_STEMS = _stems()
