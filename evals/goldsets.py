"""Tell which articles a file of gold questions is about and how many questions of each kind it must hold.

A gold set is a folder with `questions.jsonl` and `corpus.toml` beside it:

    articles = "articles"       # the folder, relative to this file; "shipped" stands for the articles in the package

    [quotas]                    # all optional; the smallest number of questions, the smallest share
    questions = 160
    not_answerable = 0.30
    languages = { it = 100, en = 30 }
    types = { numeric = 8, conflict = 4 }
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.questions import Language, Type
from rag.errors import InputError
from rag.settings import shipped_corpus

GOLD = Path(__file__).with_name("gold")
QUESTIONS = "questions.jsonl"
CORPUS = "corpus.toml"
SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Quotas:
    """Hold the least that a gold set must have: questions, share not answerable (0 to 1), questions by kind."""

    questions: int = 0
    not_answerable: float = 0.0
    languages: Mapping[Language, int] = field(default_factory=dict)
    types: Mapping[Type, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Hold where a gold set lies: its name, its questions, the folder of its articles."""

    name: str
    questions: Path
    articles: Path
    quotas: Quotas = field(default_factory=Quotas)


def shipped_gold() -> tuple[GoldSet, ...]:
    """Return the gold sets that travel with the package, by name."""
    return tuple(open_gold(path.parent) for path in sorted(GOLD.glob(f"*/{CORPUS}")))


def open_gold(path: str | os.PathLike[str], corpus: str | os.PathLike[str] | None = None) -> GoldSet:
    """Return the gold set of a folder or of a file of questions; `corpus` stands in for its `corpus.toml`.

    Raises InputError when there are no questions, no articles, or `corpus.toml` is missing or wrong.
    """
    given = Path(path)
    questions = given / QUESTIONS if given.is_dir() else given
    if not questions.is_file():
        raise InputError(f"no gold questions at {questions}.", hint=f"Name a JSONL file or a folder with {QUESTIONS}.")
    name = questions.parent.name if questions.name == QUESTIONS else questions.stem
    if corpus is not None:
        return GoldSet(name, questions, _folder(Path(corpus), "--corpus"))
    file = questions.with_name(CORPUS)
    stated = _read(file)
    articles = shipped_corpus() if stated.articles == SHIPPED else file.parent / stated.articles
    q = stated.quotas
    quotas = Quotas(q.questions, q.not_answerable, q.languages, q.types)
    return GoldSet(name, questions, _folder(articles, os.fspath(file)), quotas)


def _folder(articles: Path, source: str) -> Path:
    if not articles.is_dir():
        raise InputError(f"{source}: no folder of articles at {articles}.", hint="Name the folder that holds them.")
    return articles


class _Quotas(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    questions: int = Field(0, ge=0)
    not_answerable: float = Field(0.0, ge=0, le=1)
    languages: Mapping[Language, int] = {}
    types: Mapping[Type, int] = {}


class _Stated(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    articles: str = Field(min_length=1)
    quotas: _Quotas = Field(default_factory=lambda: _Quotas.model_validate({}))


def _read(file: Path) -> _Stated:
    try:
        return _Stated.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        hint = f"Write {CORPUS} beside the questions, or name the folder with --corpus."
        raise InputError(
            f"{file} says which articles the questions are about; it cannot be read.", hint=hint
        ) from error
    except (ValueError, ValidationError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
        raise InputError(f"{file}: {reason}.", hint="Its fields are told in evals/gold/README.md.") from error
