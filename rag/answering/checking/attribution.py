"""Check attribution: what somebody says in the source keeps a speaker in the claim, and keeps its own."""

from __future__ import annotations

from rag.answering.checking.finding import CONTRADICTED, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.reading import Reading
from rag.answering.checking.sides import has_agent
from rag.answering.checking.verbs import is_passive, is_verb
from rag.language.attribution import is_saying
from rag.language.frames import Frame
from rag.language.infinitives import is_open
from rag.language.lemmas import lemma
from rag.language.pasts import is_past
from rag.language.posts import post_of
from rag.language.sayings import MINDS, SAID

_SAME = 0.6  # nearness at which a word of the claim is one that is said
_SURE = 0.75  # nearness at which it is one word with another
_MOST = 0.6  # share of the claim that is found in somebody's words alone


def check_attribution(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether what is said in the sources keeps its speaker in the claim."""
    frames = [frame for frame in claim.frames if _speaks(claim, frame)]
    if not any(sentence.frames or sentence.inside for sentence in evidence.sentences):
        return OK if frames else NOTHING
    if not frames and (_minds(claim) or any(_says(claim, i) for i in claim.content)):
        return OK
    if not frames and _keeps_the_verb(claim, evidence):
        return OK
    if frames:
        return worst([_check_speaker(claim, frame, evidence) for frame in frames])
    said, found = 0, 0
    for index in claim.content:
        if _is_told_by_the_writer(claim, index, evidence):
            return OK
        places = _places(claim, index, evidence)
        found += bool(places)
        said += bool(places) and all(places)
    if not found:
        return NOTHING
    if any(_is_called(claim, index, evidence) for index in claim.content):
        return CONTRADICTED
    return CONTRADICTED if said / found >= _MOST and not _names_the_speaker(claim, evidence) else OK


def _is_called(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether the claim says outright what a thing is that somebody only calls it: "è inutile" of «inutile»."""
    before = index - 1
    while before > 0 and claim.words[before].surface in _ARTICLES:
        before -= 1
    places = _places(claim, index, evidence)
    is_one = (
        before >= 0
        and claim.words[before].text.lower() in _IS
        and not is_past(claim.words, index, claim.language, claim.hedging.levels)
    )
    return is_one and bool(places) and all(places)


_IS = frozenset("è sono is are ist sind".split())


def _is_told_by_the_writer(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether a deed the claim tells as done is told outside anybody's words: "firmata dallo studio Trevisan"."""
    return is_past(claim.words, index, claim.language, claim.hedging.levels) and any(
        all(other not in frame.said | {frame.verb} for frame in sentence.frames)
        for sentence in evidence.sentences
        for other in evidence.matches(claim, index, sentence, _SURE)
    )


def _names_the_speaker(claim: Reading, evidence: Evidence) -> bool:
    """Tell whether the claim begins with who says it: "The Court has alleged no damage" of "… non contesta danni"."""
    first = min(claim.content, default=0)
    opening = {w.surface for i, w in enumerate(claim.words) if i < first}
    named = [_named(s, f) for s in evidence.sentences for f in s.frames if f.verb is not None]
    return any(who and who <= opening for who in named)


def _places(claim: Reading, index: int, evidence: Evidence) -> list[bool]:
    """Return, for each place in the sources that says a word of the claim, whether it is in somebody's words."""
    return [
        any(other in frame.said for frame in sentence.frames)
        for sentence in evidence.sentences
        for other in evidence.matches(claim, index, sentence, _SAME)
    ]


def _check_speaker(claim: Reading, frame: Frame, evidence: Evidence) -> Finding:
    """Judge a frame of the claim: where the sources name the speaker of those words, it must be this one."""
    speaker = _named(claim, frame)
    if not speaker:
        return CONTRADICTED if _another_says(claim, frame, evidence) else OK
    said = [index for index in claim.content if index in frame.said]
    own, others = 0, 0
    for sentence in evidence.sentences:
        for other in sentence.frames:
            held = sum(any(o in other.said for o in evidence.matches(claim, i, sentence, _SAME)) for i in said)
            theirs = _named(sentence, other)
            own = max(own, held) if speaker & theirs else own
            others = max(others, held) if theirs and not speaker & theirs else others
    return CONTRADICTED if said and others / len(said) >= _MOST and own < others else OK


def _another_says(claim: Reading, frame: Frame, evidence: Evidence) -> bool:
    """Tell whether the sources give these words to one, and to the claim's own speaker, a common noun, others."""
    told = [i for i in claim.content if i in frame.said]
    who = [i for i in claim.content if i in frame.speaker]
    own, others = 0, 0
    for sentence in evidence.sentences:
        for other in sentence.frames:
            held = [i for i in told if any(o in other.said for o in evidence.matches(claim, i, sentence, _SAME))]
            speaks = any(o in other.speaker for i in who for o in evidence.matches(claim, i, sentence, _SAME))
            own = max(own, len(held)) if speaks else own
            others = max(others, len(held)) if not speaks else others
    known = any(
        o in f.speaker for s in evidence.sentences for f in s.frames for i in who for o in evidence.matches(claim, i, s)
    )
    known = known or any(_is_named_again(claim.words[i].surface, s) for s in evidence.sentences for i in who)
    known = known or any(_is_a_post_of_none(claim, i, evidence) for i in who)
    return bool(told) and known and others >= _MOST * len(told) and own < others


def _is_a_post_of_none(claim: Reading, index: int, evidence: Evidence) -> bool:
    """Tell whether the claim has a minister or a mayor speak, and no source in its language has a word for one."""
    alike = all(sentence.language == claim.language for sentence in evidence.sentences)
    missing = all(evidence.strongest(claim, index, sentence)[0] < _SAME for sentence in evidence.sentences)
    return alike and missing and post_of(claim.words[index].surface) is not None


def _is_named_again(surface: str, sentence: Reading) -> bool:
    """Tell whether a sentence has a word with a capital amid it, as names have: "…; Orbit declined to comment"."""
    return any(word.capital and word.surface == surface for word in sentence.words[1:])


def _speaks(claim: Reading, frame: Frame) -> bool:
    """Tell whether a frame has somebody say something: "è prematuro parlare di eradicazione" has nobody."""
    return frame.verb is None or not is_open(claim.words, frame.verb, claim.language) or bool(_named(claim, frame))


def _says(claim: Reading, index: int) -> bool:
    """Tell whether a word of the claim tells that somebody says something; "il modo di pensare" does not."""
    says = is_saying(claim.words, index, claim.language) and not is_open(claim.words, index, claim.language)
    return says and (not is_passive(claim, index) or has_agent(claim, index))


def _keeps_the_verb(claim: Reading, evidence: Evidence) -> bool:
    """Tell whether the claim tells the saying itself in other words: "esclusi da Smat", "had requested"."""
    verbs = [(s, frame.verb) for s in evidence.sentences for frame in s.frames if frame.verb is not None]
    told = [i for i in claim.content if is_verb(claim, i) and (not is_passive(claim, i) or has_agent(claim, i))]
    return any(evidence.near(claim, i, s, verb) >= _SURE for s, verb in verbs for i in told)


def _minds(claim: Reading) -> bool:
    """Tell whether the claim gives what it tells to somebody's mind: "Meloni spera che …"."""
    bases = [lemma(word.text, claim.language) for word in claim.words]
    pairs = [(one, two.surface) for one, two in zip(bases, claim.words[1:], strict=False)]
    said = any((one in SAID and two in _LEADING) or (one in _FINDING and two in ("che", "that")) for one, two in pairs)
    return said or any(
        not {word.surface, base}.isdisjoint(MINDS) and not (at and claim.words[at - 1].surface in _ARTICLES)
        for at, (base, word) in enumerate(zip(bases, claim.words, strict=True))
    )


_ARTICLES = frozenset("il lo la i gli le l un uno una the a an".split())  # "l'imputato" imputes nothing


_LEADING = frozenset("di d che that to of secondo".split())
_FINDING = frozenset(  # "a survey found that …"
    """find trovare scoprire emergere risultare rilevare mostrare dimostrare accertare indicare learn show indicate
    demonstrate""".split()
)


def _named(reading: Reading, frame: Frame) -> set[str]:
    """Return the folded words of the people and bodies that a speaker's words name."""
    inside = {i for name in reading.names for i, w in enumerate(reading.words) if name.start <= w.start < name.end}
    return {reading.words[i].surface for i in frame.speaker if i in inside and not reading.words[i].stop}
