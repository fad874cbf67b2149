"""Be the peer to beat: LlamaIndex's CitationQueryEngine as its manual shows it, over the same articles and model.

    OPENAI_BASE_URL=http://127.0.0.1:8080/v1 FONTE_MODEL=… \
        fonte eval --python evals.adapters.citation_query_engine:open_system

`open_local` is the same over the small model that `fonte model pull` brings, or a GGUF file in FONTE_MODEL.

Splitter and prompt are its defaults (512 tokens a source), three nodes are found as in its manual's example; the
vectors are those of Fonte's own embedder and the model is any endpoint, so that what differs is the way of answering.
A source is cited as a whole, as the engine gives no finer place. An answer that says in every sentence that the sources
do not tell, or without a citation that they do not help, is an abstention. A door: imported when asked for.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata
from llama_index.core.query_engine import CitationQueryEngine
from pydantic import PrivateAttr

from evals.adapters.endpoints import configured, local
from evals.adapters.refusals import refuses_whole
from evals.articles import Articles
from evals.responses import MARKER
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import Failure
from rag.answering.endpoint.failures import engine_error
from rag.corpus import scan
from rag.settings import load_settings
from rag.store.embedding.opening import open_embedder
from rag.store.embedding.protocol import Embedder

TOP_K = 3
MOST_TOKENS = 300
CONTEXT = 4096
_HEAD = re.compile(r"^Source \d+:\n")
_WORDED_MARKER = re.compile(r"\[Source (\d{1,4})\]", re.IGNORECASE)  # a small model copies the heading of a source
_NO_HELP = re.compile(
    r"(?:\b(?:none of|not|no|non|nessun\w*|keine?|aucune?)|n't)\b.{0,80}"
    r"\b(?:sources?|fonti|fonte|information\w*|informazion\w*|articles?|articoli|quellen)|(?:sources?|fonti|articles?|articoli)\b.{0,60}\b(?:not|no|n't|non|keine?)\b",
    re.IGNORECASE | re.DOTALL,
)


class Peer:
    """Answer with an engine over one index; history is nothing to it. Close it when done."""

    def __init__(self, engine: CitationQueryEngine, client: ChatClient, texts: dict[str, str]) -> None:
        self._engine, self._client, self._texts = engine, client, texts

    def __call__(self, question: str, history: list[tuple[str, str]]) -> dict[str, Any]:
        """Return an answer as `evals.responses` reads it."""
        return _answer(self._engine.query(question), self._texts)

    def close(self) -> None:
        """Close the connections to the endpoint."""
        self._client.close()


def open_system(corpus: Path) -> Peer:
    """Index the articles and return what answers. Raises InputError when no endpoint and model are configured."""
    return open_with(configured(), corpus, open_embedder(load_settings().embedder))


def open_local(corpus: Path) -> Peer:
    """Index the articles and return what answers with the local model. Raises InputError when there is none."""
    return open_with(local(), corpus, open_embedder(load_settings().embedder))


def open_with(client: ChatClient, corpus: Path, embedder: Embedder) -> Peer:
    """Index the articles with `embedder` and return what answers through `client`."""
    articles = Articles(corpus)
    texts = {file: text for file in scan(corpus).files if (text := articles.text(file))}
    documents = [Document(text=text, metadata={"file": file}) for file, text in texts.items()]
    for document in documents:
        document.excluded_embed_metadata_keys = document.excluded_llm_metadata_keys = ["file"]
    index = VectorStoreIndex.from_documents(documents, embed_model=_Vectors(embedder))
    engine = CitationQueryEngine.from_args(index, llm=_Endpoint(client), similarity_top_k=TOP_K)
    return Peer(engine, client, texts)


def _answer(response: Any, texts: dict[str, str]) -> dict[str, Any]:
    """Return the answer with one citation for each source that it names, at the place of the whole source."""
    text = _WORDED_MARKER.sub(r"[\1]", str(response).strip())
    named = list(dict.fromkeys(int(n) for n in MARKER.findall(text)))
    places = [_place(node, texts) for node in response.source_nodes]
    abstained = refuses_whole(text) or (not named and _NO_HELP.search(text) is not None)
    named = [] if abstained else named
    cited = [{"n": n, **places[n - 1]} for n in named if 1 <= n <= len(places) and places[n - 1]["quote"]]
    text = MARKER.sub("", text) if abstained else text
    passages = [{key: place[key] for key in ("file", "start", "end", "score")} for place in places]
    claims = {"claims": []} if abstained else {}
    return {
        "passages": passages,
        "answer": {"text": text, "abstained": abstained, "citations": cited, "passages": passages, **claims},
    }


def _place(node: Any, texts: dict[str, str]) -> dict[str, Any]:
    file = str(node.node.metadata.get("file", ""))
    quote = _HEAD.sub("", node.node.get_content()).strip()
    start = texts.get(file, "").find(quote)
    found = {"file": file, "start": max(0, start), "end": max(0, start) + len(quote), "quote": quote}
    return {**found, "score": float(node.score or 0.0)}


class _Endpoint(CustomLLM):
    """Let LlamaIndex speak through Fonte's client."""

    _client: ChatClient = PrivateAttr()

    def __init__(self, client: ChatClient) -> None:
        super().__init__()
        self._client = client

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=CONTEXT, num_output=MOST_TOKENS, model_name=self._client.endpoint.model)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        request = Request([{"role": "user", "content": prompt}], MOST_TOKENS, stream=True)  # a slow one is heard
        try:
            text = "".join(self._client.chat(request, self._client.allowance(), Reply()))
        except Failure as failure:
            raise engine_error(failure, self._client) from failure
        return CompletionResponse(text=text)

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        yield self.complete(prompt)


class _Vectors(BaseEmbedding):
    """Let LlamaIndex embed with Fonte's embedder."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_queries([query])[0]]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_passages([text])[0]]
