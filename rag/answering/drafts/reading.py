"""Read a model's draft, whatever form it took: marked sentences, a JSON object, plain text, a refusal.

Takes the pieces of a reply, gives each sentence as soon as it is settled. The form is seen from the text itself, for
many servers ignore the one that was asked for. Knows no articles.
"""

from __future__ import annotations

import re

from rag.answering.drafts.marked import MarkedText, Said
from rag.answering.drafts.refusing import refuses, without_sentinel
from rag.answering.drafts.structured import StructuredText
from rag.answering.drafts.thinking import ThoughtFilter

_PATIENCE = 32  # times as long as what is new may be what is looked at again
_MARK = "\ufeff"  # a byte order mark that some servers send first
_JSON_HEAD = re.compile(r"^\s*(?:```(?:json)?\s*)?\{")
_MAYBE_JSON = re.compile(r"^\s*(?:`{0,3}|```(?:j|js|jso|json)?\s*)$")
_JSON_INSIDE = re.compile(r"\{\s*\"(?:found|claims)\"")
_PREAMBLE = re.compile(
    r"^(?:(?:ecco|certo|certamente|naturalmente|sure|certainly|of course|here (?:is|are)|hier ist|gerne|voici|bien sur|"
    r"aqui (?:esta|tiene)|claro|risposta|answer|antwort|reponse|respuesta|the answer is|la risposta e)\b.{0,90}[:!.]?|"
    r".{0,90}:)$",
    re.IGNORECASE | re.DOTALL,
)
_ANSWER_LABEL = re.compile(r"^\W*(?:risposta|answer|antwort|réponse|respuesta)\s*:\s*", re.IGNORECASE)


class DraftReader:
    """Read one draft; feed it piece by piece, then finish.

    `refused` is the first sentence that said there is no answer, `refused_first` whether it came before any other.
    `restarts` counts how often all that was read before turned out to be a thought; see ThoughtFilter for `unopened`.
    """

    def __init__(self, *, unopened: bool = False) -> None:
        self._thoughts = ThoughtFilter(unopened=unopened)
        self._new = ""
        self.restarts = 0
        self._begin()

    def _begin(self) -> None:
        self._head = ""
        self._form: MarkedText | StructuredText | None = None
        self.refused: str | None = None
        self.refused_first = False
        self.said = 0

    def feed(self, piece: str) -> list[Said]:
        """Take a piece of a reply and return the sentences that are settled now.

        A text without an end in sight is looked at ever less often: each look reads all of it.
        """
        self._new += piece
        if len(self._new) * _PATIENCE < self._unsettled:
            return []
        return self._heard()

    def _heard(self) -> list[Said]:
        text, self._new = self._thoughts.feed(self._new), ""
        if self._thoughts.restarts > self.restarts:
            self.restarts = self._thoughts.restarts
            self._begin()
        return self._read(text, final=False)

    def finish(self, *, whole: bool = True) -> list[Said]:
        """Return what is left; of a reply that broke off, only what is complete."""
        said = [*self._heard(), *self._read(self._thoughts.finish(), final=True)]
        if isinstance(self._form, MarkedText):
            said.extend(self._told(self._form.finish(whole=whole)))
        elif isinstance(self._form, StructuredText) and self._form.not_found and not self.said:
            self._refuse("")
        return said

    @property
    def _unsettled(self) -> int:
        rest = self._form.rest if isinstance(self._form, MarkedText) else self._head
        return len(self._thoughts.held) + len(rest)

    @property
    def bare(self) -> bool:
        """Tell whether there were markers and no sentence: a model that cannot do both."""
        return isinstance(self._form, MarkedText) and self._form.markers > 0 and not self.said and self.refused is None

    @property
    def is_json(self) -> bool:
        """Tell whether the draft has the shape of the schema."""
        return isinstance(self._form, StructuredText) and self._form.is_draft

    def _read(self, text: str, *, final: bool) -> list[Said]:
        if self._form is None:
            self._head = (self._head + text).lstrip(_MARK)
            if not final and (not self._head.strip() or _MAYBE_JSON.match(self._head)):
                return []
            self._form = StructuredText() if _JSON_HEAD.match(self._head) else MarkedText()
            text, self._head = self._head, ""
        if isinstance(self._form, MarkedText):
            inside = _JSON_INSIDE.search(self._form.rest + text)
            if inside is not None:  # an introduction came before the object
                text, self._form = inside.string[inside.start() :], StructuredText()
        return self._told(self._form.feed(text))

    def _told(self, found: list[Said]) -> list[Said]:
        """Leave out refusals, questions (no answer is one), and what only leads up to an answer."""
        kept = []
        for one in found:
            text = _ANSWER_LABEL.sub("", one.text)
            if refuses(text):
                self._refuse(text)
            elif not text.endswith("?") and (one.numbers or not _PREAMBLE.match(text)):
                kept.append(Said(text, one.numbers, one.bullet))
        self.said += len(kept)
        return kept

    def _refuse(self, text: str) -> None:
        if self.refused is None:
            self.refused = without_sentinel(text)
            self.refused_first = self.said == 0
