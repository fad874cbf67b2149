"""Answer through a language model: show it numbered sentences, read its draft, hand over claims with their places.

Takes a question and a search result, gives DraftClaims as they are written and a Draft at the end. It places no
citation and checks nothing: the numbers that a model names become places, sentences without a number are attributed,
what cannot be placed is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answering.choosing.about import about_article
from rag.answering.drafting import Asked, Draft, DraftClaim, Drafted, Opinion, Reranking, Rewriting
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import ChatClient
from rag.answering.endpoint.connection import Failure
from rag.answering.endpoint.failures import engine_error
from rag.answering.engines.abilities import Ability
from rag.answering.engines.budget import MARGIN
from rag.answering.engines.exchange import Exchange
from rag.answering.engines.extractive import ExtractiveEngine
from rag.answering.engines.grounds import find_grounds
from rag.answering.engines.judging import second_opinion
from rag.answering.engines.prices import Prices, cost
from rag.answering.engines.rephrasing import rephrase
from rag.answering.engines.reranking import rerank
from rag.answering.engines.retelling import Retelling
from rag.answering.engines.rewriting import condense, translate
from rag.answering.engines.turn import Turn
from rag.types import Passage, SearchResult

_QUESTION_TOKENS = 200  # of a rewritten question


class ChatEngine:
    """Speak through one model; may be used from several threads."""

    def __init__(
        self,
        name: str,
        client: ChatClient,
        ability: Ability,
        prices: Prices,
        *,
        margin: float = MARGIN,
        careful: bool = False,
    ) -> None:
        self.name = name
        self.client = client
        self.ability = ability
        self._prices = prices
        self.margin = margin
        self._careful = careful  # the model is too small to know what it does not know

    @property
    def model(self) -> str | None:
        """Return the model's name."""
        return self.client.endpoint.model

    def close(self) -> None:
        """Close the connections that are kept open."""
        self.client.close()

    def draft(self, asked: Asked, result: SearchResult) -> Draft:
        """Return the whole draft. Raises EngineError when the endpoint fails."""
        return next(piece for piece in self._answered(asked, result, live=False) if isinstance(piece, Draft))

    def stream(self, asked: Asked, result: SearchResult) -> Iterator[Drafted]:
        """Yield claims as they are written, the Draft last. Raises EngineError when the endpoint fails."""
        return self._answered(asked, result, live=True)

    def condense(self, question: str, history: Sequence[tuple[str, str]], language: str) -> Rewriting:
        """Return a follow-up that stands alone; nothing is asked of a model that is too small for it."""
        if not self.ability.rewrites:
            return Rewriting(None)
        return condense(self.client, self._prices, self._rewriting_room, question, history, language)

    def translate(self, question: str, language: str, target: str) -> Rewriting:
        """Return a question in the language of the articles; nothing is asked of a model that is too small for it."""
        if not self.ability.rewrites:
            return Rewriting(None)
        return translate(self.client, self._prices, self._rewriting_room, question, language, target)

    def rerank(self, question: str, passages: Sequence[Passage]) -> Reranking:
        """Return passages in order of use; nothing is asked of a model that is too small for it."""
        if not self.ability.rewrites:
            return Reranking(None, Rewriting(None))
        return rerank(self.client, self._prices, self._rewriting_room, question, passages)

    def repair(self, asked: Asked, result: SearchResult, failed: Sequence[DraftClaim]) -> Draft:
        """Return new claims for those that the checks refused; none from a model that is too small for it."""
        if self._careful or not self.ability.rewrites:
            return Draft(())
        return rephrase(self.client, self._prices, self.ability.reply, asked, result, failed)

    def judge(self, question: str, claims: Sequence[tuple[str, Sequence[str]]]) -> Opinion:
        """Return grades for claims and their quotes; an Opinion without grades when the endpoint fails."""
        return second_opinion(self.client, self._prices, question, claims, dict(self.ability.extra))

    @property
    def _rewriting_room(self) -> int:
        return max(_QUESTION_TOKENS, self.ability.reply // 2)

    def _answered(self, asked: Asked, result: SearchResult, *, live: bool) -> Iterator[Drafted]:
        if not result.sentences:
            yield Draft((), asked.parts)
            return
        if all(about_article(part, result) is not None for part in asked.parts):
            # A dateline or a headline is best quoted: models take any date in sight for that of the article.
            yield replace(ExtractiveEngine().draft(asked, result), record={"asked": False})
            return
        try:
            if self._careful:
                yield from self._retold(asked, result)
                return
            turn = Turn(self.client, self.ability, self.margin, asked, result, live, self._prices)
            yield from turn.run()
            yield turn.draft()
        except Failure as failure:
            raise engine_error(failure, self.client) from None  # the error below may hold what was sent
        except TooLong as error:
            raise engine_error(Failure("status", str(error), status=400), self.client) from None

    def _retold(self, asked: Asked, result: SearchResult) -> Iterator[Drafted]:
        """Ask a small model only what the articles were found to answer, as the engine `local` does."""
        grounds = find_grounds(asked, result)
        if not grounds.worth_asking:
            yield replace(grounds.draft, record={"asked": False})
            return
        turn = Retelling(Exchange(self.client), asked, result, grounds)
        yield from turn.run()
        draft = turn.draft()
        spent = draft.usage
        dollars = cost(self._prices, self.client.endpoint.model, spent.prompt_tokens, spent.completion_tokens)
        yield replace(draft, usage=replace(spent, cost_usd=dollars))
