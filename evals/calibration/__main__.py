"""Make `rag/answering/choosing/answerability.json`: `python -m evals.calibration --data DIR [--write]`.

DIR holds `articles/` and question files `*.jsonl` with the fields question, answerable, gold_files, gold_quote; the
questions of `questions.jsonl` here (their evidence given as file and offsets) are about the same articles. Both models
are judged by five-fold cross-validation over subjects (an unanswerable question has none and stands by itself) before
they are fitted on everything. Judged are the two models, not the engine's rules beside them (a name that no article
mentions, no word in common).
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from evals.calibration.fitting import Array, auroc, fit_logistic, refused_at
from rag.answering.choosing import answerability
from rag.answering.choosing.answerability import Judge, Scored, Weights, question_row
from rag.answering.choosing.measuring import Measured, measure_all
from rag.assistant import Assistant
from rag.language.names import find_names
from rag.language.questions import Question

FOLDS = 5
HARD = 12  # sentences kept of each question: the most tempting ones
OWN = 3.0  # how much a question written for this purpose weighs against a machine-translated one
ANSWERED = 0.9  # share of the answerable questions that the threshold must leave answered
UNKNOWN: dict[str, tuple[str, ...]] = {"vectors": (), "words": ("similarity", "lead")}  # features a judge never sees
# Every other feature can only speak for an answer.
AGAINST = (
    "contrary",
    "reason_unsaid",
    "nameless_at_home",
    "nameless",
    "unknown",
    "no_reason",
    "headline",
    "no_person",
    "no_time",
    "no_place",
    "no_quantity",
    "no_list",
    "misfit",
    "reason",
)
EITHER = ("foreign", "quantity", "open", "unnamed")
TABLE = Path(answerability.__file__).with_name("answerability.json")


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold one question with its parts measured; `gold` are the places of its evidence by file."""

    id: str
    language: str
    answerable: bool
    own: bool
    fold: int
    parts: tuple[tuple[Question, tuple[Measured, ...], tuple[bool, ...]], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the cross-validated table, and write the weights when asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.calibration", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with articles/ and *.jsonl questions")
    parser.add_argument("--store", type=Path, help="where to keep the store of the articles")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args(arguments)
    samples = list(_measure(options.data, options.store))
    judges = {name: _judge(name, samples, unknown) for name, unknown in UNKNOWN.items()}
    if options.write:
        table = {"made_by": "python -m evals.calibration --data DIR --write", "judges": judges}
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


def _judge(name: str, samples: Sequence[Sample], unknown: Collection[str]) -> dict[str, object]:
    """Cross-validate one judge, print how it does, and return it fitted on everything."""
    scores: dict[str, float] = {}
    for fold in range(FOLDS):
        fitted = _fit([sample for sample in samples if sample.fold != fold], unknown)
        scores.update({s.id: _score(s, fitted)[0] for s in samples if s.fold == fold})
    print(f"judge: {name}")
    return _table(_fit(samples, unknown), _report(samples, scores))


def _measure(data: Path, store: Path | None) -> Iterator[Sample]:
    with Assistant.open(corpus=data / "articles", store=store) as assistant:
        texts = {f.name: f.read_bytes().decode("utf-8") for f in (data / "articles").glob("*.txt")}
        for number, item in enumerate(_questions(data, texts)):
            if number % 200 == 0:
                print(f"{number} questions measured", file=sys.stderr)
            retrieved = assistant.retrieve(item["question"])
            parts = []
            for part in retrieved.asked.parts:
                measured = tuple(measure_all(retrieved.result, part))
                gold = tuple(_is_gold(m, item["spans"]) for m in measured)
                parts.append((part, measured, gold))
            fold = zlib.crc32(str(item["subject"]).encode()) % FOLDS
            yield Sample(item["id"], item["lang"], item["answerable"], item["own"], fold, tuple(parts))


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
            yield {**item, "spans": spans, "subject": subject, "lang": language, "own": path == own}
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
        yield {**item, **changed, "subject": _subject(item), "own": True}


def _subject(item: dict) -> str:  # type: ignore[type-arg]
    return str(item["spans"][0]["file"]).rsplit("_", 1)[0]


def _is_gold(measured: Measured, spans: Sequence[dict]) -> bool:  # type: ignore[type-arg]
    s = measured.sentence
    return any(s.file == g["file"] and s.start < g["end"] - 3 and g["start"] < s.end - 3 for g in spans)


def _fit(samples: Sequence[Sample], unknown: Collection[str] = ()) -> Judge:
    rows, labels, importance = [], [], []
    for sample in samples:
        for _, measured, gold in sample.parts:
            if sample.answerable and not any(gold):
                continue
            tempting = sorted(range(len(measured)), key=lambda i: -_temptation(measured[i]))[:HARD]
            for i in {*tempting, *(i for i, is_gold in enumerate(gold) if is_gold)}:
                rows.append(list(asdict(measured[i].features).values()))
                labels.append(float(gold[i]))
                importance.append((1.0 if gold[i] else 0.35) * (OWN if sample.own else 1.0))
    names = list(asdict(samples[0].parts[0][1][0].features))
    choosing = _weights(names, rows, labels, importance, 1.0, unknown)
    answering = _fit_answering(samples, choosing, unknown)
    return Judge(choosing, answering, 0.5)


def _temptation(measured: Measured) -> float:
    return measured.features.similarity + measured.features.coverage + measured.features.nearby


def _fit_answering(samples: Sequence[Sample], choosing: Weights, unknown: Collection[str]) -> Weights:
    table = [_row(sample, choosing) for sample in samples]
    names = list(table[0])
    labels: Array = np.array([float(sample.answerable) for sample in samples])
    importance: Array = np.array([OWN if sample.own else 1.0 for sample in samples])
    importance[labels == 1] *= importance[labels == 0].sum() / importance[labels == 1].sum()
    rows = [list(row.values()) for row in table]
    return _weights(names, rows, labels, importance, 4.0, unknown)


def _weights(
    names: Sequence[str],
    rows: Sequence[Sequence[float]],
    labels: Sequence[float] | Array,
    importance: Sequence[float] | Array,
    penalty: float,
    unknown: Collection[str],
) -> Weights:
    kept = [place for place, name in enumerate(names) if name not in unknown]
    signs = [-1 if names[place] in AGAINST else 0 if names[place] in EITHER else 1 for place in kept]
    fitted = fit_logistic(np.array(rows)[:, kept], np.array(labels), np.array(importance), penalty, signs)
    by_name = {names[place]: round(float(weight), 4) for place, weight in zip(kept, fitted, strict=False)}
    return Weights(round(float(fitted[-1]), 4), by_name)


def _ranked(measured: Sequence[Measured], choosing: Weights) -> list[Scored]:
    scored = [Scored(item, choosing.probability(asdict(item.features))) for item in measured]
    return sorted(scored, key=lambda item: (-item.score, item.measured.index))


def _row(sample: Sample, choosing: Weights) -> dict[str, float]:
    """Return the row of the part that is answered worst."""
    rows = [question_row(part, _ranked(measured, choosing)) for part, measured, _ in sample.parts]
    return min(rows, key=lambda row: row["rivals"])


def _score(sample: Sample, fitted: Judge) -> tuple[float, bool]:
    return fitted.answering.probability(_row(sample, fitted.choosing)), sample.answerable


def _report(samples: Sequence[Sample], scores: dict[str, float]) -> float:
    """Print how well the two kinds of question part, by source and language; return the threshold."""
    print(f"{'questions':28} {'n':>4} {'AUROC':>6} {'refused at 90 % answered':>25}")
    for own in (False, True):
        for language in ("it", "en", "all"):
            chosen = [s for s in samples if s.own == own and language in (s.language, "all")]
            yes = [scores[s.id] for s in chosen if s.answerable]
            no = [scores[s.id] for s in chosen if not s.answerable]
            if yes and no:
                name = f"{'own' if own else 'given'}, {language}"
                print(f"{name:28} {len(chosen):4} {auroc(yes, no):6.3f} {refused_at(yes, no, 0.9):25.3f}")
    answered = [scores[s.id] for s in samples if s.answerable and s.own]
    return round(float(np.quantile(np.asarray(answered), 1 - ANSWERED)), 4)


def _table(fitted: Judge, threshold: float) -> dict[str, object]:
    return {
        "choosing": {"bias": fitted.choosing.bias, "weights": dict(fitted.choosing.by_feature)},
        "answering": {"bias": fitted.answering.bias, "weights": dict(fitted.answering.by_feature)},
        "threshold": threshold,
    }


if __name__ == "__main__":
    sys.exit(main())
