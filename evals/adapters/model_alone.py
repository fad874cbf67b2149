"""Be the baseline without retrieval: the model is asked the question and nothing else, so it can only know or invent.

    fonte eval --python evals.adapters.model_alone:open_local

`open_system` is the same over the configured endpoint. An answer that says in every sentence that it does not know is
an abstention; there is nothing that it could cite.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.adapters.endpoints import configured, local
from evals.adapters.refusals import refuses_whole
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import Failure
from rag.answering.endpoint.failures import engine_error
from rag.answering.prompting import Message, inert, render

MOST_TOKENS = 200


class Alone:
    """Answer from what a model has learned. Close it when done."""

    def __init__(self, client: ChatClient) -> None:
        self._client = client

    def __call__(self, question: str, history: list[tuple[str, str]]) -> dict[str, Any]:
        """Return an answer as `evals.responses` reads it. Raises EngineError when the endpoint fails."""
        turns = [turn for asked, said in history for turn in (_turn("user", asked), _turn("assistant", said))]
        messages = (_turn("system", render("alone")), *turns, _turn("user", inert(question)))
        request = Request(messages, MOST_TOKENS, stream=True)  # a slow one is heard
        try:
            text = "".join(self._client.chat(request, self._client.allowance(), Reply())).strip()
        except Failure as failure:
            raise engine_error(failure, self._client) from failure
        abstained = refuses_whole(text)
        return {
            "answer": {"text": text, "abstained": abstained, "citations": [], **({"claims": []} if abstained else {})}
        }

    def close(self) -> None:
        """Close the connections to the endpoint."""
        self._client.close()


def open_system(corpus: Path) -> Alone:
    """Return the model of the configured endpoint, which is not shown the articles."""
    return Alone(configured())


def open_local(corpus: Path) -> Alone:
    """Return the local model, which is not shown the articles."""
    return Alone(local())


def _turn(role: str, text: str) -> Message:
    return {"role": role, "content": text}
