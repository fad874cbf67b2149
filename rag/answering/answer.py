"""Lead a question through drafting, citing and checking to its Answer; the one way, for every engine.

Takes the understood question, a search result and an engine; gives an Answer in which every claim is cited and
supported, or an abstention that says what was looked for and what came nearest.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answering.checking import Checked, check
from rag.answering.citing import CitedClaim, cite
from rag.answering.counting import check_count
from rag.answering.disagreeing import Said, disagreements
from rag.answering.drafting import Asked, Draft, DraftClaim, Drafted, Engine, RepairingEngine, StreamingEngine
from rag.answering.engines.listing import ListingEngine
from rag.answering.phrases import language_name, phrase
from rag.answering.quoting import claim_text
from rag.answering.repairing import Repaired, repair
from rag.marking import join_claims
from rag.naming import by_path, cited_article
from rag.types import Answer, Citation, Claim, ClaimEvent, Notice, SearchResult, Timings

_QUOTE_LIMIT = 160  # characters of the nearest sentence shown in a reason


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a finished Answer and the draft it was made from."""

    answer: Answer
    draft: Draft


def answer(asked: Asked, result: SearchResult, engine: Engine) -> Answer:
    """Return the checked Answer of `engine`; its timings hold `generate` and `check` only."""
    return next(event.answer for event in telling(asked, result, engine) if isinstance(event, Told))


def telling(asked: Asked, result: SearchResult, engine: Engine, *, live: bool = False) -> Iterator[ClaimEvent | Told]:
    """Yield each claim when it is cited and checked, then the whole; `live` asks an engine that can to stream."""
    if result.listed is not None:
        engine = ListingEngine()
    if live and isinstance(engine, StreamingEngine):
        return _telling(asked, result, engine, engine.stream(asked, result))
    return _telling(asked, result, engine, _at_once(engine, asked, result))


def timed(made: Answer, began: float, found: float) -> Answer:
    """Return an answer with the timings of the whole way; both are time.perf_counter's seconds."""
    retrieve, total = found - began, time.perf_counter() - began
    return replace(
        made, timings_ms=replace(made.timings_ms, retrieve=_milliseconds(retrieve), total=_milliseconds(total))
    )


def _at_once(engine: Engine, asked: Asked, result: SearchResult) -> Iterator[Drafted]:
    yield engine.draft(asked, result)


def _telling(
    asked: Asked, result: SearchResult, engine: Engine, drafted: Iterator[Drafted]
) -> Iterator[ClaimEvent | Told]:
    checked = _Checked(result)
    generating = 0.0
    began = time.perf_counter()
    for piece in drafted:
        generating += time.perf_counter() - began
        for claim in piece.claims[checked.seen :] if isinstance(piece, Draft) else (piece,):
            yield from checked.add(claim)
        if isinstance(piece, Draft):
            yield from checked.mend(piece.shown)
            if checked.failed and isinstance(engine, RepairingEngine):
                began = time.perf_counter()
                again = engine.repair(asked, result, tuple(checked.failed))
                generating += time.perf_counter() - began
                piece = piece.with_repair(again)
                for claim in again.claims:
                    yield from checked.add(claim)
            made = _compose(asked, result, engine, piece, checked)
            timings = Timings(generate=_milliseconds(generating), check=_milliseconds(checked.seconds))
            yield Told(replace(made, timings_ms=timings), piece)
        began = time.perf_counter()


class _Checked:
    """Gather the claims of one draft: what their sources support, under final numbers, and what they do not."""

    def __init__(self, result: SearchResult) -> None:
        self.seen = 0
        self.seconds = 0.0
        self.kept: list[tuple[CitedClaim, Claim]] = []
        self.removed: list[CitedClaim] = []
        self.failed: list[DraftClaim] = []  # in an engine's own words; it may try again
        self.repaired: list[Repaired] = []
        self._result = result
        self._numbers: dict[tuple[str, int, int], int] = {}

    def add(self, claim: DraftClaim) -> list[ClaimEvent]:
        """Cite and check one claim, and return what may be shown of it."""
        began = time.perf_counter()
        self.seen += 1
        before = len(self.removed)
        cited = cite(Draft((claim,)), self._result)
        shown = [event for each in cited if (event := self._judged(each, claim.counts))]
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
                mended = repair(cited, self._result, passages)
                if mended is not None and cited in self.removed:
                    self.removed.remove(cited)
                    self.failed = [failed for failed in self.failed if failed is not claim]
                    self.repaired.append(mended)
                    event = self._kept(mended.claim, mended.checked)
                    events.extend([event] if event else [])
        self.seconds += time.perf_counter() - began
        return events

    def _judged(self, cited: CitedClaim, counts: int | None) -> ClaimEvent | None:
        theirs = self._result.sources[cited_article(cited.citations[0])].language
        if counts is not None:
            checked = check_count(counts, cited.citations)
        else:
            checked = check(cited.text, [citation.quote for citation in cited.citations], theirs)
        if counts is None and checked.verdict != "supported":
            mended = repair(cited, self._result, self._passages(cited))
            if mended is not None:
                self.repaired.append(mended)
                cited, checked = mended.claim, mended.checked
        if checked.verdict == "unsupported":
            self.removed.append(cited)
            return None
        return self._kept(cited, checked)

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


def _compose(
    asked: Asked,
    result: SearchResult,
    engine: Engine,
    draft: Draft,
    checked: _Checked,
) -> Answer:
    kept = checked.kept
    claims = tuple(final for _, final in kept)
    by_number: dict[int, Citation] = {citation.n: citation for cited, _ in kept for citation in cited.citations}
    abstained = not claims
    spoken = _main_language([cited.language for cited, _ in kept]) or asked.language
    unanswered = () if abstained else tuple(part.text for part in draft.unanswered)
    return Answer(
        question=asked.question,
        interpreted=asked.interpreted,
        language=asked.language,
        answer_language=asked.language if abstained else spoken,
        abstained=abstained,
        reason=_reason(asked, result, draft) if abstained else None,
        text=phrase("abstain", asked.language) if abstained else join_claims(claims),
        claims=claims,
        unanswered=unanswered,
        citations=tuple(by_number[number] for number in sorted(by_number)),
        passages=by_path(p for place, p in enumerate(result.passages) if draft.shown is None or place in draft.shown),
        engine=engine.name,
        model=engine.model,
        corpus=result.state,
        usage=draft.usage,
        warnings=(
            *result.notices,
            *draft.notices,
            *_notices(asked, spoken, unanswered, abstained),
            *_disputes(asked, result, [by_number[number] for number in sorted(by_number)]),
            *(Notice("claim_repaired", mended.told) for mended in checked.repaired),
            *map(_removal, checked.removed),
        ),
    )


def _reason(asked: Asked, result: SearchResult, draft: Draft) -> str:
    """Say what was looked for and what came nearest."""
    looked_for = ", ".join(dict.fromkeys(word.text for part in asked.parts for word in part.words))
    said = phrase("looked_for", asked.language, what=looked_for or asked.question.strip())
    if draft.unheard:
        said = f"{said} {phrase('unheard', asked.language, names=', '.join(draft.unheard))}"
    if draft.nearest is None or not 0 <= draft.nearest < len(result.sentences):
        return f"{said} {phrase('nothing_near', asked.language)}"
    nearest = result.sentences[draft.nearest]
    quote = claim_text(nearest.text)
    shown = quote if len(quote) <= _QUOTE_LIMIT else quote[:_QUOTE_LIMIT].rsplit(" ", 1)[0] + "…"
    if result.sources[nearest.file].extracted:
        return f"{said} {phrase('nearest_file', asked.language, quote=shown, file=nearest.file)}"
    return f"{said} {phrase('nearest', asked.language, quote=shown, file=nearest.file, line=nearest.line)}"


def _notices(asked: Asked, spoken: str, unanswered: Sequence[str], abstained: bool) -> list[Notice]:
    notices = [Notice("unanswered", phrase("unanswered", asked.language, part=part)) for part in unanswered]
    if not abstained and spoken != asked.language and spoken != "und":
        name = language_name(spoken, asked.language)
        notices.append(Notice("quotes_in_other_language", phrase("other_language", asked.language, languages=name)))
    return notices


def _disputes(asked: Asked, result: SearchResult, citations: Sequence[Citation]) -> list[Notice]:
    said = [
        Said(citation.n, article, citation.quote, result.sources[article].language)
        for citation in citations
        if (article := cited_article(citation))
    ]
    return [
        Notice("articles_disagree", phrase("disagree", asked.language, one=one, other=other))
        for one, other in disagreements(said)
    ]


def _removal(claim: CitedClaim) -> Notice:
    return Notice("claim_removed", f"Removed, not supported by what it cites: {claim.text[:200]}")


def _main_language(languages: Sequence[str]) -> str | None:
    return max(sorted(set(languages)), key=languages.count) if languages else None


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
