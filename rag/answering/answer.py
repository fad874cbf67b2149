"""Lead a question through drafting, citing and checking to its Answer; the one way, for every engine.

Takes the understood question, a search result and an engine; gives an Answer in which every claim is cited and
supported, or an abstention that says what was looked for and what came nearest.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answering.citing import CitedClaim
from rag.answering.dating import as_of
from rag.answering.disagreeing import Said, disagreements
from rag.answering.drafting import Asked, Draft, Drafted, Engine, JudgingEngine, RepairingEngine, StreamingEngine
from rag.answering.engines.listing import ListingEngine
from rag.answering.gathering import Gathered
from rag.answering.phrases import language_name, phrase
from rag.answering.quoting import claim_text
from rag.answering.second_opinion import weigh
from rag.marking import join_claims
from rag.naming import by_path, cited_article
from rag.types import Answer, Citation, ClaimEvent, Notice, SearchResult, Timings

_QUOTE_LIMIT = 160  # characters of the nearest sentence shown in a reason


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a finished Answer and the draft it was made from."""

    answer: Answer
    draft: Draft


def answer(asked: Asked, result: SearchResult, engine: Engine) -> Answer:
    """Return the checked Answer of `engine`; its timings hold `generate` and `check` only."""
    return next(event.answer for event in telling(asked, result, engine) if isinstance(event, Told))


def telling(
    asked: Asked, result: SearchResult, engine: Engine, *, live: bool = False, judge: JudgingEngine | None = None
) -> Iterator[ClaimEvent | Told]:
    """Yield each claim when it is cited and checked, then the whole; `live` asks an engine that can to stream.

    With a `judge` no claim is shown before its second opinion: all come at the end.
    """
    if result.listed is not None:
        engine, judge = ListingEngine(), None
    if live and judge is None and isinstance(engine, StreamingEngine):
        return _telling(asked, result, engine, engine.stream(asked, result), None)
    return _telling(asked, result, engine, _at_once(engine, asked, result), judge)


def timed(made: Answer, began: float, found: float) -> Answer:
    """Return an answer with the timings of the whole way; both are time.perf_counter's seconds."""
    retrieve, total = found - began, time.perf_counter() - began
    return replace(
        made, timings_ms=replace(made.timings_ms, retrieve=_milliseconds(retrieve), total=_milliseconds(total))
    )


def _at_once(engine: Engine, asked: Asked, result: SearchResult) -> Iterator[Drafted]:
    yield engine.draft(asked, result)


def _telling(
    asked: Asked, result: SearchResult, engine: Engine, drafted: Iterator[Drafted], judge: JudgingEngine | None
) -> Iterator[ClaimEvent | Told]:
    checked = Gathered(asked, result)
    generating = 0.0
    began = time.perf_counter()
    for piece in drafted:
        generating += time.perf_counter() - began
        for claim in piece.claims[checked.seen :] if isinstance(piece, Draft) else (piece,):
            yield from _shown(checked.add(claim), judge)
        if isinstance(piece, Draft):
            yield from _shown(checked.mend(piece.shown), judge)
            if checked.failed and isinstance(engine, RepairingEngine):
                began = time.perf_counter()
                again = engine.repair(asked, result, tuple(checked.failed))
                generating += time.perf_counter() - began
                piece = piece.with_repair(again)
                for claim in again.claims:
                    yield from _shown(checked.add(claim), judge)
            if judge is not None and checked.kept:
                began = time.perf_counter()
                piece, events = _judged(asked, piece, checked, judge)
                generating += time.perf_counter() - began
                yield from events
            made = _compose(asked, result, engine, piece, checked)
            timings = Timings(generate=_milliseconds(generating), check=_milliseconds(checked.seconds))
            yield Told(replace(made, timings_ms=timings), piece)
        began = time.perf_counter()


def _shown(events: list[ClaimEvent], judge: JudgingEngine | None) -> list[ClaimEvent]:
    return events if judge is None else []


def _judged(asked: Asked, draft: Draft, checked: Gathered, judge: JudgingEngine) -> tuple[Draft, list[ClaimEvent]]:
    """Return the draft with what a second opinion took, and the claims that may be shown after it."""
    opinion = weigh(judge, asked.interpreted.question, checked.kept)
    before = [ClaimEvent(final, cited.citations) for cited, final in checked.kept]
    events = checked.lower(opinion) if opinion.grades else before
    return draft.with_opinion(opinion), events


def _compose(
    asked: Asked,
    result: SearchResult,
    engine: Engine,
    draft: Draft,
    checked: Gathered,
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
            *as_of(asked, claims, [by_number[number] for number in sorted(by_number)]),
            *_disputes(asked, result, [by_number[number] for number in sorted(by_number)]),
            *(Notice("claim_repaired", mended.told) for mended in checked.repaired),
            *map(_removal, checked.removed),
            *map(_doubt, checked.doubted),
        ),
    )


def _reason(asked: Asked, result: SearchResult, draft: Draft) -> str:
    """Say what was looked for and what came nearest; to who only greets or asks for help, what can be asked."""
    if asked.parts and all(part.kind == "talk" for part in asked.parts):
        return phrase("talk", asked.language)
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
        for one, other in disagreements(said, asked.parts)
    ]


def _removal(claim: CitedClaim) -> Notice:
    return Notice("claim_removed", f"Removed, not supported by what it cites: {claim.text[:200]}")


def _doubt(claim: CitedClaim) -> Notice:
    return Notice("claim_removed", f"Removed, found unsupported by a second opinion: {claim.text[:200]}")


def _main_language(languages: Sequence[str]) -> str | None:
    return max(sorted(set(languages)), key=languages.count) if languages else None


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
