"""Judge how an answer is grounded: whether quotes support their claims, and whether they are the evidence.

Support is precision and recall as ALCE defines them (arXiv 2305.14627, section 4), with the test of `support.py` in
place of a model, and with invented citations counted as wrong. A sentence that states nothing needs no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evals.matching import fold
from evals.metrics.citations import as_quoted, phantoms
from evals.metrics.metric import Case, Metric, Score, not_applicable, ok
from evals.metrics.retrieval import evidence_sets, relevant_files
from evals.metrics.support import needs_citation, support
from evals.metrics.values import language_of, numbers_of
from evals.questions import Evidence
from evals.responses import Cited, Place, Said
from rag.corpus import scan

_QUOTED = re.compile(r"[«“]([^»”]+)[»”]")
_COUNTING = 40  # characters beside the quoted words; a longer claim says more than a count


def verdicts(case: Case) -> Iterator[tuple[Said, str, str]]:
    """Yield every claim that needs a citation with whether what it cites supports it, and what is missing."""
    for said in case.response.said:
        if _counts_articles(case, said):
            yield said, "supported", ""
        elif said.citations or needs_citation(said.text):
            yield said, *support(said.text, _quotes(case, said))


def _counts_articles(case: Case, said: Said) -> bool:
    """Tell whether a claim counts articles and is right: "Articles that mention «X»: 2 of 5", citing both.

    Every quote has the words in « », the first number is that of the files cited, a second one that of all articles.
    """
    phrase = _QUOTED.search(said.text)
    if phrase is None or len(said.text) > len(phrase[0]) + _COUNTING:
        return False
    files = {cited.file for n in said.citations if (cited := case.response.citation(n)) is not None}
    quotes = _quotes(case, said)
    if len(quotes) < len(said.citations) or not all(fold(phrase[1]) in fold(quote) for quote in quotes):
        return False
    counted = (str(len(files)), str(len(scan(case.articles.folder).files)))
    told = numbers_of(said.text.replace(phrase[0], " "), language_of(said.text))
    return bool(told) and told == counted[: len(told)]


def _quotes(case: Case, said: Said) -> list[str]:
    """Return the quotes a claim cites, as far as they lead to an article."""
    found = [case.response.citation(n) for n in said.citations]
    return [cited.quote for cited in found if cited is not None and as_quoted(case, cited)]


def _support_recall(case: Case) -> Score:
    if case.response.abstained:
        return not_applicable("abstained")
    judged = [(verdict, why) for _, verdict, why in verdicts(case) if verdict != "undecided"]
    if not judged:
        return not_applicable("no claim that can be judged without a model")
    lost = [why for verdict, why in judged if verdict == "unsupported"]
    return ok(1 - len(lost) / len(judged), "; ".join(lost))


def _support_precision(case: Case) -> Score:
    """Judge each citation of each claim: it supports alone, or the claim is supported and not without it."""
    good = total = 0
    for said, verdict, _ in verdicts(case):
        if verdict == "undecided":
            continue
        for n in said.citations:
            total += 1
            good += verdict == "supported" and _helps(case, said, n)
    return ok(good / total) if total else not_applicable("no citation that can be judged without a model")


def _helps(case: Case, said: Said, n: int) -> bool:
    if _counts_articles(case, said):
        return True
    alone = _quotes(case, Said(said.text, (n,)))
    if not alone:
        return False
    rest = tuple(other for other in said.citations if other != n)
    if support(said.text, alone)[0] == "supported":
        return True
    return support(said.text, _quotes(case, Said(said.text, rest)))[0] != "supported"


def _evidence(case: Case) -> Score | None:
    if not case.question.answerable:
        return not_applicable("not answerable")
    if not case.question.evidence:
        return not_applicable("names no evidence")
    return not_applicable("abstained") if case.response.abstained else None


def _file_precision(case: Case) -> Score:
    if (refused := _evidence(case)) is not None:
        return refused
    cited = {item.file for item in case.response.cited}
    wrong = len(list(phantoms(case.response)))
    right = cited & frozenset().union(*relevant_files(case.question))
    return ok(len(right) / (len(cited) + wrong)) if cited or wrong else ok(0, "nothing is cited")


def _file_recall(case: Case) -> Score:
    if (refused := _evidence(case)) is not None:
        return refused
    cited = {item.file for item in case.response.cited}
    return ok(max(len(files & cited) / len(files) for files in relevant_files(case.question)))


def _span_precision(case: Case) -> Score:
    if (refused := _evidence(case)) is not None:
        return refused
    places = [place for item in case.response.cited if (place := _place(case, item)) is not None]
    total = len(case.response.cited) + len(list(phantoms(case.response)))
    right = sum(_evident(place, case.question.evidence) for place in places)
    return ok(right / total) if total else ok(0, "nothing is cited")


def _evident(place: Place, evidence: Iterable[Evidence]) -> float:
    """Return the share of a cited place that evidence covers: a whole article is no pointer to a sentence of it."""
    inside: set[int] = set()
    for item in evidence:
        if _meet(place, item):
            inside.update(range(max(place.start, item.start), min(place.end, item.end)))
    return len(inside) / max(1, place.end - place.start)


def _span_recall(case: Case) -> Score:
    if (refused := _evidence(case)) is not None:
        return refused
    places = [place for item in case.response.cited if (place := _place(case, item)) is not None]
    return ok(
        max(
            sum(any(_meet(place, item) for place in places) for item in group) / len(group)
            for group in evidence_sets(case.question)
        )
    )


def _place(case: Case, cited: Cited) -> Place | None:
    text = case.articles.text(cited.file, cited.encoding, cited.record)
    start = cited.start if cited.start is not None else (text or "").find(cited.quote)
    end = cited.end if cited.end is not None else start + len(cited.quote)
    return None if text is None or start < 0 or end > len(text) else Place(cited.file, start, end, record=cited.record)


def _meet(place: Place, evidence: Evidence) -> bool:
    return (
        place.file == evidence.file
        and place.record == evidence.record
        and max(place.start, evidence.start) < min(place.end, evidence.end)
    )


_ANSWERS = "n/a for an abstention and where nothing can be judged without a model"
_KNOWN = "n/a for an abstention and without evidence, 0 when nothing is cited"

METRICS = (
    Metric(
        "support_recall",
        "citations",
        "higher",
        "share of the claims that all their quotes together support",
        _ANSWERS,
        _support_recall,
    ),
    Metric(
        "support_precision",
        "citations",
        "higher",
        "share of the citations of claims that help to support them",
        _ANSWERS,
        _support_precision,
    ),
    Metric(
        "file_precision", "citations", "higher", "share of the cited files that hold evidence", _KNOWN, _file_precision
    ),
    Metric("file_recall", "citations", "higher", "share of the evidence files that are cited", _KNOWN, _file_recall),
    Metric(
        "span_precision",
        "citations",
        "higher",
        "share of each cited place that is evidence, on average",
        _KNOWN,
        _span_precision,
    ),
    Metric(
        "span_recall",
        "citations",
        "higher",
        "share of the evidence sentences that a citation meets",
        _KNOWN,
        _span_recall,
    ),
)
