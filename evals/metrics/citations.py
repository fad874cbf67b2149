"""Judge what must hold of every citation: it leads to a place in an article, and its quote is what stands there.

An invented citation, a marker without a citation or a citation of no file, counts as wrong in every denominator.
"""

from __future__ import annotations

from collections.abc import Iterator

from evals.metrics.metric import Case, Metric, Score, not_applicable, ok
from evals.responses import MARKER, Cited, Place, Response


def resolves(case: Case, cited: Cited) -> str | None:
    """Return why a citation leads nowhere, None when it leads to a place in an article."""
    text = case.articles.text(cited.file, cited.encoding, cited.record)
    if text is None:
        return f"[{cited.n}] cites {cited.file!r}, which is no article"
    if cited.start is None or cited.end is None:
        return None if cited.quote and cited.quote in text else f"[{cited.n}] tells no place, and its quote has none"
    if not 0 <= cited.start < cited.end <= len(text):
        return f"[{cited.n}] cites {cited.start} to {cited.end} of {len(text)} characters"
    if case.response.shown and not _inside(cited, case.response.shown):
        return f"[{cited.n}] lies in no passage that was shown"
    return None


def phantoms(response: Response) -> Iterator[str]:
    """Yield what is cited without a citation, and citations whose number is not theirs alone."""
    numbers = [cited.n for cited in response.cited]
    named = {int(n) for n in MARKER.findall(response.text)} | {n for said in response.said for n in said.citations}
    yield from (f"[{n}] is no citation" for n in sorted(named - set(numbers)))
    yield from (f"[{n}] stands for two citations" for n in sorted({n for n in numbers if numbers.count(n) > 1}))


def _inside(cited: Cited, shown: tuple[Place, ...]) -> bool:
    start, end = cited.start or 0, cited.end or 0
    return any(
        place.file == cited.file and place.record in (None, cited.record) and place.start <= start and end <= place.end
        for place in shown
    )


def _resolving(case: Case) -> Score:
    response = case.response
    wrong = [*filter(None, (resolves(case, cited) for cited in response.cited)), *phantoms(response)]
    if response.abstained and (response.cited or response.said or MARKER.search(response.text)):
        wrong.append("an abstention claims or cites something")
    total = len(response.cited) + sum(1 for _ in phantoms(response))
    if not total and not wrong:
        return not_applicable("abstained" if response.abstained else "nothing is cited")
    return ok(max(0.0, 1 - len(wrong) / max(total, len(wrong))), "; ".join(wrong))


def _verbatim(case: Case) -> Score:
    cited = case.response.cited
    if not cited:
        return not_applicable("nothing is cited")
    wrong = [f"[{item.n}] is not what stands there" for item in cited if not as_quoted(case, item)]
    return ok(1 - len(wrong) / len(cited), "; ".join(wrong))


def as_quoted(case: Case, cited: Cited) -> bool:
    """Tell whether the quote of a citation is what stands at its place, or in its file when it tells no place."""
    text = case.articles.text(cited.file, cited.encoding, cited.record)
    if text is None or not cited.quote:
        return False
    return cited.quote in text if cited.start is None else text[cited.start : cited.end] == cited.quote


def _complete(case: Case) -> Score:
    if case.response.abstained:
        return not_applicable("abstained")
    bare = [said.text for said in case.response.said if not said.citations]
    if not case.response.said:
        return ok(0, "an answer without a claim")
    return ok(1 - len(bare) / len(case.response.said), "; ".join(f"no citation: {text[:80]}" for text in bare))


METRICS = (
    Metric(
        "citations_resolve",
        "citations",
        "higher",
        "share of citations and markers that lead to a place in an article, inside a passage that was shown",
        "n/a when nothing is cited",
        _resolving,
        invariant=True,
    ),
    Metric(
        "citations_verbatim",
        "citations",
        "higher",
        "share of citations whose quote is, to the character, what stands at their place",
        "n/a when nothing is cited",
        _verbatim,
        invariant=True,
    ),
    Metric(
        "claims_cited",
        "citations",
        "higher",
        "share of the claims of an answer that have a citation",
        "n/a for an abstention, 0 for an answer without a claim",
        _complete,
        invariant=True,
    ),
)
