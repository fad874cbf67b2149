"""Ask Fonte itself: the answer, what the search finds ten deep, and how sure the assistant is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import rag
from evals.questions import Question
from rag.answering.endpoint.connection import OPENAI_URL
from rag.answering.engines.prices import LIST, cost, read_prices
from rag.assistant import SHOWN, Assistant
from rag.wire import Json, answer_to_json, distinct_files, passage_to_json

DEPTH = 10
_CHARACTERS = 3  # of a token, to be on the safe side
_RULES, _REPLY = 900, 300  # tokens of the rules before the articles, and of a reply
_WIDER = 5  # several passages share a file; the first ten are the same however deep the search goes


class Fonte:
    """Answer with an open Assistant, which stays the caller's to close."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    @property
    def name(self) -> str:
        """Return "fonte" with the engine."""
        return f"fonte {self._assistant.settings.engine}"

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the files of the corpus that could not be taken in."""
        report = self._assistant.report
        return () if report is None else (*(problem.file for problem in report.failed), *report.ignored)

    def fingerprint(self) -> Json:
        """Return engine, model, embedder, the code and the state of the corpus."""
        chosen = self._assistant.settings
        model = [chosen.model, chosen.base_url, chosen.protocol]
        return ["fonte", chosen.engine, *model, chosen.embedder, code_digest(), self._assistant.state().state]

    def estimate(self, question: Question) -> tuple[int, int, float | None]:
        """Return about how many tokens a question takes, in and out, and what they cost, None when that is unknown.

        The passages are searched for; a language model is not asked.
        """
        chosen = self._assistant.settings
        if chosen.engine == "extractive":
            return 0, 0, 0.0
        shown = sum(len(passage.text) for passage in self._assistant.search(question.question, SHOWN))
        prompt = shown // _CHARACTERS + _RULES
        if chosen.engine == "local":
            return prompt, _REPLY, 0.0
        listed = LIST if (chosen.base_url or OPENAI_URL).rstrip("/") == OPENAI_URL else {}
        prices = {**listed, **(read_prices(chosen.prices) if chosen.prices else {})}
        return prompt, _REPLY, cost(prices, chosen.model or "", prompt, _REPLY)

    def respond(self, question: Question) -> dict[str, Json]:
        """Ask, and search as deep as the retrieval metrics look."""
        told: list[Mapping[str, Any]] = []
        answer = self._assistant.ask(question.question, history=question.history, trace=told.append)
        asked = answer.interpreted.question
        passages = self._assistant.search(asked, DEPTH * _WIDER)
        return {
            "files": [*distinct_files(passages)[:DEPTH]],
            "passages": [passage_to_json(passage) for passage in passages[:DEPTH]],
            "confidence": _confidence(told),
            "answer": answer_to_json(answer),
        }


@cache
def code_digest() -> str:
    """Return one hash of the program: every Python file, table and prompt of `rag`."""
    whole = hashlib.sha256()
    root = Path(rag.__file__).parent
    prompts = root / "prompts" if (root / "prompts").is_dir() else root.parent / "prompts"
    for path in sorted([*root.rglob("*"), *prompts.rglob("*")]):
        if path.suffix in (".py", ".json", ".txt") and "seeds" not in path.relative_to(root.parent).parts:
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _confidence(told: list[Mapping[str, Any]]) -> float | None:
    """Return the least probability of an answer among the parts of the question, None when none is told."""
    parts = [part["answerable"] for record in told for part in record.get("parts", ()) if "answerable" in part]
    return min(parts, default=None)
