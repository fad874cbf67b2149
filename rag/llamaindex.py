"""Plug Fonte into LlamaIndex: a retriever and a query engine over an Assistant. A door: imported when asked for.

Nodes carry their file, offsets and page facts in `metadata`; the query engine's source nodes are the citations, in
the order of their numbers.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.types import Answer, Citation, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence


class Answering(Protocol):
    """What is needed of an Assistant."""

    def search(self, question: str, k: int = 10) -> list[Passage]: ...
    def ask(self, question: str) -> Answer: ...


def retriever(assistant: Answering, k: int) -> BaseRetriever:
    """Return a LlamaIndex retriever that gives the assistant's best `k` passages."""
    return _Retriever(assistant, k)


def query_engine(assistant: Answering) -> BaseQueryEngine:
    """Return a LlamaIndex query engine that answers as the assistant does, abstentions included."""
    return _QueryEngine(assistant)


class _Retriever(BaseRetriever):
    def __init__(self, assistant: Answering, k: int) -> None:
        super().__init__()
        self._assistant = assistant
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_passage_node(passage) for passage in self._assistant.search(query_bundle.query_str, self._k)]


class _QueryEngine(BaseQueryEngine):
    def __init__(self, assistant: Answering) -> None:
        super().__init__(callback_manager=None)
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._assistant.ask(query_bundle.query_str)
        facts: dict[str, Any] = {"abstained": answer.abstained, "reason": answer.reason, "engine": answer.engine}
        return Response(answer.text, source_nodes=_citation_nodes(answer.citations), metadata=facts)

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}


def _passage_node(passage: Passage) -> NodeWithScore:
    facts = {"file": passage.file, "title": passage.title, "date": passage.date}
    return NodeWithScore(node=_node(passage.file, passage.start, passage.end, passage.text, facts), score=passage.score)


def _citation_nodes(citations: Sequence[Citation]) -> list[NodeWithScore]:
    return [
        NodeWithScore(
            node=_node(c.file, c.start, c.end, c.quote, {"n": c.n, "file": c.file, "title": c.title, "line": c.line}),
            score=None,
        )
        for c in citations
    ]


def _node(file: str, start: int, end: int, text: str, facts: dict[str, Any]) -> TextNode:
    return TextNode(id_=f"{file}:{start}-{end}", text=text, metadata=facts, start_char_idx=start, end_char_idx=end)
