"""Say how a model is asked, and asked again: what an attempt may take, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.answering.endpoint.client import Reply
from rag.answering.endpoint.connection import Failure
from rag.answering.engines.abilities import Protocol

_MORE_ROOM = 4  # times, for a model whose thoughts took all of it
FRAME = 600  # tokens of the rules and the words around the question
_SAFE = 0.9  # of a context, for tokens that we count otherwise than the model
_LEAST_ROOM = 100
_TRIM = 0.5  # of the room, when the model's context turns out to be smaller


class OtherLanguage(Exception):
    """Raised when a reply begins in another language than the question's."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what became of one reply."""

    reply: Reply
    said: int  # sentences read in it
    bare: bool  # it was markers without sentences


@dataclass(frozen=True, slots=True)
class Attempt:
    """Say how to ask: the protocol, the room for sentences and for the reply in tokens, and what was tried before."""

    protocol: Protocol
    room: int
    reply: int
    trimmed: bool = False
    again: bool = False
    insists: bool = False  # on the language

    def trim(self, limit: int | None) -> Attempt:
        """Return an attempt with less to read: half, or what fits into the context `limit` that was told."""
        room = int(self.room * _TRIM)
        if limit is not None:
            room = min(room, int(limit * _SAFE) - self.reply - FRAME)
        return replace(self, trimmed=True, room=max(_LEAST_ROOM, room))

    def after(self, outcome: Outcome) -> Attempt:
        """Return the second and last attempt, after a reply that said nothing."""
        reply = self.reply * _MORE_ROOM if outcome.reply.finish == "length" else self.reply
        return replace(self, again=True, reply=reply, protocol="plain" if outcome.bare else self.protocol)


def nothing_usable(reply: Reply) -> Failure:
    """Return why a reply that came is none."""
    if reply.called_tool:
        return Failure("garbled", "it called a tool instead of answering")
    if reply.finish == "length":
        return Failure("garbled", "its reply was cut at its greatest length before it said anything")
    return Failure("garbled", "its reply said nothing that can be used")
