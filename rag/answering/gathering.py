"""Gather the claims of a draft: cited, checked, repaired or removed, and numbered in order of first use.

Takes DraftClaims as an engine hands them over, gives ClaimEvents for what may be shown. Knows no engine.
"""

from __future__ import annotations

import time
from dataclasses import replace

from rag.answering.checking import AskedAbout, Checked, check
from rag.answering.citing import CitedClaim, cite
from rag.answering.counting import check_count
from rag.answering.disagreeing import Said, takes_a_side
from rag.answering.drafting import Asked, Draft, DraftClaim, Opinion
from rag.answering.repairing import Repaired, repair
from rag.answering.second_opinion import lowered
from rag.naming import cited_article
from rag.types import Citation, Claim, ClaimEvent, SearchResult

NEIGHBOURS = 2  # sentences before a cited one that may name what it tells of


class Gathered:
    """Gather the claims of one draft: what their sources support, under final numbers, and what they do not."""

    def __init__(self, asked: Asked, result: SearchResult) -> None:
        self.seen = 0
        self.seconds = 0.0
        self.kept: list[tuple[CitedClaim, Claim]] = []
        self.removed: list[CitedClaim] = []
        self.failed: list[DraftClaim] = []  # in an engine's own words; it may try again
        self.repaired: list[Repaired] = []
        self.doubted: list[CitedClaim] = []  # by a second opinion
        self._asked = asked
        self._result = result
        self._numbers: dict[tuple[str, int, int], int] = {}

    def add(self, claim: DraftClaim) -> list[ClaimEvent]:
        """Cite and check one claim, and return what may be shown of it."""
        began = time.perf_counter()
        self.seen += 1
        before = len(self.removed)
        cited = cite(Draft((claim,)), self._result)
        shown = [event for each in cited if (event := self._judged(each, claim.counts, quoted=claim.text is None))]
        if len(self.removed) > before and claim.text is not None:
            self.failed.append(claim)
        self.seconds += time.perf_counter() - began
        return shown

    def mend(self, shown: frozenset[int] | None) -> list[ClaimEvent]:
        """Look once more for what bears out the claims removed, now that all that was shown is known."""
        began = time.perf_counter()
        passages = frozenset(range(len(self._result.passages))) if shown is None else shown
        events: list[ClaimEvent] = []
        for claim in [failed for failed in self.failed if failed.counts is None]:
            for cited in cite(Draft((claim,)), self._result):
                mended = repair(cited, self._result, passages, self._asked_of(cited, quoted=False))
                if mended is not None and cited in self.removed:
                    self.removed.remove(cited)
                    self.failed = [failed for failed in self.failed if failed is not claim]
                    self.repaired.append(mended)
                    event = self._kept(mended.claim, mended.checked)
                    events.extend([event] if event else [])
        self.seconds += time.perf_counter() - began
        return events

    def _judged(self, cited: CitedClaim, counts: int | None, *, quoted: bool) -> ClaimEvent | None:
        theirs = self._result.sources[cited_article(cited.citations[0])].language
        if counts is not None:
            checked = check_count(counts, cited.citations)
        else:
            quotes = [citation.quote for citation in cited.citations]
            checked = check(cited.text, quotes, theirs, asked=self._asked_of(cited, quoted=quoted))
        if counts is None and checked.verdict != "supported":
            mended = repair(cited, self._result, self._passages(cited), self._asked_of(cited, quoted=quoted))
            if mended is not None:
                self.repaired.append(mended)
                cited, checked = mended.claim, mended.checked
        if checked.verdict == "unsupported":
            self.removed.append(cited)
            return None
        if (
            not quoted
            and checked.verdict == "supported"
            and takes_a_side(cited.text, cited.language, self._said(cited))
        ):
            checked = Checked("partial", {**checked.checks, "numbers": "failed"})  # what it cites disagrees
        return self._kept(cited, checked)

    def lower(self, opinion: Opinion) -> list[ClaimEvent]:
        """Take a second opinion's lower verdicts, remove what it finds unsupported, and number the rest anew."""
        judged, self.kept, self._numbers = self.kept, [], {}
        events: list[ClaimEvent | None] = []
        for (cited, final), grade in zip(judged, opinion.grades, strict=True):
            checked = lowered(Checked(final.verdict, final.checks), grade)
            if checked.verdict == "unsupported":
                self.doubted.append(cited)
            else:
                events.append(self._kept(cited, checked))
        return [event for event in events if event is not None]

    def _said(self, cited: CitedClaim) -> list[Said]:
        """Return what a claim cites, for comparing its sources with one another."""
        return [
            Said(place, cited_article(citation), citation.quote, self._result.sources[cited_article(citation)].language)
            for place, citation in enumerate(cited.citations)
        ]

    def _asked_of(self, cited: CitedClaim, *, quoted: bool) -> AskedAbout | None:
        """Return what a claim in an engine's own words must answer; a sentence that was chosen whole is not asked."""
        return None if quoted else asked_about(self._asked, cited, self._result)

    def _passages(self, cited: CitedClaim) -> frozenset[int]:
        """Return the places of the passages that a claim cites: those were shown, whatever else was."""
        quotes = {(citation.start, citation.end, citation.quote) for citation in cited.citations}
        return frozenset(s.passage for s in self._result.sentences if (s.start, s.end, s.text) in quotes)

    def _kept(self, cited: CitedClaim, checked: Checked) -> ClaimEvent | None:
        if any(cited.text == final.text for _, final in self.kept):
            return None
        citations = tuple(self._numbered(citation) for citation in cited.citations)
        final = Claim(cited.text, tuple(c.n for c in citations), checked.verdict, checked.checks)
        self.kept.append((replace(cited, citations=citations), final))
        return ClaimEvent(final, citations)

    def _numbered(self, citation: Citation) -> Citation:
        place = (cited_article(citation), citation.start, citation.end)
        return replace(citation, n=self._numbers.setdefault(place, len(self._numbers) + 1))


def asked_about(asked: Asked, cited: CitedClaim, result: SearchResult) -> AskedAbout:
    """Return what a claim must answer, with what stands before the sentence that it cites first."""
    first = cited.citations[0]
    source = result.sources[cited_article(first)]
    inside = [s for s in result.sentences if s.file == cited_article(first) and s.start < first.start]
    near = sorted({(s.start, s.text) for s in inside})[-NEIGHBOURS:]
    return AskedAbout(asked.parts, (source.title or "", *(text for _, text in near)))
