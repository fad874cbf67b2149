"""Let a scripted model lie over the articles of the set, and count what is shown: `python -m evals.claims.repairs`.

Each draft holds one claim: a broken one with the sentences it was made from, a faithful one that cites another
sentence, or one that cites the first of all, whatever it tells. Both sets give their share of drafts. Printed for each
kind: drafts whose claim was mended, removed, or shown as it was, which for a broken one is a leak.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from rag.answering.answer import answer
from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.language.questions import understand
from rag.types import Answer, CorpusState, Interpreted, Legs, Passage, SearchResult, Sentence, Source

HERE = Path(__file__).parent
ADVERSARIAL = HERE / "adversarial"
LIES = ("number", "magnitude", "date", "name", "roles", "negation", "hedge", "plan", "speaker", "cause", "detail")
MISCITED = ("false citation", "all cites the first")
MENDABLE = (*MISCITED, "roles", "negation", "hedge", "plan", "speaker", "cause", "detail")
_DRAFTS = 20  # of each kind


class Lying:
    """An engine that says what it is told to."""

    name, model = "lying", None

    def __init__(self, claim: DraftClaim) -> None:
        self.claim = claim

    def draft(self, asked: Asked, result: SearchResult) -> Draft:
        """Return the one claim."""
        return Draft((self.claim,))

    def close(self) -> None:
        """Have nothing to close."""


def main() -> None:
    """Print the table and the share of mendable drafts that were mended."""
    table = run()
    print(f"{'kind':<20}{'mended':>8}{'removed':>9}{'partial':>9}{'shown':>7}")
    for kind, counts in table.items():
        print(f"{kind:<20}" + "".join(f"{counts[name]:>{w}}" for name, w in _COLUMNS))
    total = sum((table[kind] for kind in MENDABLE), Counter[str]())
    print(f"drafts {sum(c.total() for c in table.values())}; of {total.total()} mendable {total['mended']} mended")


def run() -> dict[str, Counter[str]]:
    """Return, for each kind of draft, how many were mended, removed, shown in part, and shown as they were."""
    table: dict[str, Counter[str]] = {}
    for folder in (HERE, ADVERSARIAL):
        articles = {article["article"]: article for article in _lines(folder / "articles.jsonl")}
        claims = _lines(folder / "claims.jsonl")
        for kind in (*MISCITED, *LIES):
            drafts = [c for c in claims if _serves(c, kind)][:_DRAFTS]
            outcomes = Counter(_outcome(claim, articles[claim["article"]], kind) for claim in drafts)
            table[kind] = table.get(kind, Counter()) + outcomes
    return table


def _serves(claim: dict[str, Any], kind: str) -> bool:
    """Tell whether a draft of a kind is made from a claim: from the third sentence on, where what it cites is wrong."""
    if kind in LIES:
        return bool(claim["kind"] == kind)
    return claim["kind"] in ("shortened", "voice") and len(claim["sources"]) == 1 and claim["sources"][0] >= 1


_COLUMNS = (("mended", 8), ("removed", 9), ("partial", 9), ("shown", 7))


def _outcome(claim: dict[str, Any], article: dict[str, Any], kind: str) -> str:
    result = _result(article)
    places = tuple(claim["sources"])
    if kind == "false citation":
        places = ((places[0] + 2) % len(article["sentences"]),)
    if kind == "all cites the first":
        places = (0,)
    question = "Che cosa è successo?"
    asked = Asked(question, Interpreted(question), "it", understand(question, "it"))
    made: Answer = answer(asked, result, Lying(DraftClaim(places, claim["claim"])))
    if not made.claims:
        return "removed"
    if any(notice.code == "claim_repaired" for notice in made.warnings):
        return "mended"
    return "shown" if made.claims[0].verdict == "supported" else "partial"


def _result(article: dict[str, Any]) -> SearchResult:
    """Return a search result that shows the whole article as one passage."""
    file, sentences, at = f"{article['article']}.txt", [], 0
    for text in article["sentences"]:
        sentences.append(Sentence(file, at, at + len(text), 1, text, 0))
        at += len(text) + 1
    source = Source(file, "0" * 64, "utf-8", None, None, None, None, article["language"])
    passage = Passage(file, 0, at - 1, " ".join(article["sentences"]), None, None, 1.0, Legs())
    return SearchResult((passage,), tuple(sentences), {file: source}, CorpusState(1, "x"))


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
