"""Measure the questions that the models are fitted on: those given, those written for the same articles, those on news.

Takes folders of articles and questions, gives Samples; knows nothing of models.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.answering.choosing.measuring import Measured, measure_all
from rag.assistant import Assistant
from rag.language.names import find_names
from rag.language.questions import Question

FOLDS = 5
NEWS = Path(__file__).with_name("news")


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold one question with its parts measured; `gold` are the places of its evidence by file."""

    id: str
    language: str
    answerable: bool
    source: str  # "given", "own" or "news"
    fold: int
    parts: tuple[tuple[Question, tuple[Measured, ...], tuple[bool, ...]], ...]


def measure_questions(data: Path, store: Path | None) -> Iterator[Sample]:
    """Measure the questions on the given articles, kept in `store`, and those on the collections of news."""
    yield from _measured(data / "articles", store, list(_questions(data, _texts(data / "articles"))))
    for folder in sorted(path for path in NEWS.iterdir() if path.is_dir()):
        with tempfile.TemporaryDirectory() as kept:
            yield from _measured(folder / "articles", Path(kept), list(_news(folder)))


def _texts(folder: Path) -> dict[str, str]:
    return {file.name: file.read_bytes().decode("utf-8") for file in folder.glob("*.txt")}


def _measured(articles: Path, store: Path | None, items: Sequence[dict]) -> Iterator[Sample]:  # type: ignore[type-arg]
    print(f"measuring {len(items)} questions on {articles}", file=sys.stderr)
    with Assistant.open(corpus=articles, store=store) as assistant:
        for item in items:
            retrieved = assistant.retrieve(item["question"])
            parts = []
            for part in retrieved.asked.parts:
                measured = tuple(measure_all(retrieved.result, part))
                gold = tuple(_is_gold(m, item["spans"]) for m in measured)
                parts.append((part, measured, gold))
            fold = zlib.crc32(str(item["subject"]).encode()) % FOLDS
            yield Sample(item["id"], item["lang"], item["answerable"], item["source"], fold, tuple(parts))


def _questions(data: Path, texts: dict[str, str]) -> Iterator[dict]:  # type: ignore[type-arg]
    own = Path(__file__).with_name("questions.jsonl")
    for path in [*sorted(data.glob("*.jsonl")), own]:
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            spans = item.get("spans") or [
                {"file": file, "start": at, "end": at + len(item["gold_quote"])}
                for file in (*item.get("gold_files", ()), *item.get("alt_files", ()))
                if item.get("gold_quote") and (at := texts[file].find(item["gold_quote"])) >= 0
            ]
            subject = _subject({"spans": spans}) if spans else item["id"]
            language = item.get("lang") or item["question_lang"]
            source = "own" if path == own else "given"
            yield {**item, "spans": spans, "subject": subject, "lang": language, "source": source}
    yield from _strangers(own)


def _strangers(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    """Yield answerable questions with a name put in from another subject: nobody answers those."""
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    named = [(item, find_names(item["question"], item["lang"])) for item in items if item["answerable"]]
    named = [(item, names) for item, names in named if names]
    for place, (item, names) in enumerate(named):
        lender, lent = named[(place + len(named) // 2) % len(named)]
        if _subject(lender) == _subject(item):
            continue
        question, name = item["question"], max(names, key=lambda n: len(n.text))
        asked = f"{question[: name.start]}{lent[0].text}{question[name.end :]}"
        changed = {"id": f"{item['id']}-stranger", "question": asked, "answerable": False, "spans": []}
        # in the fold of the question it is made from: else it would be judged by weights that have seen that one
        yield {**item, **changed, "subject": _subject(item), "source": "own"}


def _news(folder: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    """Yield the questions on one collection; all are of one subject."""
    texts = _texts(folder / "articles")
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        spans = [
            {"file": one["file"], "start": at, "end": at + len(one["quote"])}
            for one in item["evidence"]
            if (at := texts[one["file"]].index(one["quote"])) >= 0
        ]
        yield {**item, "spans": spans, "subject": folder.name, "source": "news"}


def _subject(item: dict) -> str:  # type: ignore[type-arg]
    return str(item["spans"][0]["file"]).rsplit("_", 1)[0]


def _is_gold(measured: Measured, spans: Sequence[dict]) -> bool:  # type: ignore[type-arg]
    s = measured.sentence
    return any(s.file == g["file"] and s.start < g["end"] - 3 and g["start"] < s.end - 3 for g in spans)
