"""Questions, responses and articles for the tests of the metrics, with a perfect answer to begin from."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.articles import Articles
from evals.metrics import Case
from evals.questions import Evidence, Expected, Forbidden, Nugget, Question
from evals.responses import Cited, Place, Response, Said
from rag.marking import join_claims
from rag.types import Claim

BRIDGE = (
    "Il ponte\r\n\r\nIl ponte di Orvella è costato 4,2 milioni di euro. "
    "Lo ha aperto il 12 gennaio 2026 il sindaco Aldo Brusa.\r\n"
)
OPINION = "Il parere\n\nSecondo l’assessora Nadia Brusco, l’opera è «un passo avanti». Il comitato non ha votato.\n"
FILES = {"a.txt": BRIDGE, "b.txt": OPINION, "c/d.md": "Altro\n\nIl mercato di Tresana apre la domenica.\n"}

COST = "Il ponte di Orvella è costato 4,2 milioni di euro."
OPENED = "Lo ha aperto il 12 gennaio 2026 il sindaco Aldo Brusa."
SAID = "Secondo l’assessora Nadia Brusco, l’opera è «un passo avanti»."
VOTED = "Il comitato non ha votato."


def articles(folder: Path) -> Articles:
    """Write the three articles and return them."""
    for file, text in FILES.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(text.encode())
    return Articles(folder)


def place_of(quote: str) -> tuple[str, int, int]:
    """Return file, start and end of a quote."""
    file = next(name for name, text in FILES.items() if quote in text)
    start = FILES[file].index(quote)
    return file, start, start + len(quote)


def evidence(quote: str) -> Evidence:
    file, start, end = place_of(quote)
    return Evidence(file, quote, start, end, hashlib.sha256(FILES[file].encode()).hexdigest())


def nugget(*forms: str, importance: str = "vital") -> Nugget:
    return Nugget(f"n-{forms[0]}", forms[0], importance, forms)  # type: ignore[arg-type]


def question(**changes: Any) -> Question:
    """Return a question after the cost of the bridge, some fields changed."""
    asked = Question(
        id="q1",
        split="dev",
        lang="it",
        type="numeric",
        cluster="ponte",
        question="Quanto è costato il ponte di Orvella?",
        as_of=None,
        answerable=True,
        expected=Expected("number", 4_200_000, "EUR", ("4,2 milioni", "4.2 million")),
        nuggets=(nugget("4,2 milioni", "4.2 million"),),
        forbidden=(Forbidden("42 milioni", "la virgola"),),
        evidence=(evidence(COST),),
        evidence_sets=((0,),),
        author="fonte",
        reviewed=True,
    )
    return replace(asked, **changes)


def unanswerable(**changes: Any) -> Question:
    """Return a question that the articles do not answer."""
    nothing: dict[str, Any] = {"answerable": False, "nuggets": (), "forbidden": (), "evidence": (), "evidence_sets": ()}
    return question(**{"id": "q0", "type": "unanswerable", "expected": Expected("abstain"), **nothing, **changes})


def answer(*said: tuple[str, tuple[str, ...]], id_: str = "q1", **changes: Any) -> Response:
    """Return an answer of claims, each with the quotes it cites; found and shown are the quotes themselves."""
    quotes = list(dict.fromkeys(quote for _, cited in said for quote in cited))
    cited = tuple(Cited(n, *place_of(quote), quote) for n, quote in enumerate(quotes, 1))
    claims = tuple(Said(text, tuple(quotes.index(quote) + 1 for quote in of)) for text, of in said)
    places = tuple(Place(item.file, item.start or 0, item.end or 0) for item in cited)
    text = join_claims([Claim(claim.text, claim.citations, "supported", {}) for claim in claims])
    files = tuple(dict.fromkeys(item.file for item in cited))
    made = Response(id_, text=text, said=claims, cited=cited, files=files, found=places, shown=places)
    return replace(made, **changes)


def abstention(id_: str = "q1", **changes: Any) -> Response:
    """Return an abstention that had found the evidence."""
    return replace(
        answer((COST, (COST,)), id_=id_),
        abstained=True,
        text="Gli articoli non lo dicono.",
        said=(),
        cited=(),
        **changes,
    )


PERFECT = answer((COST, (COST,)))


def case(folder: Path, asked: Question | None = None, said: Response = PERFECT) -> Case:
    return Case(asked or question(), said, articles(folder))
