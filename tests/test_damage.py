"""Damaged stores: the answer is right or there is one plain line, and the next start has built the store anew.

CI takes forty, by a seed that is printed; `python -m tests.test_damage 200` takes two hundred.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.errors import RagError
from rag.indexing import sync
from rag.settings import Settings
from rag.store.embedding.hashing import HashEmbedder
from rag.store.schema import TRUTH_FILE
from rag.upkeep import repair

IN_CI = 40
NAMES = ["Arna", "Ezzo", "Povo", "Calisio", "Vernara", "Ossera", "Brenta", "Tellara"]
Damage = Callable[[Path, random.Random], None]


def corpus_in(folder: Path) -> Path:
    corpus = folder / "corpus"
    corpus.mkdir()
    for place, name in enumerate(NAMES):
        text = f"Il borgo di {name}\n\nIl borgo di {name} conta {place + 31} pozzi antichi nella piazza del mercato.\n"
        (corpus / f"{name.lower()}.txt").write_text(text, encoding="utf-8")
    return corpus


def build(folder: Path) -> Settings:
    settings = Settings(corpus=corpus_in(folder), store=folder / "store", embedder="hash")
    with Assistant.open(settings=settings) as assistant:
        assistant.search("pozzi")
    return settings


def _files(store: Path) -> list[Path]:
    return sorted(path for path in store.rglob("*") if path.is_file() and path.stat().st_size)


def truncated(store: Path, rng: random.Random) -> None:
    path = rng.choice(_files(store))
    with path.open("r+b") as stream:
        stream.truncate(rng.randrange(path.stat().st_size))


def flipped(store: Path, rng: random.Random) -> None:
    path = rng.choice([path for path in _files(store) if rng.random() < 0.3 or path.name == TRUTH_FILE])
    with path.open("r+b") as stream:
        for _ in range(rng.randint(1, 40)):
            place = rng.randrange(path.stat().st_size)
            stream.seek(place)
            byte = stream.read(1)[0]
            stream.seek(place)
            stream.write(bytes([byte ^ (1 << rng.randrange(8))]))


def words_changed(store: Path, rng: random.Random) -> None:
    """Change a figure of an article inside the truth: the file stays a sound database, its page count right."""
    path = store / TRUTH_FILE
    data = path.read_bytes()
    wrong = str(rng.randint(10, 99)).encode()
    place = rng.randrange(len(NAMES)) + 31
    path.write_bytes(data.replace(b"conta %d pozzi" % place, b"conta %s pozzi" % wrong))


def zeroed(store: Path, rng: random.Random) -> None:
    path = rng.choice(_files(store))
    size = path.stat().st_size
    start = rng.randrange(size)
    with path.open("r+b") as stream:
        stream.seek(start)
        stream.write(bytes(min(size - start, rng.choice([100, 4_096, 100_000]))))


def missing(store: Path, rng: random.Random) -> None:
    for path in rng.sample(_files(store), rng.randint(1, 3)):
        path.unlink()


def swapped(store: Path, rng: random.Random) -> None:
    one, other = rng.sample(_files(store), 2)
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


DAMAGES: list[Damage] = [truncated, flipped, flipped, words_changed, words_changed, zeroed, missing, swapped]


def suffered(built: Path, damage: Damage, rng: random.Random) -> str:
    """Damage a copy of a store, ask, and ask again; return what happened, or raise AssertionError."""
    folder = Path(tempfile.mkdtemp(prefix="damage-"))
    try:
        shutil.copytree(built / "store", folder / "store")
        damage(folder / "store", rng)
        settings = Settings(corpus=built / "corpus", store=folder / "store", embedder="hash")
        place = rng.randrange(len(NAMES))
        told = _asked(settings, place)
        again = _asked(settings, place)
        assert again == "right", f"{damage.__name__}: still {again} when asked again"
        return told.partition(":")[0]
    finally:
        shutil.rmtree(folder)


def _asked(settings: Settings, place: int) -> str:
    """Return "right" or "told"; a wrong figure or any other error is an AssertionError."""
    try:
        with Assistant.open(settings=settings) as assistant:
            answer = assistant.ask(f"Quanti pozzi antichi conta il borgo di {NAMES[place]}?")
    except RagError as error:
        assert "\n" not in str(error)
        return f"told: {error}"
    assert not answer.abstained and f"conta {place + 31} pozzi" in answer.text, answer.text
    for citation in answer.citations:
        text = (settings.corpus / citation.file).read_bytes().decode(citation.encoding)
        assert text[citation.start : citation.end] == citation.quote
    return "right"


def suffer(count: int, seed: int) -> Counter[str]:
    """Damage `count` stores and count what happened."""
    rng = random.Random(seed)
    built = Path(tempfile.mkdtemp(prefix="built-"))
    try:
        build(built)
        return Counter(suffered(built, DAMAGES[number % len(DAMAGES)], rng) for number in range(count))
    finally:
        shutil.rmtree(built)


@pytest.mark.slow
def test_a_damaged_store_answers_rightly_or_says_so_and_is_built_anew() -> None:
    seed = int(os.environ.get("FONTE_TEST_SEED", "20260112"))
    sys.stdout.write(f"seed {seed}\n")
    assert sum(suffer(IN_CI, seed).values()) == IN_CI


def test_a_changed_figure_is_noticed_before_it_is_cited(tmp_path: Path) -> None:
    settings = build(tmp_path)
    path = tmp_path / "store" / TRUTH_FILE
    path.write_bytes(path.read_bytes().replace(b"conta 31 pozzi", b"conta 99 pozzi"))
    with Assistant.open(settings=settings, sync=False) as assistant:
        with pytest.raises(RagError, match="not what was written"):
            assistant.ask("Quanti pozzi antichi conta il borgo di Arna?")
    report = sync(settings, embedder=HashEmbedder()).report
    assert report is not None and len(report.added) == len(NAMES)
    assert _asked(settings, 0) == "right"


def test_repair_finds_what_no_reader_has_looked_at(tmp_path: Path) -> None:
    settings = build(tmp_path)
    assert [line.partition(":")[2] for line in repair(settings)][:2] == [f" {len(NAMES)} documents, sound", " sound"]
    path = tmp_path / "store" / TRUTH_FILE
    path.write_bytes(path.read_bytes().replace(b"conta 31 pozzi", b"conta 99 pozzi"))
    (line,) = repair(settings)
    assert "moved to" in line
    assert _asked(settings, 0) == "right"
    shutil.rmtree(tmp_path / "store" / "chroma")
    assert "vector index: rebuilt" in repair(settings)[-1]


if __name__ == "__main__":
    sys.stdout.write(f"{dict(suffer(int(sys.argv[1]), int((sys.argv[2:] or ['1'])[0])))}\n")
