"""Check a claim against the sentences it cites: `check(claim, sources) -> Checked`.

Every Answer passes through here, whatever engine wrote it. Rules alone speak: no model, no network. A claim that is,
word for word, the whole of its sources, or a sentence of one outside anybody's words, is supported at once; any other
is read sentence by sentence, and each check says "ok", "failed" or "n/a":

| check | what it means | a failure makes the claim |
| --- | --- | --- |
| numbers | each amount stands in a source: value, unit, bound, side ("from"), period, what it measures | unsupported |
| | and no more are spoken of than there: "tutti" of "alcuni", "always" of "often" | |
| dates | all that is written of each moment is written of one in a source | unsupported |
| names | each person, body and place is named in a source, in whatever language | unsupported |
| negation | nothing denied or left to do is affirmed or the other way round, no word says the contrary | unsupported |
| hedge | what may be, is wanted or is to come is not told as done or certain | unsupported |
| attribution | what somebody says keeps its speaker, and no other | unsupported |
| roles | who does, is done to, wins, is given, and what is told of whom, are as in the sources | unsupported |
| meaning | what the words say is said in the sources, no detail, cause or decision added | partial |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rag.answering.checking.attribution import check_attribution
from rag.answering.checking.belonging import check_belonging
from rag.answering.checking.binding import check_binding
from rag.answering.checking.contraries import check_contraries
from rag.answering.checking.dates import check_dates
from rag.answering.checking.finding import OK, Evidence, Finding, worst
from rag.answering.checking.focusing import focus
from rag.answering.checking.hedge import check_hedge
from rag.answering.checking.meaning import check_meaning
from rag.answering.checking.measures import check_measures
from rag.answering.checking.names import check_names
from rag.answering.checking.nearness import EmbedsWords, Nearness
from rag.answering.checking.negation import check_negation
from rag.answering.checking.numbers import check_numbers
from rag.answering.checking.outcomes import check_outcomes
from rag.answering.checking.question import AskedAbout, check_question
from rag.answering.checking.reading import Reading, acquaint, language_of, read_all
from rag.answering.checking.replacing import check_replacing
from rag.answering.checking.roles import check_roles
from rag.answering.checking.scope import check_scope
from rag.answering.checking.shortening import is_shortened
from rag.answering.checking.titles import check_titles
from rag.answering.checking.votes import check_tallies
from rag.answering.quoting import claim_text
from rag.language.dates import find_dates
from rag.language.names import find_names
from rag.language.numbers import find_quantities
from rag.language.questions import understand
from rag.language.quotations import stays_open
from rag.language.sentences import split_sentences
from rag.types import CHECKS, CheckResult, Verdict

MAX_CLAIM = 4_000  # characters; a claim is a sentence or two, and what is longer is not one


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold a verdict and the result of each check by name; "n/a" where the claim has nothing to check."""

    verdict: Verdict
    checks: Mapping[str, CheckResult]


def check(
    claim: str,
    sources: Sequence[str],
    language: str | None = None,
    *,
    question: str | None = None,
    asked: AskedAbout | None = None,
    nearness: Nearness | None = None,
) -> Checked:
    """Tell whether `claim` says only what stands in `sources`, the texts of its cited sentences.

    `language` is that of the sources where it is known; the claim may be in another one. Without `nearness` words meet
    on stems, dictionary forms and the thesaurus alone. With `question`, or `asked` for one that was understood already,
    it must also answer what is asked.
    """
    if question is not None and asked is None:
        asked = AskedAbout(understand(question, language_of(question, language or language_of(claim, "it"))))
    if asked is None and _verbatim(claim, sources):
        return _all_ok(claim, language or language_of(claim, "it"))
    said = any(character.isalnum() for character in claim_text(claim[:MAX_CLAIM]))
    if not said or not sources or len(claim) > MAX_CLAIM:
        return Checked("unsupported", {name: "failed" if name == "meaning" else "n/a" for name in CHECKS})
    spoken = language or language_of(" ".join(sources), "it")
    readings = read_all(claim, language_of(claim, spoken))
    read = tuple(read_all(source, language_of(source, spoken)) for source in sources)
    told = [sentence for source in read for sentence in source]
    readings, read = acquaint(readings, told), tuple(acquaint(source, (*readings, *told)) for source in read)
    evidence = Evidence(read, nearness or Nearness())
    evidence.nearness.learn((*readings, *evidence.sentences))
    spoken_of = [(reading, focus(reading, evidence)) for reading in readings]
    found = {name: worst([verb(reading, about) for reading, about in spoken_of]) for name, verb in _CHECKS.items()}
    contraries = (check_contraries(reading, about) for reading, about in spoken_of)
    found["negation"] = worst([found["negation"], *contraries])
    found["numbers"] = worst(
        [
            found["numbers"],
            *(
                verb(reading, about)
                for reading, about in spoken_of
                for verb in (check_measures, check_scope, check_tallies)
            ),
        ]
    )
    if asked is not None:
        found["roles"] = worst([found["roles"], check_question(readings, asked, evidence)])
    return Checked(_verdict(found), {name: found[name].result if name in found else "n/a" for name in CHECKS})


def _check_names(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether what the claim names is named in the sources, as all is that was only shortened."""
    return OK if claim.names and is_shortened(claim, evidence) else check_names(claim, evidence)


def _check_relations(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether facts stand as the sources have them: who does what, what belongs to what, who is what."""
    if is_shortened(claim, evidence):
        return OK
    return worst([verb(claim, evidence) for verb in _RELATIONS])


_RELATIONS = (check_roles, check_belonging, check_binding, check_outcomes, check_replacing, check_titles)


_CHECKS: Mapping[str, Callable[[Reading, Evidence], Finding]] = {
    "numbers": check_numbers,
    "dates": check_dates,
    "names": _check_names,
    "negation": check_negation,
    "hedge": check_hedge,
    "attribution": check_attribution,
    "roles": _check_relations,
    "meaning": check_meaning,
}


def _verdict(found: Mapping[str, Finding]) -> Verdict:
    if any(finding.contradicted for finding in found.values()):
        return "unsupported"
    results = {finding.result for finding in found.values()}
    return "supported" if "failed" not in results and "ok" in results else "partial"


def _verbatim(claim: str, sources: Sequence[str]) -> bool:
    """Tell whether the claim is the whole of a source, of a sentence of one, or of all, apart from markup."""
    said = _plain(claim)
    if not said:
        return False
    whole = any(said == _plain(source) for source in sources) or said == _plain(" ".join(sources))
    return whole or any(said in _sentences(source) for source in sources if said in _plain(source))


def _sentences(source: str) -> list[str]:
    """Return the sentences of a source, but for those that begin inside somebody's words."""
    found: list[str] = []
    inside = False
    for sentence in (_plain(span.of(source)) for span in split_sentences(source)):
        found.extend([] if inside else [sentence])
        inside = stays_open(sentence, inside)
    return found


def _all_ok(claim: str, language: str) -> Checked:
    holds = {
        "numbers": bool(find_quantities(claim, language)),
        "dates": bool(find_dates(claim, language)),
        "names": bool(find_names(claim, language)),
        "meaning": True,
    }
    return Checked("supported", {name: "ok" if holds.get(name) else "n/a" for name in CHECKS})


def _plain(text: str) -> str:
    return " ".join(claim_text(text).split())


__all__ = ["MAX_CLAIM", "AskedAbout", "Checked", "EmbedsWords", "Nearness", "check"]
