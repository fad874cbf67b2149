"""Have a language model rewrite a question before the search: made to stand alone, or put into the articles' language.

What comes back is looked at before it is used: one line, a question's length, the right language, the same numbers.
Anything else, or a failing endpoint, gives no text, and the question stays as rules have it; the answer itself will
tell when the endpoint is down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing

from rag.answering.drafting import Rewriting
from rag.answering.drafts.refusing import refuses
from rag.answering.drafts.thinking import ThoughtFilter
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import Failure
from rag.answering.engines.metering import metered
from rag.answering.engines.prices import Prices
from rag.answering.phrases import language_name
from rag.answering.prompting import Message, inert, render
from rag.language.detect import detect_language

_TURNS = 3  # earlier exchanges that are shown
_ANSWER_SHOWN = 400  # characters of an earlier answer
_LONGEST = 500  # characters of a question
_LABEL = re.compile(r"^\W*(?:(?:last |rewritten |translated )?question|domanda|frage|pregunta)\s*:\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def condense(
    client: ChatClient, prices: Prices, room: int, question: str, history: Sequence[tuple[str, str]], language: str
) -> Rewriting:
    """Return `question` with what it leaves out put in from `history`; `room` is the most tokens of the reply."""
    turns = "\n".join(f"Q: {inert(asked)}\nA: {inert(told)[:_ANSWER_SHOWN]}" for asked, told in history[-_TURNS:])
    named = language_name(language, "en") if language != "und" else "its own language"
    prompt = render("condense", history=turns, question=inert(question), language=named)
    return _rewritten(client, prices, room, "condense", prompt, language, "")


def translate(client: ChatClient, prices: Prices, room: int, question: str, language: str, target: str) -> Rewriting:
    """Return `question` in the language `target`."""
    names = {"source": language_name(language, "en"), "target": language_name(target, "en")}
    prompt = render("translate", question=inert(question), **names)
    return _rewritten(client, prices, room, "translate", prompt, target, question)


def _rewritten(
    client: ChatClient, prices: Prices, room: int, name: str, prompt: str, language: str, original: str
) -> Rewriting:
    messages: tuple[Message, ...] = ({"role": "user", "content": prompt},)
    reply, problem = Reply(), ""
    try:
        with closing(client.chat(Request(messages, room), client.allowance(), reply)) as pieces:
            for _ in pieces:
                continue
    except (Failure, TooLong) as error:
        problem = str(error)
    text = None if problem else _usable(reply.text, language, original)
    usage = metered(messages, reply, prices, client.endpoint.model)
    record = {"step": name, "prompt": prompt, "raw": reply.text, "used": text, "problem": problem}
    return Rewriting(text, usage, {**record, "total_ms": round(reply.total * 1000)})


def _usable(raw: str, language: str, original: str) -> str | None:
    thoughts = ThoughtFilter()
    lines = [line.strip() for line in (thoughts.feed(raw) + thoughts.finish()).splitlines() if line.strip()]
    text = _LABEL.sub("", inert(lines[0])).strip('"“”«»*` ') if lines else ""
    if len(lines) != 1 or not 2 < len(text) <= _LONGEST or refuses(text):
        return None
    numbers_kept = set(_NUMBER.findall(original)) <= set(_NUMBER.findall(text))
    return text if numbers_kept and detect_language(text) in (language, "und") else None
