"""Lead a question from what was typed to what was found for it: made to stand alone, understood, searched for.

Rules do it; an engine that can rewrite does it better, when it is asked to answer anyway. A question in another
language than the articles is searched for in theirs, and answered in its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rag.answering.drafting import Asked, Engine, RerankingEngine, Rewriting, RewritingEngine, add_usage
from rag.asked import clean_history, clean_question
from rag.language.detect import UNKNOWN, detect_language
from rag.language.questions import Question, understand
from rag.retrieval.followup import chosen_by, stand_alone
from rag.retrieval.narrowing import Narrowed
from rag.retrieval.reordering import reordered
from rag.types import Answer, Filters, Interpreted, Notice, SearchResult

Searching: TypeAlias = Callable[[str, tuple[Question, ...], Narrowed], SearchResult]
NOT_RERANKED = "The model did not put the passages in order; the search's own order was used."
Narrowing: TypeAlias = Callable[[str, str], Narrowed]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Hold a question as understood, what was found for it, and how a model rewrote it: all an engine is given."""

    asked: Asked
    result: SearchResult
    rewritings: tuple[Rewriting, ...] = ()

    def charged(self, made: Answer) -> Answer:
        """Return an answer whose usage holds what the rewriting took."""
        for rewriting in self.rewritings:
            made = replace(made, usage=add_usage(made.usage, rewriting.usage))
        return made


def retrieve(
    question: str,
    history: Sequence[tuple[str, str]],
    narrow: Narrowing,
    search: Searching,
    engine: Engine | None = None,
    reranked: int | None = None,
) -> Retrieved:
    """Return what `question` asks and what `search` finds among the articles that `narrow` takes it to mean.

    With `reranked`, an engine that can puts what was found in order, and so many passages are kept of it. Raises
    InputError for a question that cannot be used.
    """
    rewriter = engine if isinstance(engine, RewritingEngine) else None
    rewritings: list[Rewriting] = []
    cleaned, earlier = clean_question(question), clean_history(history)
    language = detect_language(cleaned)
    if language == UNKNOWN and earlier:
        language = detect_language(earlier[-1][0])  # "Sicuro?" is asked in the language of the conversation
    whole = stand_alone(cleaned, earlier, language)
    if rewriter is not None and earlier:
        rewritings.append(rewriter.condense(cleaned, earlier, language))
        whole = rewritings[-1].text or whole
    narrowed = narrow(whole, language)
    interpreted = Interpreted(narrowed.read_as, _told(narrowed.filters))
    own = chosen_by(narrowed.question) if whole != cleaned else narrowed.question
    asked = Asked(question, interpreted, language, understand(own, language))
    result = search(narrowed.question, asked.parts, narrowed)
    if language == UNKNOWN:
        asked = _taken_for(asked, _language_of(result))
    elif rewriter is not None and result.listed is None:
        target = _language_of(result)
        if target not in (language, UNKNOWN):
            rewritings.append(rewriter.translate(narrowed.question, language, target))
            translated = rewritings[-1].text
            result = search(translated, understand(translated, target), narrowed) if translated else result
    if reranked is not None:
        result = _reranked(engine, narrowed.question, result, reranked, rewritings)
    return Retrieved(asked, result, tuple(rewriting for rewriting in rewritings if rewriting.record))


def _reranked(
    engine: Engine | None, question: str, result: SearchResult, k: int, rewritings: list[Rewriting]
) -> SearchResult:
    """Return the best `k` passages, in the engine's order where it has one; a list of articles stays whole."""
    if result.listed is not None:
        return result
    places: Sequence[int] | None = None
    if isinstance(engine, RerankingEngine) and len(result.passages) > 1:
        made = engine.rerank(question, result.passages)
        places = made.places
        rewritings.append(made.told)
        if places is None and made.told.record:
            result = replace(result, notices=(*result.notices, Notice("not_reranked", NOT_RERANKED)))
    return reordered(result, range(len(result.passages)) if places is None else places, k)


def _taken_for(asked: Asked, language: str) -> Asked:
    """Return a question of names alone as one in the language of the articles found for it.

    Its parts were searched for as they are, so they stay what they are when that language would cut them otherwise.
    """
    understood = tuple(part for whole in asked.parts for part in understand(whole.text, language))
    alike = [part.text for part in understood] == [part.text for part in asked.parts]
    return replace(asked, language=language, parts=understood if alike else asked.parts)


def _told(filters: Filters) -> dict[str, str]:
    """Return the filters as they are shown; their values can be given back as they stand."""
    told = {
        "since": filters.since,
        "until": filters.until,
        "file": ", ".join(filters.files),
        "outlet": ", ".join(filters.outlets),
    }
    return {name: value for name, value in told.items() if value}


def _language_of(result: SearchResult) -> str:
    """Return the language of most of the sentences found, unknown when there is none."""
    languages = [result.sources[sentence.file].language for sentence in result.sentences]
    return max(sorted(set(languages)), key=languages.count) if languages else UNKNOWN
