"""Name what a check is given and what it says: Evidence in, Finding out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.answering.checking.nearness import Nearness
from rag.answering.checking.reading import Reading
from rag.types import CheckResult

NEAR = 0.55  # two words this near say one thing


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one check's result; `contradicted` tells a claim that says otherwise from one that says more."""

    result: CheckResult
    contradicted: bool = False


NOTHING = Finding("n/a")
OK = Finding("ok")
MISSING = Finding("failed")
CONTRADICTED = Finding("failed", contradicted=True)


@dataclass(frozen=True)
class Evidence:
    """Hold the sentences a claim cites, as read, in the order of the sources, and the measure between words."""

    sources: tuple[tuple[Reading, ...], ...]
    nearness: Nearness

    @cached_property
    def sentences(self) -> tuple[Reading, ...]:
        """Return all sentences, in order."""
        return tuple(sentence for source in self.sources for sentence in source)

    @cached_property
    def _matched(self) -> dict[tuple[str, int, str, float], list[int]]:
        return {}

    def near(self, claim: Reading, index: int, sentence: Reading, other: int) -> float:
        """Return how near a word of the claim is to a word of a source sentence, in 0..1."""
        return self.nearness.between(claim.words[index], claim.language, sentence.words[other], sentence.language)

    def matches(self, claim: Reading, index: int, sentence: Reading, floor: float = NEAR) -> list[int]:
        """Return the words of a source sentence that say what the word at `index` of the claim says, nearest first."""
        key = (claim.text, index, sentence.text, floor)
        if key not in self._matched:
            self._matched[key] = self._matching(claim, index, sentence, floor)
        return self._matched[key]

    def _matching(self, claim: Reading, index: int, sentence: Reading, floor: float) -> list[int]:
        found = [(self.near(claim, index, sentence, other), other) for other in range(len(sentence.words))
                 if not sentence.words[other].stop]  # fmt: skip
        best = max((strength for strength, _ in found), default=0.0)
        return [
            other
            for strength, other in sorted(found, key=lambda f: (-f[0], f[1]))
            if strength >= max(floor, best - 0.2)
        ]

    def strongest(self, claim: Reading, index: int, sentence: Reading) -> tuple[float, int | None]:
        """Return how near the nearest word of a sentence is to a word of the claim, and which one it is."""
        best, where = 0.0, None
        for other, word in enumerate(sentence.words):
            if not word.stop and (strength := self.near(claim, index, sentence, other)) > best:
                best, where = strength, other
        return best, where

    def pairs(self, claim: Reading, sentence: Reading) -> Iterator[tuple[int, int]]:
        """Yield every content word of the claim with the word of the sentence that says the same."""
        for index in claim.content:
            for other in self.matches(claim, index, sentence)[:1]:
                yield index, other


def worst(findings: Sequence[Finding]) -> Finding:
    """Return the gravest of several findings, n/a where there is none."""
    for grave in (CONTRADICTED, MISSING, OK):
        if grave in findings:
            return grave
    return NOTHING
