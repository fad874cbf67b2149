"""Choose, of long sources, the sentences that a claim speaks of: `focus(claim, evidence) -> Evidence`.

A fact that merely occurs somewhere in an article supports nothing. Few sentences are taken as they are; of many, the
one that has most of the claim, and each other one that brings two more of its items: a name alone, from elsewhere in
the article, is what a swapped name looks like.
"""

from __future__ import annotations

from rag.answering.checking.amounts import is_same_amount
from rag.answering.checking.finding import Evidence
from rag.answering.checking.mentions import find_mentions
from rag.answering.checking.reading import Reading

_FEW = 4  # sentences that are all taken
_NEW = 2  # items of the claim that another sentence must bring
_SAME = 0.6


def focus(claim: Reading, evidence: Evidence) -> Evidence:
    """Return the evidence with the sentences that the claim speaks of."""
    if len(evidence.sentences) <= _FEW:
        return evidence
    left = {place: _items(claim, sentence, evidence) for place, sentence in enumerate(evidence.sentences)}
    chosen: list[int] = []
    while left:
        best = max(left, key=lambda place: (len(left[place]), -place))
        if len(left[best]) < (_NEW if chosen else 1):
            break
        taken = left.pop(best)
        chosen.append(best)
        left = {place: items - taken for place, items in left.items()}
    if not chosen:
        return evidence
    kept = {id(evidence.sentences[place]) for place in chosen}
    sources = (tuple(s for s in source if id(s) in kept) for source in evidence.sources)
    return Evidence(tuple(source for source in sources if source), evidence.nearness)


def _items(claim: Reading, sentence: Reading, evidence: Evidence) -> frozenset[tuple[str, int]]:
    """Return what of the claim stands in a sentence: content words, amounts, moments and names, each counted once."""
    found = {("word", i) for i in claim.content if evidence.strongest(claim, i, sentence)[0] >= _SAME}
    for index, amount in enumerate(claim.amounts):
        if any(is_same_amount(amount, other) for other in sentence.amounts):
            found.add(("amount", index))
    for index, moment in enumerate(claim.moments):
        if any(moment.within(other) for other in sentence.moments):
            found.add(("moment", index))
    theirs = find_mentions(sentence)
    for index, mention in enumerate(find_mentions(claim)):
        if any(mention.is_same(other) for other in theirs):
            found.add(("name", index))
    return frozenset(found)
