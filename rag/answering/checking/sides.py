"""Tell what stands on the doing side of a verb and what on the other, the passive turned round.

"A ha battuto B" and "B è stato battuto da A" have the same sides. Used by the checks of roles and of the hedge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import AGENT, BE, BEING, is_participle, is_passive, is_verb
from rag.language.clauses import helping
from rag.language.infinitives import copula_of


@dataclass(frozen=True, slots=True)
class Sides:
    """Hold, for one verb, the words on its doing side and those on the other."""

    verb: int
    doing: frozenset[int]
    done_to: frozenset[int]


def sides(reading: Reading, verb: int) -> Sides:
    """Return what stands on the two sides of a verb, within its clause, the passive turned round."""
    copula = copula_of(reading.words, verb)
    if copula is not None:
        done_to = frozenset(i for i in range(verb + 1, copula) if not reading.words[i].stop)
        return Sides(verb, frozenset(_after(reading, copula)), done_to)
    before, after = _before(reading, verb), _after(reading, verb)
    agent = _agent(reading, verb, after)
    if agent and is_passive(reading, verb):
        return Sides(verb, frozenset(agent), frozenset(i for i in (*before, *after) if i not in agent))
    if is_passive(reading, verb):
        return Sides(verb, frozenset(), frozenset((*before, *after)))
    return Sides(verb, frozenset(before), frozenset(after))


def has_agent(reading: Reading, verb: int) -> bool:
    """Tell whether a passive names who does it: "deciso da Saca"."""
    return is_passive(reading, verb) and bool(_agent(reading, verb, ()))


def _agent(reading: Reading, verb: int, after: Sequence[int]) -> list[int]:
    """Return the words after "da" or "by" that name who does it; "da otto a cinque" names nobody."""
    for index in range(verb + 1, min(len(reading.words), verb + _FAR)):
        if reading.clauses[index] != reading.clauses[verb] and helping(reading.words[index : index + 1], "")[0] in BE:
            return []  # "è costato 6 milioni ed è stato finanziato da …": another verb's
        if reading.words[index].surface in AGENT:
            run = _run(reading, index + 1, 1)
            ends = next((at for at, i in enumerate(run) if _ends_agent(reading, i)), len(run))
            ends = min(ends, _past_the_name(reading, run) if reading.language == "en" else ends)
            following = [i for i in run[:ends] if not reading.words[i].stop]
            if following and reading.words[following[0]].surface.endswith("ing"):  # "reacted by announcing"
                return []
            if following and not reading.words[following[0]].number and not _is_amount(reading, following[0]):
                return following
    return []


def _ends_agent(reading: Reading, index: int) -> bool:
    """Tell whether a word ends who does it: "by prosecutors | of tampering with …", "dalla procura | di avere …"."""
    word = reading.words[index]
    following = reading.words[index + 1].surface if index + 1 < len(reading.words) else ""
    deed = (word.surface == "of" and following.endswith("ing")) or (
        word.surface in ("di", "d") and re.search(r"(?:are|ere|ire|rre|aver|esser|rsi)$", following) is not None
    )
    return deed or word.surface in _OTHERWISE


_OTHERWISE = BEING - frozenset("e a".split()) | frozenset(
    """con per in nel nella su sul durante dopo contro a ad al alla ai alle verso with for in on after during against
    to towards gegen mit fur contre avec pour""".split()
)
_FAR = 14  # words between a verb and who does it


def _past_the_name(reading: Reading, run: Sequence[int]) -> int:
    """Return where a name ends among the words after "by": "by Larkspur Biotech | cut severe cases"."""
    named = False
    for at, index in enumerate(run):
        word = reading.words[index]
        if named and not word.capital and word.surface not in _OF_NAME | _JOINING:
            return at
        named = named or (word.capital and not word.stop)
    return len(run)


_JOINING = frozenset("e ed and und et y".split())


def _is_amount(reading: Reading, index: int) -> bool:
    start = reading.words[index].start
    return any(amount.start <= start < amount.end for amount in reading.amounts)


def _before(reading: Reading, verb: int) -> list[int]:
    """Return the content words before a verb in its clause, or, where there are none, in the one before."""
    own = verb > 0 and reading.clauses[verb - 1] == reading.clauses[verb]
    if not own and verb > 1 and _opens_relative(reading, verb - 1):
        return _over_an_inset(reading, verb)  # "The charity Healthline, which paid for it, criticised …"
    run = _run(reading, verb - 1, -1) if own else []
    found = _subject(reading, sorted(run))
    first = run[-1] if run else verb
    reduced = not own and is_participle(reading, verb)  # "Renzi, difeso da …"
    if not found and not reduced and reading.words[first].surface not in _RELATIVE and first > 0:
        between = reading.text[reading.words[first - 1].end : reading.words[first].start]
        return _over_an_inset(reading, first) if "," in between else []
    if found or not (reduced or reading.words[first].surface in _RELATIVE):
        return found
    named = antecedent(reading, verb)
    if named:
        return named
    start = next((i for i in range(verb - 1, -1, -1) if reading.clauses[i] != reading.clauses[verb]), None)
    return [] if start is None else [i for i in _run(reading, start, -1) if not reading.words[i].stop]


def _opens_relative(reading: Reading, index: int) -> bool:
    """Tell whether the clause of a word is a relative one: "…, which paid for it, …"."""
    first = next(i for i in range(len(reading.words)) if reading.clauses[i] == reading.clauses[index])
    return reading.words[first].surface in _RELATIVE and first > 0


def antecedent(reading: Reading, verb: int) -> list[int]:
    """Return the words of the name that "che", "who" stands for: "con Anna Neri, che ha promesso"."""
    at = next((i for i in range(verb - 1, max(-1, verb - _NEAR_VERB), -1) if reading.words[i].surface in _RELATIVE), 0)
    start = _inset_before(reading, at) if at else None
    if start is not None:  # "Zanardi, presidente dei commercianti, che ha chiesto": he did
        inset = [i for i in range(start, at) if not reading.words[i].stop]
        return [*_name_before(reading, start), *inset]
    if (
        not at
        or not reading.words[at - 1].capital
        or any(reading.words[i].surface not in BEING and is_verb(reading, i) for i in range(at + 1, verb))
    ):
        return []
    return _name_before(reading, at)


def _name_before(reading: Reading, at: int) -> list[int]:
    """Return the words of the name, with its title, that ends right before the word at `at`."""
    start = at - 1
    while start > 0 and reading.clauses[start - 1] == reading.clauses[at - 1]:
        word = reading.words[start - 1]
        if word.surface in _LEADING or (word.stop and word.surface not in _OF_NAME) or is_verb(reading, start - 1):
            break
        start -= 1
    return [i for i in range(start, at) if not reading.words[i].stop]


def _inset_before(reading: Reading, at: int) -> int | None:
    """Return where what is set beside a name between commas begins, that ends right before "che" or "who"."""
    words, text = reading.words, reading.text
    if "," not in text[words[at - 1].end : words[at].start]:
        return None
    start = at - 1
    while start > 0 and "," not in text[words[start - 1].end : words[start].start]:
        start -= 1
    told = any(words[i].surface in BEING or is_verb(reading, i) for i in range(start, at))
    return start if start and words[start - 1].capital and not words[start].capital and not told else None


_NEAR_VERB = 5  # words from "che" to its verb
_OF_NAME = frozenset("di del della dei delle dell d of the il la l von de".split())


def _over_an_inset(reading: Reading, first: int) -> list[int]:
    """Return the content words before an inset that parts verb and subject: "Nordavia, the airline, will buy"."""
    start = next((i for i in range(first - 1, -1, -1) if reading.clauses[i] != reading.clauses[first - 1]), None)
    if start is None or reading.clauses[start] != reading.clauses[0]:
        return []
    inset = range(start + 1, first)
    told = any(reading.words[i].surface in BEING | _RELATIVE or is_verb(reading, i) for i in inset)
    opened = "," in reading.text[reading.words[start].end : reading.words[start + 1].start]
    told = told and reading.words[start + 1].surface not in _RELATIVE and not is_participle(reading, start + 1)
    if told or not opened:
        return []
    named = [i for i in inset if not reading.words[i].stop]  # "il presidente, Anna Neri, ha firmato": both do it
    return [*_subject(reading, [i for i in range(start + 1) if reading.clauses[i] == reading.clauses[start]]), *named]


def _subject(reading: Reading, run: Sequence[int]) -> list[int]:
    """Leave out of what stands before a verb the adjuncts that a preposition leads: "Nel 2018 uno sciame …"."""
    told: list[int] = []
    adjunct = False
    for place, index in enumerate(run):
        word = reading.words[index]
        led = place > 0 and _leads(reading, run[place - 1])
        if _leads(reading, index):
            adjunct = True
        elif not led and (word.surface in _BARE or (word.capital and not word.stop)):
            adjunct = False
        if not adjunct and not word.stop:
            told.append(index)
    return told


def _leads(reading: Reading, index: int) -> bool:
    """Tell whether a word leads an adjunct; the English "a" is an article."""
    word = reading.words[index]
    return word.surface in _LEADING and not (word.surface == "a" and reading.language == "en")


_LEADING = frozenset(
    """a ad al alla ai agli alle all in nel nella nei negli nelle nell per con da dal dalla dopo prima
    durante secondo su
    sul sulla tra fra at on for with after before during by from since""".split()
)
_BARE = frozenset("il lo la i gli le l un uno una the an der die das le les".split())
_RELATIVE = frozenset("che who which that whom dass que qui".split())


def _after(reading: Reading, verb: int) -> list[int]:
    own = verb + 1 < len(reading.words) and reading.clauses[verb + 1] == reading.clauses[verb]
    found = [i for i in _run(reading, verb + 1, 1) if not reading.words[i].stop] if own else []
    if found or verb + 1 >= len(reading.words):
        return found
    start = next((i for i in range(verb + 1, len(reading.words)) if reading.clauses[i] != reading.clauses[verb]), None)
    return [] if start is None else [i for i in _run(reading, start, 1) if not reading.words[i].stop]


def _run(reading: Reading, start: int, step: int) -> list[int]:
    """Return the words from `start` on, one way, to the end of the clause; a joining "e" between names goes on."""
    found: list[int] = []
    index = start
    while 0 <= index < len(reading.words):
        crosses = found and reading.clauses[index] != reading.clauses[index - step]
        if crosses and not _joins_names(reading, index, step) and not _names_on(reading, index, step):
            break
        found.append(index)
        index += step
    return found


def _names_on(reading: Reading, index: int, step: int) -> bool:
    """Tell whether past a comma the name of what was told of follows: "dall'assessore allo Sviluppo, Guido Guidesi"."""
    one, two = reading.words[index], reading.words[min(index + 1, len(reading.words) - 1)]
    return step == 1 and one.capital and not one.stop and two.capital


def _joins_names(reading: Reading, index: int, step: int) -> bool:
    """Tell whether a clause's border lies within a list of names: "A e B", "A, B"."""
    joint = index if step == 1 else index - step
    beyond = reading.words[joint : joint + 3]
    if reading.words[joint].surface in ("e", "ed", "and", "und", "et", "y"):
        return any(word.capital for word in beyond[1:])
    return bool(beyond) and beyond[0].capital and reading.words[max(0, joint - 1)].capital
