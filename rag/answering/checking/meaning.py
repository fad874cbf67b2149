"""Check that a claim says no more than its sources: what its words say must be said there, and causes told there."""

from __future__ import annotations

import re
from itertools import groupby

from rag.answering.checking.finding import MISSING, NOTHING, OK, Evidence, Finding
from rag.answering.checking.misspelling import is_misspelt
from rag.answering.checking.nearness import COGNATE
from rag.answering.checking.negation import is_contrary, is_two_sided
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import BEING, is_verb
from rag.language.pasts import is_past
from rag.language.words import fold

_ENOUGH, _ENOUGH_ABROAD = 0.5, 0.34  # share of what the claim says that must be found; less where it is translated
_LITTLE = 2  # content words of a claim that says one thing of its facts
_KNOWN = 0.7  # the same, where a detail hangs on it: a near vector is not enough
_FOUND = 0.5  # nearness at which a word has a counterpart
_CAUSE = re.compile(
    r"\b(?:perche|poiche|giacche|siccome|a causa d\w+|per colpa d\w+|per via d\w+|grazie a\w*|dovut[oaie] a\w*|"
    r"in seguito a\w*|a seguito d\w+|per mancanza|per motivi|per ragioni|per far fronte|because|due to|owing to|"
    r"thanks to|as a result of|caused by|provocat[oaie] da\w*|"
    r"causat[oaie] da\w*|weil|wegen|aufgrund|parce que|a cause d\w+|grace a\w*|porque|debido a)\b"
)
_LEADS_TO = re.compile(  # said the other way round: from the cause to what came of it
    r"\b(?:blam\w+|caus(?:ed?|es|ing|a|ano|ato|ata)|provoc\w+|attribu\w+|imput\w+|incolp\w+|dipend\w+|depend\w+|"
    r"led to|leads to|result(?:ed|s)? (?:in|from)|forc(?:ed?|es|ing)|costrin\w+|costret\w+|prompt(?:ed|s)|trigger\w+|"
    r"determinat\w+|porta(?:to)? a|conseguen\w+|per (?:una?|un|il|lo|la|l|i|gli|le|[a-z]+i)\b)"
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
    including named called take took taken make made get got never ever mai neppure nemmeno even
""".split()
)


def check_meaning(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether the content words of the claim are found in the evidence, none of its details alone."""
    cues = claim.hedging.cues | {frame.verb for frame in claim.frames if frame.verb is not None}
    cues = frozenset(i for i in cues if not (i and claim.words[i - 1].surface in _ON))  # "su richiesta dei genitori"
    told = [i for i in claim.content if claim.words[i].surface not in _LIGHT and i not in cues]
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
    if covered < (_ENOUGH_ABROAD if translated else _ENOUGH):
        return MISSING
    if _invents_a_cause(claim, strengths, evidence):
        return MISSING
    return OK if translated or not _adds_a_detail(claim, _apart(claim, strengths, evidence)) else MISSING


def _apart(claim: Reading, strengths: dict[int, float], evidence: Evidence) -> dict[int, float]:
    """Return the strengths with no word found in one that is another's own: "seat" in a "chair" that is told too."""
    return {
        index: _strength_apart(claim, index, strengths, evidence) if _KNOWN <= strength < 1.0 else strength
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


def _adds_a_detail(claim: Reading, strengths: dict[int, float]) -> bool:
    """Tell whether the claim hangs an adjunct on what the sources say, and none of its words has a counterpart.

    An adjunct follows a preposition, a joining word or a comma, and is no verb after its auxiliary: a paraphrase puts
    new words in the middle, an added detail puts them at the edge.
    """
    order = sorted(strengths)
    runs = [list(run) for known, run in groupby(order, key=lambda i: strengths[i] >= _KNOWN) if not known]
    return any(_is_adjunct(claim, run, strengths) for run in runs) or _adds_a_clause(claim, strengths)


def _adds_a_clause(claim: Reading, strengths: dict[int, float]) -> bool:
    """Tell whether a clause joined to another tells, in words of which no source has any, something more."""
    clauses: dict[int, list[float]] = {}
    for index, strength in strengths.items():
        clauses.setdefault(claim.clauses[index], []).append(strength)
    told = [number for number, found in clauses.items() if max(found) >= _KNOWN]
    return bool(told) and any(
        number > told[0] and max(found) < _KNOWN and _is_joined(claim, number) for number, found in clauses.items()
    )


def _is_joined(claim: Reading, clause: int) -> bool:
    first = next(i for i, number in enumerate(claim.clauses) if number == clause)
    return claim.words[first].surface in _JOINING


_JOINING = frozenset("e ed ma and but senza without".split())


def _is_adjunct(claim: Reading, run: list[int], strengths: dict[int, float]) -> bool:
    first, last = run[0], run[-1]
    if first == 0 or any(first < i < last for i in claim.factual) or _known(claim, strengths) < _ANCHORED:
        return False
    start = first - 1
    while start > 0 and claim.words[start].surface in _ARTICLES:
        start -= 1
    between = claim.text[claim.words[start].end : claim.words[first].start]
    led = "è" if claim.words[start].text == "è" else claim.words[start].surface  # it folds to "e"
    hung = led in _HANGING or claim.words[first].surface in _HANGING or "," in between
    ends = last + 1 >= len(claim.words) or claim.clauses[last + 1] != claim.clauses[last] or _goes_on(claim, last + 1)
    following = claim.words[min(last + 1, len(claim.words) - 1)].surface
    listed = not ends and led in ("e", "ed", "and") and following in _HANGING
    if not ends and led in _HANGING and following in _HANGING and len(run) >= 2 and _is_new(claim, run, strengths):
        return True  # "the record | for storage tanks | in the region"
    if not (hung and (ends or listed)):
        return False
    added = led in _ADDING and strengths[first] < _NOT_AT_ALL
    return len(run) >= 2 or led in ("e", "ed", "and") or added


def _is_new(claim: Reading, run: list[int], strengths: dict[int, float]) -> bool:
    """Tell whether a run of words in one clause tells no deed and is like nothing in the sources."""
    whole = claim.clauses[run[0]] == claim.clauses[run[-1]] and not any(is_verb(claim, i) for i in run)
    return whole and all(strengths[i] < _NOT_AT_ALL for i in run)


def _known(claim: Reading, strengths: dict[int, float]) -> int:
    """Return how many words of the claim stand in its sources, names among them."""
    named = sum(claim.words[i].capital for i in claim.factual)
    return sum(strength >= _KNOWN for strength in strengths.values()) + named


def _goes_on(claim: Reading, index: int) -> bool:
    """Tell whether the verb follows: "Due esponenti della maggioranza di centro | hanno votato"."""
    return claim.words[index].text.lower() in BEING - {"e", "a"} or is_verb(claim, index)


_ANCHORED = 2  # words of a claim that must be known for the rest to be a detail
_ADDING = frozenset(
    """despite nonostante malgrado per over amid di a con durante sotto presso senza with during without via tramite in
    nel nella by""".split()
)
_NOT_AT_ALL = 0.45  # nearness below which a word has nothing like it in the sources
_ON = frozenset("su on upon at sotto under".split())
_ARTICLES = frozenset("il lo la i gli le l un uno una the a an its his their suo sua ha hanno aveva aver esser".split())
_HANGING = frozenset(
    """
    con sotto sopra dopo alla alle al ai a in nel nella nei per senza durante tra fra su sul sulla davanti
    presso contro e ed ma di del della dei da dal dalla with under after at in on for without during between
    despite nonostante malgrado against and but from by of within throughout amid inside outside via dello degli delle
    dall dagli dalle nell negli
    nelle sui sugli sulle attraverso tramite entro fuori dentro verso oltre
""".split()
)
