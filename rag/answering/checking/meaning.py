"""Check that a claim says no more than its sources: what its words say must be said there, and causes told there."""

from __future__ import annotations

import re
from functools import cache

from rag.answering.checking.details import KNOWN, adds_a_detail, is_of_another
from rag.answering.checking.finding import MISSING, NOTHING, OK, Evidence, Finding
from rag.answering.checking.misspelling import is_misspelt
from rag.answering.checking.nearness import COGNATE
from rag.answering.checking.negation import is_contrary, is_two_sided
from rag.answering.checking.reading import Reading
from rag.language.pasts import is_past
from rag.language.words import fold, stem

_ENOUGH, _ENOUGH_ABROAD = 0.5, 0.34  # share of what the claim says that must be found; less where it is translated
_LITTLE = 2  # content words of a claim that says one thing of its facts
_FOUND = 0.5  # nearness at which a word has a counterpart
_CAUSE = re.compile(
    r"\b(?:perche|poiche|giacche|siccome|a causa d\w+|per colpa d\w+|per via d\w+|grazie a\w*|dovut[oaie] a\w*|"
    r"in seguito a\w*|a seguito d\w+|per mancanza|per paura|per timore|for fear|"
    r"per motivi|per ragioni|per far fronte|because|due to|owing to|"
    r"thanks to|as a result of|caused by|provocat[oaie] da\w*|"
    r"causat[oaie] da\w*|weil|wegen|aufgrund|parce que|a cause d\w+|grace a\w*|porque|debido a)\b"
)
_LEADS_TO = re.compile(  # said the other way round: from the cause to what came of it
    r"\b(?:blam\w+|caus(?:ed?|es|ing|a|ano|ato|ata)|provoc\w+|attribu\w+|imput\w+|incolp\w+|dipend\w+|depend\w+|"
    r"led to|leads to|result(?:ed|s)? (?:in|from)|forc(?:ed?|es|ing)|costrin\w+|costret\w+|prompt(?:ed|s)|trigger\w+|"
    r"responsab\w+|responsible|with the help|con l.aiuto|: |"
    r"determinat\w+|porta(?:to)? a|conseguen\w+|per (?:una?|un|il|lo|la|l|i|gli|le|[a-z]{4,})\b)"
)
_LIGHT = frozenset(
    """
    ancora gia anche circa quasi oltre entro verso durante dopo prima invece pero inoltre infatti finora
    attualmente ormai rispetto cosi poi parte luogo volta modo cioe ossia cosiddetto relativo nuovamente proprio
    stesso stessa soltanto solo secondo confronti nome merito seguito caso fronte corso base insieme yet since
    towards toward per like still also about around nearly almost within during after before instead however
    moreover currently now so then part way time own same only ago ahead total such well according meno piu less
    fewer more dates back risale risalgono risalire risalente avviene avvenuto avvenuta arriva arrivato arrivata
    aver esser qualcuno nessuno alcuno alcuna qualcosa niente nulla anyone anybody someone somebody anything
    something nobody
    serve servono serves dient
    including named called take took taken make made get got never ever mai neppure nemmeno even
""".split()
)


def check_meaning(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the content words of the claim are found in the evidence, none of its details alone."""
    cues = claim.hedging.cues | {frame.verb for frame in claim.frames if frame.verb is not None}
    cues = frozenset(i for i in cues if not (i and claim.words[i - 1].surface in _ON))  # "su richiesta dei genitori"
    told = [i for i in claim.content if claim.words[i].surface not in _LIGHT and i not in cues]
    if claim.amounts and any(_VOTED.search(fold(sentence.text)) for sentence in evidence.sentences):
        told = [i for i in told if claim.words[i].surface not in _VOTES]  # who is for and who against, numbers tell
    strengths = {i: _strength(claim, i, evidence) for i in told}
    if not strengths:
        return OK if claim.factual else NOTHING
    if any(is_misspelt(claim, index, evidence) for index in strengths):
        return MISSING
    covered = (sum(strengths.values()) + len(claim.factual)) / (len(strengths) + len(claim.factual))
    translated = all(sentence.language != claim.language for sentence in evidence.sentences)
    done = any(is_past(claim.words, i, claim.language, claim.hedging.levels) for i in strengths)
    if done and not translated and len(strengths) <= _LITTLE and max(strengths.values()) < _FOUND:
        return MISSING  # "Doyle was convicted on 16 April": the facts are there, and what is told of them is not
    if not translated and any(_is_unheard_of(claim, i, strengths[i], evidence) for i in strengths):
        return MISSING
    if covered < (_ENOUGH_ABROAD if translated else _ENOUGH):
        return MISSING
    if _invents_a_cause(claim, strengths, evidence):
        return MISSING
    if not translated and any(is_of_another(claim, i, strengths, evidence) for i in strengths):
        return MISSING
    return OK if translated or not adds_a_detail(claim, _apart(claim, strengths, evidence)) else MISSING


_VOTED = re.compile(r"\b(?:vot(?:ed|o|i|ato|ata|es)|\d+ (?:si|no|yes)|contrari|stimm\w+)\b")
_VOTES = frozenset("favour favor favore favorevoli contrari contro against no".split())


def _is_unheard_of(claim: Reading, index: int, strength: float, evidence: Evidence) -> bool:
    """Tell whether a decision that no source tells of is told as taken: "ha approvato la legge" of one that waits."""
    decided = not claim.keys[index].isdisjoint(_decisions(claim.language))
    if not decided or any(_WON.search(fold(sentence.text)) for sentence in evidence.sentences):
        return False  # "il premio è andato a …"
    return strength < _FOUND and is_past(claim.words, index, claim.language, claim.hedging.levels)


_WON = re.compile(
    r"\b(?:andat[oaie] a|va a|vanno a|assegnat|aggiudic|ottenut|conquist|batt(?:e|uto|uta)|sconfi|beat|award|went to|"
    r"goes to|claimed|took|secured|oro|argento|gold|silver|primo|prima|first|campion|champion)"
)


@cache
def _decisions(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _DECISIONS)


_DECISIONS = frozenset(
    """approvare autorizzare vietare firmare ratificare arrestare condannare assolvere licenziare
    vincere approve authorise authorize ban sign ratify arrest convict acquit sack win""".split()
)


def _apart(claim: Reading, strengths: dict[int, float], evidence: Evidence) -> dict[int, float]:
    """Return the strengths with no word found in one that is another's own: "seat" in a "chair" that is told too."""
    return {
        index: _strength_apart(claim, index, strengths, evidence) if KNOWN <= strength < 1.0 else strength
        for index, strength in strengths.items()
    }


def _strength_apart(claim: Reading, index: int, strengths: dict[int, float], evidence: Evidence) -> float:
    others = frozenset[str]().union(*(claim.keys[i] for i in strengths if i != index))
    near = (
        evidence.near(claim, index, sentence, o)
        for sentence in evidence.sentences
        for o, word in enumerate(sentence.words)
        if not word.stop and sentence.keys[o].isdisjoint(others)
    )
    return max(near, default=0.0)


def _strength(claim: Reading, index: int, evidence: Evidence) -> float:
    found = max((evidence.strongest(claim, index, sentence)[0] for sentence in evidence.sentences), default=0.0)
    if found < _FOUND and is_two_sided(claim, index):  # "lost to" of "beat": who does it is for other checks
        turned = any(is_contrary(claim, index, s, i) for s in evidence.sentences for i in s.content)
        return COGNATE if turned else found
    return found


def _invents_a_cause(claim: Reading, strengths: dict[int, float], evidence: Evidence) -> bool:
    """Tell whether the claim gives a cause where the sources give none, or one whose words they do not have."""
    match = _CAUSE.search(fold(claim.text)) if len(fold(claim.text)) == len(claim.text) else None
    if match is None:
        return False
    cause = [i for i in strengths if claim.words[i].start >= match.end() and _near(claim, i, match.end())]
    effect = [i for i in strengths if claim.words[i].end <= match.start()]
    return bool(cause) and not any(_tells(sentence, claim, cause, effect, evidence) for sentence in evidence.sentences)


def _tells(sentence: Reading, claim: Reading, cause: list[int], effect: list[int], evidence: Evidence) -> bool:
    """Tell whether one sentence tells of a cause, and has the words of the claim's own and of what came of it."""
    plain = fold(sentence.text)
    outright = bool(_CAUSE.search(plain))
    if not outright and not _LEADS_TO.search(plain):
        return False
    known, come = (
        sum(evidence.strongest(claim, i, sentence)[0] >= _FOUND for i in part) / max(1, len(part))
        for part in (cause, effect)
    )
    named = any(claim.words[i].surface in sentence.surfaces for i in claim.factual if i < min(cause))
    if outright and sentence.language != claim.language:
        return known >= _SOME
    return (known >= _HALF if outright else known > _HALF) and (not effect or come >= _SOME or named)


_HALF, _SOME = 0.5, 0.3  # shares of a cause, and of its effect, that a sentence telling them must have


def _near(claim: Reading, index: int, place: int) -> bool:
    return not re.search(r"[.;]", claim.text[place : claim.words[index].start])


_ON = frozenset("su on upon at sotto under".split())
