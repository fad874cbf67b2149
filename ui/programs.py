"""Answer programs: `/ask` and `/search` as Gradio API endpoints, and as MCP tools when these are wanted."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import gradio as gr

from rag.errors import RagError
from rag.types import AnswerEvent
from rag.wire import answer_to_json, search_to_json
from ui.asking import Busy, Failed, Reception
from ui.desk import Desk
from ui.filters import filters_from

_SEARCHES_AT_ONCE = 4


def offer(desk: Desk, reception: Reception) -> None:
    """Add the endpoints `/ask` and `/search` to the page that is being built."""

    async def ask(
        question: str, history: list[list[str]] | None = None, since: str = "", until: str = "", files: str = ""
    ) -> dict:  # type: ignore[type-arg]  # Gradio makes a JSON schema of the annotation
        """Answer a question from the articles; every sentence of the answer is cited to its exact place.

        Args:
            question: the question, in any language
            history: earlier exchanges as [question, answer] pairs, oldest first
            since: only articles of this day or later (2026, 2026-01 or 2026-01-12); undated ones always count
            until: only articles of this day or earlier
            files: only these files, separated by commas; * allowed
        """
        try:
            filters = filters_from(since, until, files)
            pairs = [(str(pair[0]), str(pair[1])) for pair in history or [] if len(pair) == 2]
            async for event in reception.events(f"program-{uuid.uuid4()}", question, pairs, filters):
                if isinstance(event, AnswerEvent):
                    return answer_to_json(event.answer)
        except Busy:
            raise gr.Error("busy: too many questions under way, try again in a few seconds") from None
        except (Failed, RagError) as error:
            raise gr.Error(str(error) or "the question failed; the server's terminal has the details") from None
        raise gr.Error("the question was stopped")

    async def search(question: str, k: int = 10, since: str = "", until: str = "", files: str = "") -> dict:  # type: ignore[type-arg]
        """Find the passages of the articles nearest to a question; answers nothing.

        Args:
            question: what to look for, in any language
            k: how many passages at most, 1 to 1000
            since: only articles of this day or later (2026, 2026-01 or 2026-01-12); undated ones always count
            until: only articles of this day or earlier
            files: only these files, separated by commas; * allowed
        """

        def found() -> dict[str, Any]:
            with desk.assistant() as assistant:
                passages = assistant.search(question, int(k), filters=filters_from(since, until, files))
                return dict(search_to_json(question, passages, assistant.notices))

        try:
            return await asyncio.to_thread(found)
        except RagError as error:
            raise gr.Error(str(error)) from None

    gr.api(ask, api_name="ask", concurrency_limit=None)
    gr.api(search, api_name="search", concurrency_limit=_SEARCHES_AT_ONCE)
