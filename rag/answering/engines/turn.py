"""Lead one answer of a language model: prompt, reply, claims; once more where that makes sense.

Takes a question, a search result and a client, yields DraftClaims as they are written and makes the Draft. Knows what
to do about a reply that broke off, said nothing, or did not fit; knows no HTTP.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from rag.answering.answerability import judge_for, rank_sentences
from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.answering.engines.abilities import Ability, Protocol
from rag.answering.engines.budget import count_messages, count_tokens, select
from rag.answering.engines.client import Allowance, ChatClient, Reply, Request, TooLong
from rag.answering.engines.connection import Failure
from rag.answering.engines.prices import Prices, cost
from rag.answering.marked import Said
from rag.answering.measuring import measure_all
from rag.answering.placing import Placing
from rag.answering.prompting import Prompt, answer_prompt
from rag.answering.reading import DraftReader
from rag.answering.structured import SCHEMA
from rag.language.questions import Question
from rag.language.words import find_words
from rag.types import Notice, SearchResult, Usage

_MOST_CLAIMS = 12  # a model that writes more repeats itself
_MOST_SAID = 40  # sentences of one reply that are looked at
_FRAME = 600  # tokens of the rules and the words around the question
_MORE_ROOM = 4  # times, for a model whose thoughts took all of it
_TRIM = 0.5  # of the room, when the model's context turns out to be smaller


@dataclass(slots=True)
class Turn:
    """Lead one answer: from prompt to claims, once more where that makes sense."""

    client: ChatClient
    ability: Ability
    margin: float
    asked: Asked
    result: SearchResult
    live: bool
    claims: list[DraftClaim] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    record: list[dict[str, object]] = field(default_factory=list)
    shown: frozenset[int] = frozenset()
    prompt_tokens: int = 0
    completion_tokens: int = 0
    refusal: str | None = None

    def run(self) -> Iterator[DraftClaim]:
        """Yield the claims of the first reply that can be used. Raises Failure when there is none."""
        ability = self.ability
        attempt = _Attempt(ability.protocol, ability.context - ability.reply - _FRAME, ability.reply)
        allowance = self.client.allowance()
        while True:
            try:
                outcome = yield from self._once(attempt, allowance)
            except TooLong as error:
                if attempt.trimmed or self.claims:
                    raise Failure("status", str(error), status=400) from None
                attempt = replace(attempt, trimmed=True, room=int(attempt.room * _TRIM))
                continue
            except Failure as failure:
                if self.claims:
                    self._note("incomplete", f"The reply broke off: {failure.message}. What came before is shown.")
                    return
                if attempt.again or failure.kind != "cut":
                    raise
                attempt = replace(attempt, again=True)
                continue
            if self._is_enough(outcome):
                return
            if attempt.again:
                raise _nothing(outcome.reply)
            attempt = attempt.after(outcome)

    def draft(self, prices: Prices) -> Draft:
        """Return the whole draft, when all is said."""
        model = self.client.endpoint.model
        spent = Usage(
            self.prompt_tokens, self.completion_tokens, cost(prices, model, self.prompt_tokens, self.completion_tokens)
        )
        unanswered = self._unanswered()
        return Draft(
            tuple(self.claims),
            unanswered,
            self._nearest(),
            usage=spent,
            notices=tuple(self.notices),
            shown=self.shown,
            record={"calls": self.record},
        )

    def _once(self, attempt: _Attempt, allowance: Allowance) -> Generator[DraftClaim, None, _Outcome]:
        """Ask once and yield what can be placed of the reply."""
        selection = select(self.result, attempt.room, margin=self.margin)
        prompt = answer_prompt(
            attempt.protocol, self.asked.interpreted.question, self.asked.language, self.result, selection.sentences
        )
        self.shown = selection.passages
        placing = Placing(self.asked, self.result, prompt.places)
        reader, reply = DraftReader(), Reply()
        request = Request(
            prompt.messages,
            attempt.reply,
            stream=self.live,
            schema=SCHEMA if attempt.protocol == "schema" else None,
            extra=dict(self.ability.extra),
        )
        try:
            with closing(self.client.chat(request, allowance, reply)) as pieces:
                for piece in pieces:
                    yield from self._placed(reader.feed(piece), reader, placing)
                    if len(self.claims) >= _MOST_CLAIMS or placing.seen >= _MOST_SAID:
                        reply.finish = "stop"
                        break
            yield from self._placed(reader.finish(whole=reply.whole), reader, placing)
        finally:
            self.refusal = reader.refused
            self._count(attempt, prompt, reply)
            for code, message in placing.told():
                self._note(code, message)
        if reply.finish == "length" and self.claims:
            self._note("incomplete", "The reply reached its greatest length; its last sentence is missing.")
        return _Outcome(reply, reader.said, reader.bare)

    def _placed(self, said: Sequence[Said], reader: DraftReader, placing: Placing) -> Iterator[DraftClaim]:
        for one in said:
            if reader.refused_first and len(self.asked.parts) == 1:
                continue  # "the articles do not tell. However, …": what follows is beside the point
            if placing.seen >= _MOST_SAID:
                return
            claim = placing.place(one)
            if claim is not None and claim not in self.claims and len(self.claims) < _MOST_CLAIMS:
                self.claims.append(claim)
                yield claim

    def _is_enough(self, outcome: _Outcome) -> bool:
        """Tell whether the reply says something, if only that there is no answer. Raises Failure for a refusal."""
        reply = outcome.reply
        if self.claims or self.refusal is not None or (outcome.said and reply.whole):
            if not reply.whole and self.claims and reply.finish != "length":
                self._note("incomplete", "The reply broke off. What came before is shown.")
            return True
        if reply.refusal or reply.finish == "content_filter":
            raise Failure("status", reply.refusal or "its content filter withheld the reply", code="refusal")
        return False

    def _unanswered(self) -> tuple[Question, ...]:
        """Return the parts without an answer: all, or the one that the model's refusal is about."""
        if not self.claims:
            return self.asked.parts
        if not self.refusal or len(self.asked.parts) == 1:
            return ()
        said = {word.stem for word in find_words(self.refusal, self.asked.language)}
        return (max(self.asked.parts, key=lambda part: sum(word.stem in said for word in part.words)),)

    def _nearest(self) -> int | None:
        """Return the place of the sentence that comes nearest, for an abstention to name."""
        if self.claims:
            return None
        ranked = rank_sentences(measure_all(self.result, self.asked.parts[0]), judge_for(self.result))
        return next((item.measured.index for item in ranked), None)

    def _count(self, attempt: _Attempt, prompt: Prompt, reply: Reply) -> None:
        given = count_messages(prompt.messages) if reply.prompt_tokens is None else reply.prompt_tokens
        taken = count_tokens(reply.text) if reply.completion_tokens is None else reply.completion_tokens
        self.prompt_tokens += given
        self.completion_tokens += taken
        self.record.append(
            {
                "protocol": attempt.protocol,
                "messages": list(prompt.messages),
                "raw": reply.text,
                "finish": reply.finish,
                "refusal": reply.refusal,
                "first_ms": None if reply.first is None else round(reply.first * 1000),
                "total_ms": round(reply.total * 1000),
                "prompt_tokens": given,
                "completion_tokens": taken,
                "counted_by": "server" if reply.prompt_tokens is not None else "tiktoken",
            }
        )

    def _note(self, code: str, message: str) -> None:
        notice = Notice(code, message)
        if notice not in self.notices:
            self.notices.append(notice)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Hold what became of one reply."""

    reply: Reply
    said: int  # sentences read in it
    bare: bool  # it was markers without sentences


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Say how to ask: the protocol, the room for sentences and for the reply in tokens, and what was tried before."""

    protocol: Protocol
    room: int
    reply: int
    trimmed: bool = False
    again: bool = False

    def after(self, outcome: _Outcome) -> _Attempt:
        """Return the second and last attempt, after a reply that said nothing."""
        reply = self.reply * _MORE_ROOM if outcome.reply.finish == "length" else self.reply
        return replace(self, again=True, reply=reply, protocol="plain" if outcome.bare else self.protocol)


def _nothing(reply: Reply) -> Failure:
    if reply.called_tool:
        return Failure("garbled", "it called a tool instead of answering")
    if reply.finish == "length":
        return Failure("garbled", "its reply was cut at its greatest length before it said anything")
    return Failure("garbled", "its reply said nothing that can be used")
