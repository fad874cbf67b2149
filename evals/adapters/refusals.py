"""Know a foreign system's refusal by its words, where it does not say itself whether it abstained."""

from __future__ import annotations

from typing import Any

from evals.responses import MARKER
from rag.answering.drafts.refusing import refuses
from rag.language.sentences import split_sentences


def refuses_whole(text: str) -> bool:
    """Tell whether every sentence of an answer says that there is no answer."""
    plain = MARKER.sub("", text)
    sentences = [span.of(plain) for span in split_sentences(plain)]
    said = [sentence for sentence in sentences if any(c.isalnum() for c in sentence)]
    return bool(said) and all(map(refuses, said))


def with_refusal(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with `abstained` as the system says, else as its words say.

    What its words alone make a refusal claims and cites nothing.
    """
    if "abstained" in answer or not refuses_whole(answer["text"]):
        return answer
    text = " ".join(MARKER.sub("", answer["text"]).split())
    return {**answer, "text": text, "abstained": True, "claims": [], "citations": []}
