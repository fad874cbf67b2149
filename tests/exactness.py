"""Generate texts of every awkward kind, and hold each through clean, split, cite and verify: offsets are exact.

`python -m tests.exactness --texts 20000` prints how many texts, chunks and citations it tried, and what was wrong. A
text is made by its number and the seed alone, so `--seed S --first N --texts 1` makes one again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.answering.citing import CitedClaim, cite
from rag.answering.drafting import Draft, DraftClaim
from rag.corpus import load
from rag.errors import InputError
from rag.marking import join_claims
from rag.store.chunking import chunk_document
from rag.types import (
    Answer,
    Chunk,
    Citation,
    Claim,
    CorpusState,
    Document,
    Interpreted,
    SearchResult,
    Sentence,
    Source,
)
from rag.verifying import verify

SENTENCES = (
    "Il dott. Rossi ha detto che l'art. 3 costa 4,2 mld. di euro.",
    "«Non è vero», risponde D'Amico: «l'abbiamo letto a pag. 12».",
    "The minister said: “We can't pay $3.5bn.” Nobody asked why.",
    "Am 12. Januar 2026 fuhr die S-Bahn Nr. 7 nicht.",
    "Perche\u0301 la citta\u0300 e\u0301 piu\u0300 pulita?",
    "La riunione [1] è finita (cfr. [2, 3]) alle ore 9.30.",
    "会议在北京举行。没有人说话。",
    "وقال الوزير إن الخطة جاهزة.",
    "👩‍👩‍👧 saluta 🇮🇹, poi tace.",
    "**Grassetto** e [un legame](https://a.example/x_(y)?z=1) in una riga.",
    "Una frase senza punto",
    "A.B.C. S.p.A. ha 3.000 soci.",
    "E allora?! Niente… Nulla.",
    "Il 50 % dei casi – circa 1.200 – è «chiuso».",
)
FURNITURE = (
    "Condividi su Facebook", "Leggi anche: il ponte chiude", "© RIPRODUZIONE RISERVATA", "* * *", "Pubblicità", "---",
    "Ultime notizie", "12 gennaio 2026", "di Ada Neri", "Tag: ponti, strade", "Home > Cronaca > Ossera",
    "#ponti #strade", "Privacy | Cookie | Contatti", "Fonte: La Voce", "Iscriviti alla newsletter", "1. uno", "- due",
    "| a | b |", "# Titolo",
)  # fmt: skip
BREAKS = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n\n\n\n", " \n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\n\t")
ODD = (
    "\u200b", "\u00ad", "\u202e", "\u2066", "\u00a0", "\u3000", "\ufeff", "\t\t", "\U000e0041", "\u0338", "\ufffd",
    "\x01", "x" * 3_000, "a " * 700, "(" * 60, "http://a.example/" + "b" * 400, "\u0130\u0131\u00df\ufb01", "'" * 9,
)  # fmt: skip
HEADS = ("", "", "", "---\ntitle: Un titolo\ndate: 2026-01-12\n---\n", "\ufeff", "Titolo della pagina\n\n", "\n\n \n")
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16")


@dataclass(frozen=True)
class Made:
    """Hold a generated file."""

    name: str
    data: bytes


def made(seed: int, number: int) -> Made:
    """Return the file of a number."""
    rng = random.Random(f"{seed} {number}")
    parts = [rng.choice(HEADS)]
    often = rng.choice(SENTENCES)  # a sentence that stands there again and again: each copy has its own place
    for _ in range(rng.choice([1, 3, 10, 40])):
        kind = rng.random()
        if kind < 0.6:
            parts.append(" ".join(rng.choice((often, rng.choice(SENTENCES))) for _ in range(rng.randint(1, 6))))
        elif kind < 0.85:
            parts.append(rng.choice(FURNITURE))
        else:
            parts.append(rng.choice(ODD))
        parts.append(rng.choice(BREAKS) if rng.random() < 0.8 else rng.choice(ODD))
    text = "".join(parts)
    if number % 40 == 7:
        return Made("a.jsonl", "\n".join(json.dumps({"title": "x", "text": text}) for _ in range(2)).encode())
    return Made(rng.choice(["a.txt", "a.txt", "a.md"]), text.encode(rng.choice(ENCODINGS), "replace"))


# ── what must hold ────────────────────────────────────────────────────────────────────────────────────────────────


def wrong(folder: Path, file: Made, rng: random.Random) -> Iterator[str]:
    """Yield what does not hold of a file put into `folder`; raise InputError when it is refused."""
    path = folder / file.name
    path.write_bytes(file.data)
    for document in load(path, folder).documents:
        if not document.extracted and file.data.decode(document.encoding) != document.text:
            yield "the text is not the file's"
        chunks = chunk_document(document)
        yield from _marked(document)
        yield from _cut(document, chunks)
        yield from _cited(folder, document, chunks, rng)


def _marked(document: Document) -> Iterator[str]:
    """Furniture lies in order within the text, in whole lines."""
    end = -1
    for span in document.furniture:
        if not end < span.start < span.end <= len(document.text):
            yield f"furniture at {span} after {end}"
        if span.start and document.text[span.start - 1] not in "\r\n\ufeff":
            yield f"furniture at {span} begins inside a line"
        end = span.end


def _cut(document: Document, chunks: list[Chunk]) -> Iterator[str]:
    """Chunks are slices in order that hold all of the article and nothing of the furniture; so are their sentences."""
    text, place = document.text, 0
    covered = bytearray(len(text))
    for span in document.furniture:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for chunk in chunks:
        if not place <= chunk.start < chunk.end <= len(text) or text[chunk.start : chunk.end] != chunk.text:
            yield f"a chunk is not the slice {chunk.start}:{chunk.end}"
        if any(covered[chunk.start : chunk.end]):
            yield f"the chunk at {chunk.start} holds furniture"
        if chunk.line != len(text[: chunk.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            yield f"the chunk at {chunk.start} is not in line {chunk.line}"
        covered[chunk.start : chunk.end] = b"\1" * (chunk.end - chunk.start)
        at = chunk.start
        for span in chunk.sentences:
            if not at <= span.start < span.end <= chunk.end or _seen(text[at : span.start]):
                yield f"the sentence at {span} is not in its place"
            at = span.end
        if _seen(text[at : chunk.end]):
            yield f"the chunk at {chunk.start} ends outside its sentences"
        place = chunk.end
    lost = [at for at, mark in enumerate(covered) if not mark and not text[at].isspace() and text[at] != "\ufeff"]
    if lost:
        yield f"{len(lost)} characters are in no chunk, the first at {lost[0]}"


def _seen(text: str) -> bool:
    """Tell whether a reader sees anything of a text."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def _cited(folder: Path, document: Document, chunks: list[Chunk], rng: random.Random) -> Iterator[str]:
    """Citations of some sentences verify as present, and as moved when a line is put before them."""
    spans = [(chunk, span) for chunk in chunks for span in chunk.sentences]
    chosen = rng.sample(spans, min(3, len(spans)))
    sentences = tuple(
        Sentence(document.file, span.start, span.end, chunk.line, span.of(document.text), 0) for chunk, span in chosen
    )
    source = Source(
        document.file, document.sha256, document.encoding, document.title, document.date, None, None,
        document.language, extracted=document.extracted,
    )  # fmt: skip
    result = SearchResult((), sentences, {document.file: source}, CorpusState(1, "x"))
    claims = cite(Draft(tuple(DraftClaim((place,)) for place in range(len(sentences)))), result)
    for claim in claims:
        for citation in claim.citations:
            if document.text[citation.start : citation.end] != citation.quote:
                yield f"the citation at {citation.start} is not its quote"
    if claims:
        yield from _verified(folder, claims, "present", document.language)
        if not document.extracted and document.encoding == "utf-8" and folder.joinpath(document.file).exists():
            path = folder / document.file
            path.write_bytes(b"Una riga nuova in cima.\n\n" + path.read_bytes())
            yield from _verified(folder, claims, "moved", document.language)


def _verified(folder: Path, claims: list[CitedClaim], state: str, language: str) -> Iterator[str]:
    citations: dict[int, Citation] = {c.n: c for claim in claims for c in claim.citations}
    told = tuple(Claim(claim.text, tuple(c.n for c in claim.citations), "supported", {}) for claim in claims)
    answer = Answer(
        "x", Interpreted("x"), "it", language, False, None, join_claims(told), told, (), tuple(citations.values()), (),
        "extractive", None, CorpusState(1, "x"),
    )  # fmt: skip
    found = verify(answer, folder)
    yield from found.problems
    for check in found.citations:
        if check.state not in (state, "present"):
            yield f"citation {check.n} is {check.state}, not {state}"


def tried(texts: int, seed: int, first: int = 0) -> tuple[Counter[str], list[str]]:
    """Try generated texts; return the counts, and what was wrong by the number of the text."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        for number in range(first, first + texts):
            folder = Path(place) / "corpus"
            folder.mkdir(exist_ok=True)
            file = made(seed, number)
            try:
                bad = list(wrong(folder, file, random.Random(number)))
                counts["held" if not bad else "wrong"] += 1
                found += [f"{number}: {line}" for line in bad]
            except InputError:
                counts["refused"] += 1
            except Exception as error:
                counts["broke"] += 1
                found.append(f"{number}: {type(error).__name__}: {error}")
            (folder / file.name).unlink()
    return counts, found


def main() -> int:
    """Read the command line, try, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args()
    began = time.perf_counter()
    counts, found = tried(chosen.texts, chosen.seed, chosen.first)
    sys.stdout.write("\n".join([*found[:50], f"seed {chosen.seed}: {dict(counts)}"]))
    sys.stdout.write(f", {len(found)} wrong, {time.perf_counter() - began:.0f} s\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
