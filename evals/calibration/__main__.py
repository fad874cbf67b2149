"""Make `rag/answering/choosing/answerability.json`: `python -m evals.calibration --data DIR [--write]`.

DIR holds `articles/` and question files `*.jsonl` with the fields question, answerable, gold_files, gold_quote; the
questions of `questions.jsonl` here (their evidence given as file and offsets) are about the same articles. `news/` here
holds small collections of news with questions of their own, written as reporters write: the lead names everything, the
sentence that answers often nothing. Both models are judged by five-fold cross-validation over subjects (an unanswerable
question has none and stands by itself) before they are fitted on everything. Judged are the two models, not the
engine's rules beside them (a name that no article mentions, no word in common).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from evals.calibration.fitting import Array, auroc, fit_choice, fit_logistic, refused_at
from evals.calibration.samples import FOLDS, Sample, measure_questions
from rag.answering.choosing import answerability
from rag.answering.choosing.answerability import Judge, Weights, question_row, rank

# How much a question weighs for each model: those given are machine-translated, those on news nearest to what is asked.
CHOOSING: dict[str, float] = {"given": 0.2, "own": 0.2, "news": 1.0}
ANSWERING: dict[str, float] = {"given": 1.0, "own": 3.0, "news": 1.0}
CHOICE_PENALTY, ANSWER_PENALTY = 20.0, 4.0
ANSWERED = 0.9  # share of the answerable questions that the threshold must leave answered
UNKNOWN: dict[str, tuple[str, ...]] = {  # features a judge never sees
    "vectors": (),
    "words": ("similarity", "lead", "contrast"),
}
CHOSEN_BY = (  # the features that tell the sentences of one search apart
    *("similarity", "lead", "contrast", "standing", "coverage", "nearby", "names", "names_here", "names_around"),
    *("nameless", "verbal", "distinct", "beyond", "focus", "kind", "carried", "misfit", "whole", "length", "foreign"),
    *("contrary", "headline", "has_person", "has_time", "has_place", "has_quantity", "has_list", "has_reason"),
)
ANSWERED_BY = (  # those that tell whether the best of them answers; each can only speak for it
    *("similarity", "lead", "coverage", "nearby", "names", "names_here", "verbal", "focus", "kind", "whole", "rivals"),
)
AGAINST = (  # or only against it
    *(
        "contrary",
        "nameless",
        "nameless_at_home",
        "uncounted",
        "headline",
        "misfit",
        "reason",
        "no_reason",
        "reason_unsaid",
    ),
    *("no_person", "no_time", "no_place", "no_quantity", "no_list"),
)
EITHER = ("foreign", "quantity", "open", "unnamed")
TABLE = Path(answerability.__file__).with_name("answerability.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the cross-validated table, and write the weights when asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.calibration", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with articles/ and *.jsonl questions")
    parser.add_argument("--store", type=Path, help="where to keep the store of the articles")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args(arguments)
    samples = list(measure_questions(options.data, options.store))
    judges = {name: _judge(name, samples, unknown) for name, unknown in UNKNOWN.items()}
    if options.write:
        table = {"made_by": "python -m evals.calibration --data DIR --write", "judges": judges}
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


def _judge(name: str, samples: Sequence[Sample], unknown: Collection[str]) -> dict[str, object]:
    """Cross-validate one judge, print how it does, and return it fitted on everything."""
    scores: dict[str, float] = {}
    first: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        fitted = _fit([sample for sample in samples if sample.fold != fold], unknown)
        for sample in (sample for sample in samples if sample.fold == fold):
            scores[sample.id] = _score(sample, fitted)[0]
            first.setdefault(sample.source, []).extend(_chosen_first(sample, fitted.choosing))
    print(f"judge: {name}")
    for source, right in first.items():
        print(f"right sentence first, {source:6} {sum(right) / len(right):.3f} of {len(right)}")
    return _table(_fit(samples, unknown), _report(samples, scores))


def _fit(samples: Sequence[Sample], unknown: Collection[str] = ()) -> Judge:
    names = [name for name in CHOSEN_BY if name not in unknown]
    groups, right, importance = [], [], []
    for sample in samples:
        for _, measured, gold in sample.parts:
            if sample.answerable and any(gold):
                groups.append(np.array([[getattr(m.features, name) for name in names] for m in measured]))
                right.append(np.array(gold, dtype=float))
                importance.append(CHOOSING[sample.source])
    fitted = fit_choice(groups, right, np.array(importance), CHOICE_PENALTY)
    choosing = Weights(0.0, {name: round(float(weight), 4) for name, weight in zip(names, fitted, strict=True)})
    return Judge(choosing, _fit_answering(samples, choosing, unknown), 0.5)


def _fit_answering(samples: Sequence[Sample], choosing: Weights, unknown: Collection[str]) -> Weights:
    table = [_row(sample, choosing) for sample in samples]
    names = [name for name in (*ANSWERED_BY, *AGAINST, *EITHER) if name not in unknown]
    signs = [-1 if name in AGAINST else 0 if name in EITHER else 1 for name in names]
    labels: Array = np.array([float(sample.answerable) for sample in samples])
    importance: Array = np.array([ANSWERING[sample.source] for sample in samples])
    importance[labels == 1] *= importance[labels == 0].sum() / importance[labels == 1].sum()
    rows = np.array([[row[name] for name in names] for row in table])
    fitted = fit_logistic(rows, labels, importance, ANSWER_PENALTY, signs)
    by_name = {name: round(float(weight), 4) for name, weight in zip(names, fitted, strict=False)}
    return Weights(round(float(fitted[-1]), 4), by_name)


def _row(sample: Sample, choosing: Weights) -> dict[str, float]:
    """Return the row of the part that is answered worst."""
    rows = [question_row(part, rank(measured, choosing)) for part, measured, _ in sample.parts]
    return min(rows, key=lambda row: row["rivals"])


def _chosen_first(sample: Sample, choosing: Weights) -> Iterator[bool]:
    """Yield, for each part whose evidence was found, whether it is ranked first."""
    for _, measured, gold in sample.parts:
        if sample.answerable and any(gold):
            best = rank(measured, choosing)[0].measured.index
            yield any(right and item.index == best for item, right in zip(measured, gold, strict=True))


def _score(sample: Sample, fitted: Judge) -> tuple[float, bool]:
    return fitted.answering.probability(_row(sample, fitted.choosing)), sample.answerable


def _report(samples: Sequence[Sample], scores: dict[str, float]) -> float:
    """Print how well the two kinds of question part, by source and language; return the threshold."""
    print(f"{'questions':28} {'n':>4} {'AUROC':>6} {'refused at 90 % answered':>25}")
    for source in CHOOSING:
        for language in ("it", "en", "all"):
            chosen = [s for s in samples if s.source == source and language in (s.language, "all")]
            yes = [scores[s.id] for s in chosen if s.answerable]
            no = [scores[s.id] for s in chosen if not s.answerable]
            if yes and no:
                name = f"{source}, {language}"
                print(f"{name:28} {len(chosen):4} {auroc(yes, no):6.3f} {refused_at(yes, no, 0.9):25.3f}")
    answered = [scores[s.id] for s in samples if s.answerable and s.source == "own"]
    return round(float(np.quantile(np.asarray(answered), 1 - ANSWERED)), 4)


def _table(fitted: Judge, threshold: float) -> dict[str, object]:
    return {
        "choosing": {"bias": fitted.choosing.bias, "weights": dict(fitted.choosing.by_feature)},
        "answering": {"bias": fitted.answering.bias, "weights": dict(fitted.answering.by_feature)},
        "threshold": threshold,
    }


if __name__ == "__main__":
    sys.exit(main())
