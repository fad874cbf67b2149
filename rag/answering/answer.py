"""Lead a question through drafting, citing and checking to its Answer; the one way, for every engine.

Takes the understood question, a search result and an engine; gives an Answer in which every claim is cited and
supported, or an abstention that says what was looked for and what came nearest.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.checking import check
from rag.answering.citing import CitedClaim, cite
from rag.answering.drafting import Draft, Engine
from rag.answering.phrases import language_name, phrase
from rag.answering.quoting import claim_text
from rag.language.questions import Question
from rag.marking import join_claims
from rag.types import Answer, Citation, Claim, Interpreted, Notice, SearchResult, Timings

_QUOTE_LIMIT = 160  # characters of the nearest sentence shown in a reason


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a question as it came and as it was understood."""

    question: str
    interpreted: Interpreted
    language: str
    parts: tuple[Question, ...]


def answer(asked: Asked, result: SearchResult, engine: Engine) -> Answer:
    """Return the checked Answer of `engine`; its timings hold `generate` and `check` only."""
    began = time.perf_counter()
    draft = engine.draft(asked.parts, result)
    drafted = time.perf_counter()
    kept, removed = _checked(cite(draft, result))
    done = time.perf_counter()
    made = _compose(asked, result, engine, draft, kept)
    notices = (*made.warnings, *(_removal(claim) for claim in removed))
    timings = Timings(generate=_milliseconds(began, drafted), check=_milliseconds(drafted, done))
    return replace(made, warnings=notices, timings_ms=timings)


def _checked(cited: Sequence[CitedClaim]) -> tuple[list[tuple[CitedClaim, Claim]], list[CitedClaim]]:
    """Part the claims that their sources support from those they do not; give the first ones their final numbers."""
    kept: list[tuple[CitedClaim, Claim]] = []
    removed: list[CitedClaim] = []
    numbers: dict[int, int] = {}
    for claim in cited:
        checked = check(claim.text, [citation.quote for citation in claim.citations], claim.language)
        if checked.verdict == "unsupported":
            removed.append(claim)
            continue
        renumbered = tuple(
            replace(citation, n=numbers.setdefault(citation.n, len(numbers) + 1)) for citation in claim.citations
        )
        final = Claim(claim.text, tuple(citation.n for citation in renumbered), checked.verdict, checked.checks)
        kept.append((replace(claim, citations=renumbered), final))
    return kept, removed


def _compose(
    asked: Asked,
    result: SearchResult,
    engine: Engine,
    draft: Draft,
    kept: Sequence[tuple[CitedClaim, Claim]],
) -> Answer:
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
        passages=result.passages,
        engine=engine.name,
        model=engine.model,
        corpus=result.state,
        usage=draft.usage,
        warnings=(*result.notices, *_notices(asked, spoken, unanswered, abstained)),
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
    return f"{said} {phrase('nearest', asked.language, quote=shown, file=nearest.file, line=nearest.line)}"


def _notices(asked: Asked, spoken: str, unanswered: Sequence[str], abstained: bool) -> list[Notice]:
    notices = [Notice("unanswered", phrase("unanswered", asked.language, part=part)) for part in unanswered]
    if not abstained and spoken != asked.language and spoken != "und":
        name = language_name(spoken, asked.language)
        notices.append(Notice("quotes_in_other_language", phrase("other_language", asked.language, languages=name)))
    return notices


def _removal(claim: CitedClaim) -> Notice:
    return Notice("claim_removed", f"Removed, not supported by what it cites: {claim.text[:200]}")


def _main_language(languages: Sequence[str]) -> str | None:
    return max(sorted(set(languages)), key=languages.count) if languages else None


def _milliseconds(start: float, end: float) -> float:
    return round((end - start) * 1000, 3)
