"""A small sound gold set on disk, for the tests to break."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

TEXT = "Il ponte\r\nIl ponte di Orvella è costato 4,2 milioni di euro.\r\nLo dice l’assessora Nadia Brusco."
COST = "Il ponte di Orvella è costato 4,2 milioni di euro."


def question(**changes: Any) -> dict[str, Any]:
    """Return the fields of a sound question, some of them changed."""
    start = TEXT.index(COST)
    sound = {
        "id": "q1",
        "split": "dev",
        "lang": "it",
        "type": "numeric",
        "cluster": "ponte",
        "question": "Quanto è costato il ponte?",
        "as_of": None,
        "answerable": True,
        "expected": {"kind": "number", "value": 4200000, "unit": "EUR", "accept": ["4,2 milioni", "4.2 million"]},
        "nuggets": [{"id": "q1.n1", "text": "4,2 milioni", "importance": "vital", "match": ["4,2 milioni"]}],
        "forbidden": [{"text": "42 milioni", "why": "la virgola"}],
        "evidence": [evidence(COST, start)],
        "evidence_sets": [[0]],
        "author": "fonte",
        "reviewed": True,
    }
    return sound | changes


def refused(**changes: Any) -> dict[str, Any]:
    """Return a sound question that must not be answered."""
    nothing = {"answerable": False, "nuggets": [], "forbidden": [], "evidence": [], "evidence_sets": []}
    abstain = {"kind": "abstain", "value": None, "unit": None, "accept": []}
    asked = {"id": "q2", "type": "unanswerable", "split": "test", "cluster": "gatto", "question": "Di chi è il gatto?"}
    return question(**(asked | nothing | {"expected": abstain} | changes))


def evidence(quote: str, start: int, **changes: Any) -> dict[str, Any]:
    """Return a place in the only article."""
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    return {"file": "a.txt", "quote": quote, "start": start, "end": start + len(quote), "sha256": sha256} | changes


def write(folder: Path, questions: Sequence[dict[str, Any]], quotas: str = "") -> Path:
    """Write a gold set with its one article and return its folder."""
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "a.txt").write_bytes(TEXT.encode())
    lines = [json.dumps(item, ensure_ascii=False) for item in questions]
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "corpus.toml").write_text(f'articles = "articles"\n{quotas}', encoding="utf-8")
    return folder
