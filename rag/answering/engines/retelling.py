"""Lead one answer of a small model: show it what answers, read what it says, keep what holds, quote the rest.

Takes a question, a search result and what the articles were found to say, yields DraftClaims and makes the Draft. Every
sentence that answers is told: in the model's words where these hold and leave nothing out, else in its own, translated
when the question is in another language and the translation holds. So nothing is lost to what the rules found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.answering.drafts.marked import Said
from rag.answering.drafts.placing import Placing
from rag.answering.drafts.reading import DraftReader
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.connection import Failure
from rag.answering.engines.exchange import Exchange
from rag.answering.engines.grounds import Grounds, places_to_show
from rag.answering.engines.keeping import (
    FACTS,
    SENTENCE,
    adds,
    fault,
    is_abroad,
    is_invention,
    left_to_quote,
    pointed,
    whole,
)
from rag.answering.prompting import Prompt, answer_prompt, quote_prompt
from rag.language.questions import Question
from rag.types import Notice, SearchResult

SURE = 0.8  # how surely the articles must answer for their sentence to stand where the model sees no answer
LIKELY = 0.4  # the same where the model had to invent one
UNSURE = 0.35  # below it their sentence needs one of the model's beside it: alone it is wrong more often than right
_REPLY, _TRANSLATION = 160, 240  # tokens
_LONGEST = 700  # characters of a sentence that is translated
_MOST_CLAIMS = 3
_TOLD = 120  # characters of a rejected sentence in a notice
_MOST_TRANSLATIONS = 2


@dataclass(slots=True)
class Retelling:
    """Lead one answer: what the model says as far as it holds, and the articles' own sentences where it does not."""

    exchange: Exchange
    asked: Asked
    result: SearchResult
    grounds: Grounds
    claims: list[DraftClaim] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)
    less: list[DraftClaim] = field(default_factory=list)  # what holds, but tells less than the article
    withheld: list[Question] = field(default_factory=list)
    refused: bool = False
    broken: str = ""
    translated: int = 0
    prompt: Prompt = Prompt((), ())

    def run(self) -> Iterator[DraftClaim]:
        """Yield the claims of the answer."""
        for claim in self._found():
            spoken = self._in_its_language(claim)
            if spoken not in self.claims:
                self.claims.append(spoken)
                yield spoken

    def draft(self) -> Draft:
        """Return the whole draft, when all is said."""
        before = self.grounds.draft
        shown = {*self.prompt.places, *(place for claim in self.claims for place in claim.sentences)}
        return Draft(
            tuple(self.claims),
            (*before.unanswered, *self.withheld) if self.claims else self.asked.parts,
            None if self.claims else before.claims[0].sentences[0],
            before.unheard,
            self.exchange.usage(),
            tuple(self._notices()),
            frozenset(self.result.sentences[place].passage for place in shown),
            self._record(),
        )

    def _notices(self) -> Iterator[Notice]:
        shown = {claim.text for claim in self.claims}
        said = next((rejected["text"] for rejected in self.rejected if rejected["text"] not in shown), None)
        if said is not None:
            yield Notice("draft_replaced", f"The model's own words did not hold and were left out: {said[:_TOLD]}")
        if self.broken:
            yield Notice("incomplete", f"The reply broke off: {self.broken.rstrip('.')}. The rest is quoted.")

    def _found(self) -> Iterator[DraftClaim]:
        """Yield what the model says as far as it holds, then what the articles say to the parts that it left out."""
        places = places_to_show(self.grounds.answered, self.result)
        rules = "small_it" if self.asked.language == "it" else "small"
        question = self.asked.interpreted.question
        self.prompt = answer_prompt(rules, question, self.asked.language, self.result, places)
        placing = Placing(self.asked, self.result, self.prompt.places)
        kept: list[DraftClaim] = []
        for said in self._said(self.prompt, _REPLY):
            claim = self._placed(said, placing)
            if not self._holds(said.text, claim):
                claim = self._pointed(claim)
            if claim is None:
                continue
            if not adds(claim, self.grounds, self.asked, self.result):
                self.rejected.append({"text": said.text, "why": "tells less than the article"})
                if not any(ground.part.kind in FACTS for ground in self.grounds.answered):
                    self.less.append(claim)  # of a fact, less is nothing
                continue
            kept.append(claim)
            yield claim
        least = 0.0 if kept else SURE if self.refused else LIKELY if self._invented else 0.0
        for ground in self.grounds.answered:
            borne_out = any(ground.related & set(claim.sentences) for claim in kept)
            if ground.probability < max(least, 0.0 if borne_out else UNSURE):
                self.withheld.append(ground.part)
                continue
            for place in left_to_quote(ground, kept, self.asked, self.result):
                yield DraftClaim((place,))

    def _pointed(self, claim: DraftClaim | None) -> DraftClaim | None:
        """Return the sentence that a rejected claim points at; after an invention only where an answer is likely."""
        if self._invented and self.grounds.probability < LIKELY:
            return None
        return pointed(claim, self.grounds, self.asked, self.result)

    @property
    def _invented(self) -> bool:
        return any(is_invention(rejected["why"]) for rejected in self.rejected)

    def _said(self, prompt: Prompt, most_tokens: int) -> Iterator[Said]:
        reader = DraftReader()
        try:
            for piece in self.exchange.ask(prompt.messages, most_tokens):
                yield from reader.feed(piece)[:_MOST_CLAIMS]  # one piece may hold thousands
                if reader.said >= _MOST_CLAIMS:
                    break
        except (Failure, TooLong) as failure:
            if not self.claims:
                raise
            self.broken = str(failure)  # what was shown stays, what is missing is quoted
        yield from reader.finish(whole=self.exchange.whole)[:_MOST_CLAIMS]
        self.refused = reader.refused is not None

    def _placed(self, said: Said, placing: Placing) -> DraftClaim | None:
        """Return a sentence of the model with its places.

        Where words alone find none, as across languages, it is tried on the sentences that answer.
        """
        claim = placing.place(said)
        if claim is None and len(said.text.split()) >= SENTENCE:
            quoted = [place for ground in self.grounds.answered for place in ground.quoted]
            return DraftClaim(tuple(dict.fromkeys(quoted))[:_MOST_CLAIMS], said.text)
        return whole(claim, self.result)

    def _in_its_language(self, claim: DraftClaim) -> DraftClaim:
        """Return an article's own sentence in the language of the question, if its translation holds.

        Else what the model said of it, be it less; else the sentence as it is.
        """
        if claim.text is not None or not self._abroad(claim):
            return claim
        said = [less for less in self.less if set(less.sentences) & set(claim.sentences)]
        return self._translated(claim) or next(iter(said), claim)

    def _translated(self, claim: DraftClaim) -> DraftClaim | None:
        quote = " ".join(self.result.sentences[place].text for place in claim.sentences)
        if self.translated >= _MOST_TRANSLATIONS or len(quote) > _LONGEST:
            return None
        self.translated += 1
        said = " ".join(one.text for one in self._said(quote_prompt(quote, self.asked.language), _TRANSLATION))
        translation = DraftClaim(claim.sentences, said)
        return translation if said and self.exchange.whole and self._holds(said, translation) else None

    def _holds(self, text: str, claim: DraftClaim | None) -> bool:
        """Tell whether a sentence of the model may be shown; what may not is kept for the trace."""
        why = fault(text, claim, self.asked, self.result, self.grounds)
        if why:
            self.rejected.append({"text": text, "why": why})
        return not why

    def _abroad(self, claim: DraftClaim) -> bool:
        return is_abroad(claim, self.asked, self.result)

    def _record(self) -> dict[str, object]:
        return {
            "calls": self.exchange.record(),
            "rejected": self.rejected,
            "refused": self.refused,
            "probability": round(self.grounds.probability, 4),
        }
