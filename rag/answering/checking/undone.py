"""Check what a claim tells as refused, called off or suspended. Used beside the check of negation, under its name."""

from __future__ import annotations

from rag.answering.checking.finding import CONTRADICTED, NOTHING, Evidence, Finding
from rag.answering.checking.reading import Reading
from rag.language.undoing import speaks_of_undoing

_SURE = 0.75  # nearness at which a denied word is the claim's


def check_undoing(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether what the claim tells as refused or called off is so, or is denied, in some source."""
    if not speaks_of_undoing(claim.text):
        return NOTHING
    undoing = [i for i in claim.content if speaks_of_undoing(claim.words[i].surface)]
    if undoing and all(claim.words[i].surface.startswith("blocc") for i in undoing):
        return NOTHING  # "bloccati in una grotta": people may be stuck as well
    told = any(
        speaks_of_undoing(sentence.text)
        or sentence.negation.softly
        or (sentence.negation.negative and not sentence.negation.any)
        or any(evidence.strongest(claim, i, sentence)[0] >= _LIKE for i in undoing)
        or _denies_the_rest(claim, undoing, sentence, evidence)
        for sentence in evidence.sentences
    )
    return NOTHING if told else CONTRADICTED


_LIKE = 0.5  # nearness at which another word may tell of undoing: "sospeso" of "squalificato"


def _denies_the_rest(claim: Reading, undoing: list[int], sentence: Reading, evidence: Evidence) -> bool:
    """Tell whether a source denies what the claim tells as undone, and not some other thing."""
    denied = sentence.negation.within | sentence.negation.softly | clauses_denied(sentence)
    rest = [i for i in claim.content if i not in undoing]
    return any(other in denied for i in rest for other in evidence.matches(claim, i, sentence, _SURE))


def clauses_denied(sentence: Reading) -> set[int]:
    """Return the words of the clauses that hold a denial, what stands before it ("la decisione non è presa") too."""
    numbers = {sentence.clauses[i] for i in sentence.negation.heads}
    return {i for i, number in enumerate(sentence.clauses) if number in numbers}


__all__ = ["check_undoing", "clauses_denied"]
