"""Lead one answer of a small model: show it what answers, read what it says, keep what holds, quote the rest.

Takes a question, a search result and what the articles were found to say, yields DraftClaims and makes the Draft. Each
sentence of the model is placed and checked; where it fails, the articles' own sentence stands instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from rag.answering.checking import check
from rag.answering.citing import cite
from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.answering.engines.additions import additions_stand
from rag.answering.engines.budget import count_messages, count_tokens
from rag.answering.engines.client import ChatClient, Reply, Request
from rag.answering.engines.grounds import Grounds, places_to_show, quotes
from rag.answering.marked import Said
from rag.answering.placing import Placing
from rag.answering.prompting import Prompt, answer_prompt
from rag.answering.reading import DraftReader
from rag.language.detect import detect_language
from rag.types import Notice, SearchResult, Usage

SURE = 0.6  # how surely the articles must answer for their sentence to stand where the model sees no answer
PLAIN = {"chat_template_kwargs": {"enable_thinking": False}}  # thoughts would take minutes
_REPLY = 160  # tokens
_MOST_CLAIMS = 3
_SENTENCE = 5  # words; a shorter text ("300 navi") is no sentence that stands on its own


@dataclass(slots=True)
class Retelling:
    """Lead one answer: what the model says as far as it holds, and the articles' own sentences where it does not."""

    client: ChatClient
    asked: Asked
    result: SearchResult
    grounds: Grounds
    claims: list[DraftClaim] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)
    refused: bool = False
    reply: Reply = field(default_factory=Reply)
    prompt: Prompt = Prompt((), ())

    def run(self) -> Iterator[DraftClaim]:
        """Yield the claims of the answer."""
        places = places_to_show(self.grounds.answered, self.result)
        italian = self.asked.language == "it"
        question = self.asked.interpreted.question
        self.prompt = answer_prompt(
            "small_it" if italian else "small", question, self.asked.language, self.result, places
        )
        placing = Placing(self.asked, self.result, self.prompt.places)
        for said in self._said():
            claim = self._placed(said, placing)
            if self._holds(said, claim) and claim is not None and claim not in self.claims:
                self.claims.append(claim)
                yield claim
        if not self.claims and self.refused and self.grounds.probability < SURE:
            return
        for ground in self.grounds.answered:
            if not any(ground.related & set(claim.sentences) for claim in self.claims):
                for claim in quotes(ground):
                    if claim not in self.claims:
                        self.claims.append(claim)
                        yield claim

    def draft(self) -> Draft:
        """Return the whole draft, when all is said."""
        before = self.grounds.draft
        passages = frozenset(self.result.sentences[place].passage for place in self._places())
        unanswered = before.unanswered if self.claims else self.asked.parts
        nearest = before.claims[0].sentences[0] if not self.claims else None
        notices = () if not self.rejected else (Notice("draft_replaced", self._told()),)
        return Draft(
            tuple(self.claims), unanswered, nearest, before.unheard, self._usage(), notices, passages, self._record()
        )

    def _said(self) -> Iterator[Said]:
        reader = DraftReader()
        request = Request(self.prompt.messages, _REPLY, stream=True, extra=dict(PLAIN))
        with closing(self.client.chat(request, self.client.allowance(), self.reply)) as pieces:
            for piece in pieces:
                yield from reader.feed(piece)
                if reader.said >= _MOST_CLAIMS:
                    break
        yield from reader.finish(whole=self.reply.whole)
        self.refused = reader.refused is not None

    def _holds(self, said: Said, claim: DraftClaim | None) -> bool:
        """Tell whether a sentence of the model may be shown; what may not is kept for the trace."""
        why = self._fault(said, claim)
        if why:
            self.rejected.append({"text": said.text, "why": why})
        return not why

    def _fault(self, said: Said, claim: DraftClaim | None) -> str:
        if claim is None:
            return "no sentence shown bears it out"
        if claim.text is None:
            return ""  # the article's own sentence
        spoken = detect_language(said.text)
        if spoken not in (self.asked.language, "und"):
            return f"language: {spoken}"
        if not any(ground.related & set(claim.sentences) for ground in self.grounds.answered):
            return "beside the question"
        theirs = self.result.sources[self.result.sentences[claim.sentences[0]].file].language
        for cited in cite(Draft((claim,)), self.result):
            checked = check(cited.text, [citation.quote for citation in cited.citations], theirs)
            if checked.verdict != "supported":
                return (
                    f"{checked.verdict}: {', '.join(n for n, result in checked.checks.items() if result == 'failed')}"
                )
            if theirs == self.asked.language and not additions_stand(
                cited.text, theirs, self.asked.parts, claim.sentences, self.result
            ):
                return "adds what the article does not say"
            return ""
        return "nothing to cite"

    def _placed(self, said: Said, placing: Placing) -> DraftClaim | None:
        """Return a sentence of the model with its places.

        Where words alone find none, as across languages, it is tried on the sentences that answer.
        """
        claim = placing.place(said)
        if claim is None and len(said.text.split()) >= _SENTENCE:
            quoted = [place for ground in self.grounds.answered for place in ground.quoted]
            return DraftClaim(tuple(dict.fromkeys(quoted))[:_MOST_CLAIMS], said.text)
        return _whole(claim)

    def _places(self) -> set[int]:
        return {*self.prompt.places, *(place for claim in self.claims for place in claim.sentences)}

    def _told(self) -> str:
        return f"The model's own words did not hold and were left out: {self.rejected[0]['text'][:120]}"

    def _usage(self) -> Usage:
        given, taken = self.reply.prompt_tokens, self.reply.completion_tokens
        return Usage(
            count_messages(self.prompt.messages) if given is None else given,
            count_tokens(self.reply.text) if taken is None else taken,
            0.0,
        )

    def _record(self) -> dict[str, object]:
        first = self.reply.first
        return {
            "asked": True,
            "calls": [
                {
                    "protocol": "plain",
                    "messages": list(self.prompt.messages),
                    "raw": self.reply.text,
                    "finish": self.reply.finish,
                    "first_ms": None if first is None else round(first * 1000),
                    "total_ms": round(self.reply.total * 1000),
                    "prompt_tokens": self._usage().prompt_tokens,
                    "completion_tokens": self._usage().completion_tokens,
                    "counted_by": "tiktoken" if self.reply.prompt_tokens is None else "server",
                }
            ],
            "rejected": self.rejected,
            "refused": self.refused,
            "probability": round(self.grounds.probability, 4),
        }


def _whole(claim: DraftClaim | None) -> DraftClaim | None:
    """Return a claim that stands on its own: of a bare name or amount, the article's sentence that states it."""
    if claim is None or claim.text is None or len(claim.text.split()) >= _SENTENCE:
        return claim
    return DraftClaim(claim.sentences[:1])
