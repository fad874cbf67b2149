"""Tell a claim that is a source sentence with nothing but insets left out: such a one keeps who does what to whom.

What hedges, denies or gives words to a speaker may be left out with an inset, so those checks still look at the claim.
"""

from __future__ import annotations

import re

from rag.answering.checking.finding import Evidence
from rag.answering.checking.reading import Reading

_BORDER = re.compile(r"[,;:()\[\]—–«»“”\"]")
_FEWEST = 4  # words of a claim; fewer may stand in any order by chance


def is_shortened(claim: Reading, evidence: Evidence) -> bool:
    """Tell whether the claim's words stand in one sentence in order, its left-out parts bordered on both sides.

    The end may be cut off anywhere, the beginning at a border.
    """
    said = [word.text.lower() for word in claim.words]
    return len(said) >= _FEWEST and any(
        claim.language == sentence.language and claim.surfaces <= sentence.surfaces and _is_kept(said, sentence)
        for sentence in evidence.sentences
    )


def _is_kept(said: list[str], sentence: Reading) -> bool:
    told = [word.text.lower() for word in sentence.words]
    reached = {at for at, word in enumerate(told) if word == said[0] and (at == 0 or _is_border(sentence, at))}
    for word in said[1:]:
        places = [at for at, other in enumerate(told) if other == word]
        reached = {at for at in places if at - 1 in reached or _is_after_inset(sentence, at, reached)}
        if not reached:
            return False
    return True


def _is_after_inset(sentence: Reading, at: int, reached: set[int]) -> bool:
    """Tell whether a bordered part alone lies between the word at `at` and one that was reached."""
    return _is_border(sentence, at) and any(before < at - 1 and _is_border(sentence, before + 1) for before in reached)


def _is_border(sentence: Reading, at: int) -> bool:
    """Tell whether a comma, a bracket or the like stands right before the word at `at`."""
    return _BORDER.search(sentence.text[sentence.words[at - 1].end : sentence.words[at].start]) is not None


__all__ = ["is_shortened"]
