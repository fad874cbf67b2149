"""Tell what stands on the doing side of a verb and what on the other, the passive turned round.

"A ha battuto B" and "B è stato battuto da A" have the same sides. Used by the checks of roles and of the hedge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.checking.antecedents import LEADING, OF_NAME, RELATIVE, antecedent
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import AGENT, BE, BEING, fronted_agent, is_participle, is_passive, is_verb
from rag.language.clauses import helping
from rag.language.infinitives import copula_of, is_open
from rag.language.lemmas import lemma


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
    before, after = _doers(reading, verb), _after(reading, verb)
    agent = _agent(reading, verb, after)
    if agent and is_passive(reading, verb):
        return Sides(verb, frozenset(agent), frozenset(i for i in (*before, *after) if i not in agent))
    if is_passive(reading, verb):
        return Sides(verb, frozenset(), frozenset((*before, *after)))
    return Sides(verb, frozenset(before), frozenset(after))


def _doers(reading: Reading, verb: int) -> list[int]:
    """Return the content words before a verb that may do it: none before "senza provocare", no verb that leads it."""
    if reading.language == "it" and verb and is_open(reading.words, verb, "it"):
        if reading.words[verb - 1].surface in _WITHOUT_DOER:
            return []
    if reading.language == "it" and reading.words[verb].surface.endswith(("ando", "endo")):
        return []  # "è tornata domenica vincendo …": who does is the main verb's
    told = [i for i in _before(reading, verb) if not _leads_to(reading, i, verb)]
    relative = next((i for i in range(verb - 1, -1, -1) if reading.words[i].surface in _BY_WHICH), None)
    within = [i for i in told if relative is not None and i > relative]
    return within or told  # "l'ordinanza con cui | il Comune vietava l'accesso"


_BY_WHICH = frozenset("cui whom whose".split())


_WITHOUT_DOER = frozenset("senza per di nel dopo a".split())


def _leads_to(reading: Reading, index: int, verb: int) -> bool:
    """Tell whether a word is the verb right before another: "doveva cominciare", "ordered to pay"."""
    between = {word.surface for word in reading.words[index + 1 : verb]}
    return between <= {"to", "a", "di"} and (
        lemma(reading.words[index].text, reading.language) in _MODALS or (bool(between) and is_verb(reading, index))
    )


_MODALS = frozenset("dovere potere volere sapere must can may want need have".split())


def has_agent(reading: Reading, verb: int) -> bool:
    """Tell whether a passive names who does it: "deciso da Saca"."""
    return is_passive(reading, verb) and bool(_agent(reading, verb, ()))


def _agent(reading: Reading, verb: int, after: Sequence[int]) -> list[int]:
    """Return the words after "da" or "by" that name who does it; "da otto a cinque" names nobody."""
    fronted = fronted_agent(reading, verb)
    for index in range(verb + 1, min(len(reading.words), verb + _FAR)) if not fronted else ():
        if reading.clauses[index] != reading.clauses[verb] and helping(reading.words[index : index + 1], "")[0] in BE:
            return []  # "è costato 6 milioni ed è stato finanziato da …": another verb's
        if reading.words[index].surface in AGENT:
            run = _run(reading, index + 1, 1)
            ends = next((at for at, i in enumerate(run) if _ends_agent(reading, i)), len(run))
            ends = min(ends, _past_the_name(reading, run) if reading.language == "en" else ends)
            following = [i for i in run[:ends] if not reading.words[i].stop]
            if following and reading.words[following[0]].surface.endswith("ing"):  # "reacted by announcing"
                return []
            if following and (_counts(reading, following) or not _is_number(reading, following[0])):
                return following
    return fronted


def _ends_agent(reading: Reading, index: int) -> bool:
    """Tell whether a word ends who does it: "by prosecutors | of tampering with …", "dalla procura | di avere …"."""
    word = reading.words[index]
    following = reading.words[index + 1].surface if index + 1 < len(reading.words) else ""
    deed = (word.surface == "of" and following.endswith("ing")) or (
        word.surface in ("di", "d") and re.search(r"(?:are|ere|ire|rre|aver|esser|rsi)$", following) is not None
    )
    return deed or (word.surface in _OTHERWISE and not (word.surface == "a" and reading.language == "en"))


_OTHERWISE = BEING - frozenset("e a".split()) | frozenset(
    """con per in nel nella su sul durante dopo contro a ad al alla ai alle verso with for in on after during against
    to towards gegen mit fur contre avec pour despite nonostante malgrado amid because under before since until senza
    without prima entro verso""".split()
)
_FAR = 14  # words between a verb and who does it


def _past_the_name(reading: Reading, run: Sequence[int]) -> int:
    """Return where a name ends among the words after "by": "by Larkspur Biotech | cut severe cases"."""
    named = False
    for at, index in enumerate(run):
        word = reading.words[index]
        goes_on = any(reading.words[i].capital for i in run[at + 1 : at + 2])  # "the Greek group Thalassa"
        if named and not word.capital and word.surface not in OF_NAME | _JOINING and not (goes_on and not word.stop):
            return at
        named = named or (word.capital and not word.stop)
    return len(run)


_JOINING = frozenset("e ed and und et y".split())


def _is_number(reading: Reading, index: int) -> bool:
    start = reading.words[index].start
    return reading.words[index].number or any(amount.start <= start < amount.end for amount in reading.amounts)


def _counts(reading: Reading, following: Sequence[int]) -> bool:
    """Tell whether a number counts those who do it: "firmata da 8.000 residenti", not "da 8 a 5", "da 50 euro"."""
    counted = (a for a in reading.amounts if a.unit is None and a.kind == "count" and a.noun in following[1:2])
    return any(a.start <= reading.words[following[0]].start < a.end for a in counted)


def _before(reading: Reading, verb: int) -> list[int]:
    """Return the content words before a verb in its clause, or, where there are none, in the one before."""
    own = verb > 0 and reading.clauses[verb - 1] == reading.clauses[verb]
    if not own and verb > 1 and _opens_relative(reading, verb - 1):
        return _over_an_inset(reading, verb)  # "The charity Healthline, which paid for it, criticised …"
    run = _run(reading, verb - 1, -1) if own else []
    found = _subject(reading, sorted(run))
    first = run[-1] if run else verb
    reduced = not own and is_participle(reading, verb)  # "Renzi, difeso da …"
    if not found and not reduced and reading.words[first].surface not in RELATIVE and first > 0:
        between = reading.text[reading.words[first - 1].end : reading.words[first].start]
        return _over_an_inset(reading, first) if "," in between else []
    if found or not (reduced or reading.words[first].surface in RELATIVE):
        return found
    named = antecedent(reading, verb)
    if named:
        return named
    if reading.words[first].surface in RELATIVE and first and is_verb(reading, first - 1):
        return []  # "ha annunciato che tornerà": who does, the verb before tells no more than the sentence
    start = next((i for i in range(verb - 1, -1, -1) if reading.clauses[i] != reading.clauses[verb]), None)
    return [] if start is None else [i for i in _run(reading, start, -1) if not reading.words[i].stop]


def _opens_relative(reading: Reading, index: int) -> bool:
    """Tell whether the clause of a word is a relative one: "…, which paid for it, …"."""
    first = next(i for i in range(len(reading.words)) if reading.clauses[i] == reading.clauses[index])
    return reading.words[first].surface in RELATIVE and first > 0


def _over_an_inset(reading: Reading, first: int) -> list[int]:
    """Return the content words before an inset that parts verb and subject: "Nordavia, the airline, will buy"."""
    start = next((i for i in range(first - 1, -1, -1) if reading.clauses[i] != reading.clauses[first - 1]), None)
    if start is None or reading.clauses[start] != reading.clauses[0]:
        return []
    inset = range(start + 1, first)
    told = any(reading.words[i].surface in BEING | RELATIVE or is_verb(reading, i) for i in inset)
    opened = "," in reading.text[reading.words[start].end : reading.words[start + 1].start]
    told = told and reading.words[start + 1].surface not in RELATIVE and not is_participle(reading, start + 1)
    if told or not opened:
        return []
    named = [i for i in inset if not reading.words[i].stop]  # "il presidente, Anna Neri, ha firmato": both do it
    return [*_subject(reading, [i for i in range(start + 1) if reading.clauses[i] == reading.clauses[start]]), *named]


def _goes_on(reading: Reading, index: int) -> bool:
    """Tell whether a word goes on with a name: "Uniti" of "negli Stati Uniti"."""
    return index > 0 and reading.words[index - 1].capital and index > 1


def _subject(reading: Reading, run: Sequence[int]) -> list[int]:
    """Leave out of what stands before a verb the adjuncts that a preposition leads: "Nel 2018 uno sciame …"."""
    told: list[int] = []
    adjunct = False
    for place, index in enumerate(run):
        word = reading.words[index]
        led = place > 0 and _leads(reading, run[place - 1])
        if _leads(reading, index):
            adjunct = True
        elif not led and (word.surface in _BARE or (word.capital and not word.stop and not _goes_on(reading, index))):
            adjunct = False
        if not adjunct and not word.stop:
            told.append(index)
    return told


def _leads(reading: Reading, index: int) -> bool:
    """Tell whether a word leads an adjunct; the English "a" is an article."""
    word = reading.words[index]
    return word.surface in LEADING and not (word.surface == "a" and reading.language == "en")


_BARE = frozenset("il lo la i gli le l un uno una the an der die das le les".split())


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
