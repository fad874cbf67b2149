"""Write what a language model is shown: rules first, then numbered sentences behind a fence, then the question.

Prompts are files of text in `prompts/` with `$name` variables. What comes from articles and users goes in as a value:
it is never read as a template, and cannot close the fence, whose name depends on everything that stands behind it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import TypeAlias

from rag.answering.drafting import Asked
from rag.answering.phrases import language_name
from rag.answering.quoting import claim_text
from rag.settings import shipped_prompts
from rag.types import SearchResult, Source

Message: TypeAlias = dict[str, str]
_CHAT_TOKEN = re.compile(r"<(?=\|)|(?<=\|)>|\[(?=/?INST\])")  # a server may read these as turns of the talk
_TITLE_LIMIT = 200  # characters
_QUOTE_LIMIT = 1_500  # characters of a quote that a second reader sees


@dataclass(frozen=True, slots=True)
class Prompt:
    """Hold the messages, and for each number shown (from 1) the place of its sentence in the search result."""

    messages: tuple[Message, ...]
    places: tuple[int, ...]


def render(name: str, **values: object) -> str:
    """Return the prompt `name` with its variables filled in.

    Raises ValueError for an unknown prompt, a variable it lacks, or a value it has no place for.
    """
    template = _template(name)
    wanted = set(template.get_identifiers())
    if wanted != set(values):
        raise ValueError(f"prompt {name!r} has the variables {sorted(wanted)}, got {sorted(values)}")
    return template.substitute({key: str(value) for key, value in values.items()})


def answer_prompt(
    protocol: str,
    question: str,
    language: str,
    result: SearchResult,
    places: Sequence[int],
    *,
    insists: bool = False,
) -> Prompt:
    """Return the prompt that asks `question` of the sentences at `places`, to be answered in `language`.

    `protocol` is "markers", "schema" or "plain": how the reply is to name its sentences. `insists` is for a model that
    has answered in another language.
    """
    ordered, articles = _shown(result, places)
    named = _named(language)
    named = f"{named}: every word of the answer, even where the articles are in another language" if insists else named
    asked = inert(question)
    user = render("articles", fence=fence_for(articles, asked), articles=articles, question=asked, language=named)
    rules = render(f"answer_{protocol}")
    return Prompt(({"role": "system", "content": rules}, {"role": "user", "content": user}), ordered)


def repair_prompt(asked: Asked, result: SearchResult, places: Sequence[int], claims: Sequence[str]) -> Prompt:
    """Return the prompt that asks for `claims` to be written anew from the sentences at `places`."""
    ordered, articles = _shown(result, places)
    wrong = "\n".join(f"- {inert(claim)}" for claim in claims)
    question = inert(asked.interpreted.question)
    text = render(
        "repair",
        language=_named(asked.language),
        question=question,
        fence=fence_for(articles, f"{question}\0{wrong}"),
        articles=articles,
        claims=wrong,
    )
    return Prompt(({"role": "user", "content": text},), ordered)


def judge_prompt(question: str, claims: Sequence[tuple[str, Sequence[str]]]) -> Prompt:
    """Return the prompt that asks for grades of `claims`, each with the quotes it rests on."""
    lines: list[str] = []
    for number, (claim, quotes) in enumerate(claims, 1):
        lines.append(f"Claim {number}: {inert(claim)[:_QUOTE_LIMIT]}")
        lines += [f"  Quote: {inert(quote)[:_QUOTE_LIMIT]}" for quote in quotes]
    shown, asked = "\n".join(lines), inert(question)
    text = render("judge", fence=fence_for(shown, asked), question=asked, claims=shown, count=len(claims))
    return Prompt(({"role": "user", "content": text},), ())


def _shown(result: SearchResult, places: Sequence[int]) -> tuple[tuple[int, ...], str]:
    """Return places in the order in which they are shown, and the numbered sentences."""
    ordered = tuple(place for group in _by_article(result, places) for place in group)
    return ordered, _articles(result, ordered)


def _named(language: str) -> str:
    return language_name(language, "en") if language != "und" else "the language of the question"


def quote_prompt(quote: str, language: str) -> Prompt:
    """Return the prompt that asks for one sentence of an article in another `language`."""
    shown = inert(quote)
    said = render("translate_quote", fence=fence_for(shown, ""), quote=shown, language=_named(language))
    return Prompt(({"role": "user", "content": said},), ())


def inert(text: str) -> str:
    """Return text from outside on one line, without markup, bracketed numbers, or anything a chat template reads."""
    return _CHAT_TOKEN.sub(lambda match: " >" if match.group() == ">" else f"{match.group()} ", claim_text(text))


def fence_for(articles: str, question: str) -> str:
    """Name a fence that nobody who wrote an article can know: it would have to hold its own hash."""
    digest = hashlib.sha256(f"{articles}\0{question}".encode("utf-8", "replace")).hexdigest()
    return f"=== articles {digest[:16]} ==="


def _by_article(result: SearchResult, places: Sequence[int]) -> list[list[int]]:
    """Return places grouped by file, the file of the best passage first, in the order of the article, each once."""
    groups: dict[str, dict[tuple[int, int], int]] = {}
    for place in sorted(set(places)):  # sentences come in the order of the passages, the best first
        sentence = result.sentences[place]
        groups.setdefault(sentence.file, {}).setdefault((sentence.start, sentence.end), place)
    return [[group[span] for span in sorted(group)] for group in groups.values()]


def _articles(result: SearchResult, ordered: Sequence[int]) -> str:
    lines: list[str] = []
    file = None
    for number, place in enumerate(ordered, 1):
        sentence = result.sentences[place]
        if sentence.file != file:
            file = sentence.file
            lines.append(_headline(result.sources[file]))
        lines.append(f"[s{number}] {inert(sentence.text)}")
    return "\n".join(lines)


def _headline(source: Source) -> str:
    title = inert(source.title or "")[:_TITLE_LIMIT] or "untitled"
    facts = [title, source.date or "undated", inert(source.outlet or "")[:_TITLE_LIMIT]]
    return "Article: " + " · ".join(fact for fact in facts if fact)


@cache
def _template(name: str) -> Template:
    path = shipped_prompts() / f"{name}.txt"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        raise ValueError(f"there is no prompt {name!r}")
    return Template(path.read_text(encoding="utf-8").strip())
