"""Lead one answer of a language model: prompt, reply, claims; once more where that makes sense.

Takes a question, a search result and a client, yields DraftClaims as they are written and makes the Draft. Knows what
to do about a reply that broke off, said nothing, or did not fit; knows no HTTP.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from rag.answering.checking import check
from rag.answering.choosing.answerability import judge_for, rank_sentences
from rag.answering.choosing.measuring import measure_all
from rag.answering.drafting import Asked, Draft, DraftClaim, add_usage
from rag.answering.drafts.marked import Said
from rag.answering.drafts.placing import Placing
from rag.answering.drafts.reading import DraftReader
from rag.answering.drafts.structured import SCHEMA
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import Allowance, ChatClient, Reply, Request
from rag.answering.endpoint.connection import Failure
from rag.answering.engines.abilities import Ability
from rag.answering.engines.attempts import FRAME, Attempt, OtherLanguage, Outcome, nothing_usable
from rag.answering.engines.budget import select
from rag.answering.engines.metering import metered
from rag.answering.engines.prices import Prices
from rag.answering.prompting import Prompt, answer_prompt
from rag.language.detect import detect_language
from rag.language.questions import Question
from rag.language.words import find_words, fold
from rag.types import Notice, SearchResult, Usage

_MOST_CLAIMS = 12  # a model that writes more repeats itself
_MOST_SAID = 40  # sentences of one reply that are looked at
_THINKING: set[tuple[str, str]] = set()  # address and model, where thoughts begin unmarked; for the whole process
_RECITED = 40  # characters that no answer shares with the rules of the prompt by chance
_LATIN = "aeiou"  # a text without any and without a space is in a script that needs none
_TELLING_WORDS = 7  # words of a sentence whose language can be told


@dataclass(slots=True)
class Turn:
    """Lead one answer: from prompt to claims, once more where that makes sense."""

    client: ChatClient
    ability: Ability
    margin: float
    asked: Asked
    result: SearchResult
    live: bool
    prices: Prices
    claims: list[DraftClaim] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    record: list[dict[str, object]] = field(default_factory=list)
    shown: frozenset[int] = frozenset()
    usage: Usage = Usage()
    refusal: str | None = None
    rules: str = ""

    def run(self) -> Iterator[DraftClaim]:
        """Yield the claims of the first reply that can be used. Raises Failure when there is none."""
        ability = self.ability
        attempt = Attempt(ability.protocol, ability.context - ability.reply - FRAME, ability.reply)
        allowance = self.client.allowance()
        while True:
            try:
                outcome = yield from self._once(attempt, allowance)
            except TooLong as error:
                if attempt.trimmed or self.claims:
                    raise Failure("status", str(error), status=400) from None
                attempt = attempt.trim(error.limit)
                continue
            except OtherLanguage:
                attempt = replace(attempt, insists=True)
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
                raise nothing_usable(outcome.reply)
            attempt = attempt.after(outcome)

    def draft(self) -> Draft:
        """Return the whole draft, when all is said."""
        unanswered = self._unanswered()
        return Draft(
            tuple(self.claims),
            unanswered,
            self._nearest(),
            usage=self.usage,
            notices=tuple(self.notices),
            shown=self.shown,
            record={"calls": self.record},
        )

    def _once(self, attempt: Attempt, allowance: Allowance) -> Generator[DraftClaim, None, Outcome]:
        """Ask once and yield what can be placed of the reply."""
        selection = select(self.result, attempt.room, margin=self.margin)
        question, language = self.asked.interpreted.question, self.asked.language
        prompt = answer_prompt(
            attempt.protocol, question, language, self.result, selection.sentences, insists=attempt.insists
        )
        self.shown, self.rules = selection.passages, fold(prompt.messages[0]["content"])
        placing = Placing(self.asked, self.result, prompt.places)
        reader, reply, restarts = DraftReader(unopened=self.ability.thinks or self._model in _THINKING), Reply(), 0
        request = Request(
            prompt.messages,
            attempt.reply,
            stream=self.live,
            schema=SCHEMA if attempt.protocol == "schema" else None,
            extra=dict(self.ability.extra),
        )
        finished = False
        try:
            with closing(self.client.chat(request, allowance, reply)) as pieces:
                for piece in pieces:
                    said = reader.feed(piece)
                    if reader.restarts > restarts:
                        restarts, placing = reader.restarts, self._anew(prompt)
                    yield from self._placed(said, reader, placing, attempt)
                    if len(self.claims) >= _MOST_CLAIMS or placing.seen >= _MOST_SAID:
                        reply.finish = "stop"
                        break
            said = reader.finish(whole=reply.whole)
            if reader.restarts > restarts:
                placing = self._anew(prompt)
            yield from self._placed(said, reader, placing, attempt)
            finished = True
        finally:
            self.refusal = reader.refused
            self._count(attempt, prompt, reply, came=finished or bool(reply.text))
            for code, message in placing.told():
                self._note(code, message)
        if reply.finish == "length" and self.claims:
            self._note("incomplete", "The reply reached its greatest length; its last sentence is missing.")
        return Outcome(reply, reader.said, reader.bare)

    def _anew(self, prompt: Prompt) -> Placing:
        """Begin again after what turned out to be a thought; claims that were shown stay: they were checked."""
        _THINKING.add(self._model)
        if not self.live:
            self.claims.clear()
        return Placing(self.asked, self.result, prompt.places)

    @property
    def _model(self) -> tuple[str, str]:
        return (self.client.endpoint.base_url, self.client.endpoint.model)

    def _placed(
        self, said: Sequence[Said], reader: DraftReader, placing: Placing, attempt: Attempt
    ) -> Iterator[DraftClaim]:
        for one in said:
            if len(one.text) > _RECITED and fold(one.text)[:_RECITED] in self.rules:
                continue  # it recites what it was told
            if not attempt.insists and not self.claims and self._is_foreign(one.text):
                raise OtherLanguage
            if reader.refused_first and len(self.asked.parts) == 1:
                continue  # "the articles do not tell. However, …": what follows is beside the point
            if placing.seen >= _MOST_SAID:
                return
            claim = self._spoken(placing.place(one))
            if claim is not None and claim not in self.claims and len(self.claims) < _MOST_CLAIMS:
                self.claims.append(claim)
                yield claim

    def _spoken(self, claim: DraftClaim | None) -> DraftClaim | None:
        """Return a claim in the question's language: of one in another, the article's sentence if it has its facts."""
        if claim is None or claim.text is None or not self._is_foreign(claim.text):
            return claim
        theirs = {self.result.sources[self.result.sentences[place].file].language for place in claim.sentences}
        quotes = [self.result.sentences[place].text for place in claim.sentences]
        facts = check(claim.text, quotes).checks
        if theirs != {self.asked.language} or "failed" in {facts[name] for name in ("numbers", "dates", "names")}:
            return claim
        self._note("other_language", "The model kept to another language; the articles are quoted instead.")
        return DraftClaim(claim.sentences)

    def _is_foreign(self, text: str) -> bool:
        """Tell whether a sentence is long enough to have a language, and has another than the question."""
        spaced = any(letter in text for letter in _LATIN) or " " in text.strip()
        if self.asked.language == "und" or (spaced and len(text.split()) < _TELLING_WORDS):
            return False
        return detect_language(text) not in (self.asked.language, "und")

    def _is_enough(self, outcome: Outcome) -> bool:
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
        if self.refusal is None or len(self.asked.parts) == 1:
            return ()
        refused, told = self._stems([self.refusal]), self._stems([claim.text or "" for claim in self.claims])
        return (
            max(
                self.asked.parts,
                key=lambda part: sum((word.stem in refused) - (word.stem in told) for word in part.words),
            ),
        )

    def _stems(self, texts: Sequence[str]) -> set[str]:
        return {word.stem for text in texts for word in find_words(text, self.asked.language)}

    def _nearest(self) -> int | None:
        """Return the place of the sentence that comes nearest, for an abstention to name."""
        if self.claims:
            return None
        ranked = rank_sentences(measure_all(self.result, self.asked.parts[0]), judge_for(self.result))
        return next((item.measured.index for item in ranked), None)

    def _count(self, attempt: Attempt, prompt: Prompt, reply: Reply, *, came: bool) -> None:
        spent = metered(prompt.messages, reply, self.prices, self.client.endpoint.model, came=came)
        self.usage = add_usage(self.usage, spent)
        self.record.append(
            {
                "protocol": attempt.protocol,
                "messages": list(prompt.messages),
                "raw": reply.text,
                "finish": reply.finish,
                "refusal": reply.refusal,
                "first_ms": None if reply.first is None else round(reply.first * 1000),
                "total_ms": round(reply.total * 1000),
                "prompt_tokens": spent.prompt_tokens,
                "completion_tokens": spent.completion_tokens,
                "counted_by": "server" if reply.prompt_tokens is not None else "tiktoken",
            }
        )

    def _note(self, code: str, message: str) -> None:
        notice = Notice(code, message)
        if notice not in self.notices:
            self.notices.append(notice)
