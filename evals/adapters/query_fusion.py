"""Be the peer of the search: LlamaIndex's QueryFusionRetriever, vectors and BM25, over the chunks of one of our stores.

It asks the very Chroma index that Fonte asks, with one query and reciprocal-rank fusion, as its manual shows; its BM25
is `llama-index-retrievers-bm25` (the extra `bench`). The nodes lie in memory, as its BM25 wants them. A door: imported
when asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from Stemmer import Stemmer

from rag.store.reading import Snapshot, vector_rows
from rag.store.shelf import Shelf
from rag.store.vectors import VectorIndex, shared_index

Vector = np.ndarray[Any, Any]


class ChromaRetriever(BaseRetriever):
    """Retrieve nodes by vector from a Chroma index that is there."""

    def __init__(self, index: VectorIndex, nodes: dict[str, TextNode], embed: Callable[[str], Vector], k: int) -> None:
        self._index, self._nodes, self._embed, self._k = index, nodes, embed, k
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        ids = self._index.nearest(self._embed(query_bundle.query_str), self._k, None)
        return [NodeWithScore(node=self._nodes[name], score=1 / rank) for rank, name in enumerate(ids, 1)]


def open_retriever(store: Path, embed: Callable[[str], Vector], k: int) -> Callable[[str], list[str]]:
    """Return what gives the ids of the `k` best chunks of a store for a question; its indexes are warm."""
    snapshot = Snapshot.open(store, None)
    assert snapshot is not None, f"{store} holds nothing"
    shelf = Shelf(snapshot)
    nodes: dict[str, TextNode] = {}
    ids = [row.chunk_id for row in vector_rows(snapshot)]
    for at in range(0, len(ids), 1000):
        for chunk in shelf.texts(ids[at : at + 1000]):
            nodes[chunk.id] = TextNode(id_=chunk.id, text=chunk.text)
    snapshot.close()
    words = BM25Retriever(list(nodes.values()), stemmer=Stemmer("italian"), language="it", similarity_top_k=k)
    fused = QueryFusionRetriever(
        [ChromaRetriever(shared_index(store), nodes, embed, k), words],
        llm=MockLLM(),
        mode=FUSION_MODES.RECIPROCAL_RANK,
        similarity_top_k=k,
        num_queries=1,
        use_async=False,
    )
    return lambda question: [found.node.node_id for found in fused.retrieve(question)]
