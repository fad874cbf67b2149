"""Opening goes on by words alone when the embedder fails, at once or at its first call, and says so in one line."""

from pathlib import Path

import pytest

from rag import opening
from rag.assistant import Assistant
from rag.store.embedding.hashing import HashEmbedder
from rag.store.embedding.protocol import Embedder, EmbedderUnavailable


class LateFailure(HashEmbedder):
    name = "late/1"

    def embed_passages(self, texts: object) -> object:  # type: ignore[override]
        raise EmbedderUnavailable("The weights cannot be read.", hint="Install them again.")


def at_once(name: str) -> Embedder:
    raise EmbedderUnavailable("The engine is not installed.", hint="Install it.")


@pytest.mark.parametrize(
    ("opener", "told"), [(at_once, "The engine is not installed"), (lambda _: LateFailure(), "cannot be read")]
)
def test_words_alone_answer_when_the_embedder_fails(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, opener: object, told: str
) -> None:
    monkeypatch.setattr(opening, "open_embedder", opener)
    with Assistant.open(corpus=seeds, store=tmp_path / "store") as assistant:
        (notice,) = assistant.notices
        assert notice.code == "no_vectors"
        assert told in notice.message
        assert "\n" not in notice.message
        assert assistant.search("memorandum per ANIE", k=1)[0].file.startswith("000")


def test_a_failure_late_in_a_store_that_has_a_state_keeps_that_state(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Assistant.open(corpus=seeds, store=tmp_path / "store", embedder="hash") as assistant:
        before = assistant.state()
    monkeypatch.setattr(opening, "open_embedder", lambda _: LateFailure())
    with Assistant.open(corpus=seeds, store=tmp_path / "store") as assistant:
        assert assistant.state() == before
        assert assistant.search("memorandum per ANIE", k=1)
