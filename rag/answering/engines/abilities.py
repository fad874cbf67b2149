"""Know how a model can be asked: how its draft names its sentences, how much it can read, what it is good at.

A table of names, the rest is guessed from the number of parameters in a name ("qwen2.5:1.5b"). `fonte doctor --probe`
finds out by asking, and what it found is kept for this process. Measured: a model of 1.5 billion parameters writes
markers without text, or all of them; held to a schema it points mostly right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

Protocol: TypeAlias = Literal["markers", "schema", "plain"]

_SMALL = 4.0  # billions of parameters below which a model is not trusted with markers
_TINY = 1.0  # and below which not with a schema either
_SIZE = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s?b(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ability:
    """Say how to ask a model; `context` and `reply` are in tokens, `extra` are fields sent beside the usual ones.

    `thinks` marks one that may think aloud before it answers, without a mark where that begins.
    """

    protocol: Protocol = "markers"
    context: int = 8_000  # what every model of today can read
    reply: int = 700
    extra: tuple[tuple[str, str], ...] = ()
    thinks: bool = False

    @property
    def rewrites(self) -> bool:
        """Tell whether the model is good enough to rewrite a question before the search."""
        return self.protocol == "markers"


_TABLE: tuple[tuple[re.Pattern[str], Ability], ...] = (
    # Reasoning models count their thoughts as reply; little thinking is enough to quote.
    (re.compile(r"^(?:gpt-5|o\d)"), Ability(context=60_000, reply=4_000, extra=(("reasoning_effort", "low"),))),
    (re.compile(r"^gpt-4|^chatgpt"), Ability(context=60_000)),
    (re.compile(r"gpt-oss"), Ability(reply=4_000)),
    (re.compile(r"deepseek-r|-r1\b|qwq|thinking|reason|magistral"), Ability(reply=4_000, thinks=True)),
    (re.compile(r"claude|gemini|mistral-large|command-r|deepseek-(?:v|chat)"), Ability(context=30_000)),
    (re.compile(r"tinyllama|smollm|phi-?[23]?-?mini|gemma-?3n"), Ability("schema")),
)


def ability_of(model: str, protocol: str = "auto") -> Ability:
    """Return how to ask `model`; `protocol` other than "auto" is taken as it is."""
    found = next((ability for pattern, ability in _TABLE if pattern.search(model.lower())), Ability())
    sizes = [float(size) for size in _SIZE.findall(model.replace("_", "-"))]
    size = max(sizes, default=_SMALL)
    if size < _SMALL:
        found = replace(found, protocol="schema" if size >= _TINY else "plain")
    return found if protocol == "auto" else replace(found, protocol=cast(Protocol, protocol))
