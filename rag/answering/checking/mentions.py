"""Find who and what a sentence tells of: people, bodies and places with their place, and the sides of each verb.

Used by the check of roles. `sides` gives what stands on the doing side of a verb and what on the other, the passive
turned round: "A ha battuto B" and "B è stato battuto da A" have the same sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.checking.reading import Reading
from rag.language.hedging import is_past
from rag.language.lemmas import is_word, lemma
from rag.language.names import Name

_AGENT = frozenset("da dal dallo dalla dall dai dagli dalle by von durch par por".split())
_BE = frozenset(
    """e e' sono era erano fu furono stato stata stati state viene vengono venne vennero essere sara saranno sarebbe
    is are was were be been being wird wurde werden wurden worden est sont ete fut sera es fue fueron sido""".split()
)
_HAVE = frozenset("ha hanno aveva avevano ho has have had hat haben hatte a ont avait".split())
_MODAL = frozenset("to will would could should may might can must not did does".split())
_VERB_IT = re.compile(r"(?:are|ere|ire|rre)$")


_ROOT = 5  # letters that a body's name shares in two languages: "university", "università"


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold one person, body or place: the words `first` to `last` (exclusive), its kind, and what names it."""

    first: int
    last: int
    kind: str  # "person", "body" or "place"
    keys: frozenset[str]
    aliases: frozenset[str] = frozenset()

    def is_same(self, other: Mention) -> bool:
        """Tell whether two mentions may be one: a person by one name, a body by all of the shorter's."""
        if not self.aliases.isdisjoint(other.aliases):
            return True
        if (self.kind, other.kind) == ("person", "person"):
            return not self.keys.isdisjoint(other.keys)
        mine, theirs = ({key[:_ROOT] for key in mention.keys} for mention in (self, other))
        return mine <= theirs or theirs <= mine


@dataclass(frozen=True, slots=True)
class Sides:
    """Hold, for one verb, the words on its doing side and those on the other."""

    verb: int
    doing: frozenset[int]
    done_to: frozenset[int]


def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """Return the mentions of a sentence, in order."""
    found: list[Mention] = []
    for inside in (part for name in reading.names for part in _parts(reading, name)):
        places = [place for place in reading.places if place.first in inside]
        if places and all(places[0].first <= i < places[-1].last or reading.words[i].stop for i in inside):
            continue  # it is a place and nothing else
        capital = [i for i in inside if reading.words[i].capital and not reading.words[i].stop]
        if len(capital) == 1 and _is_common(reading, capital[0]):
            continue
        acronym = any(_is_acronym(reading.words[i].text) for i in capital)
        name = next(n for n in reading.names if n.start <= reading.words[inside[0]].start < n.end)
        person = (name.person or len(capital) == 1) and not acronym and not places
        keys = frozenset(reading.words[i].surface for i in capital)
        kind = "person" if person else "body"
        found.append(Mention(inside[0], inside[-1] + 1, kind, keys, _initials(reading, inside)))
    covered = {i for mention in found for i in range(mention.first, mention.last)}
    for place in reading.places:
        if reading.words[place.first].capital and place.first not in covered:
            found.append(Mention(place.first, place.last, "place", frozenset((place.code,))))
    return _with_brackets(reading, sorted(found, key=lambda mention: mention.first))


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and (text.isupper() or (len(text) <= _ROOT and any(c.isupper() for c in text[1:])))


def _is_common(reading: Reading, index: int) -> bool:
    """Tell a common word with a capital from a name: "le Imprese", "The Region"."""
    word = reading.words[index]
    after_article = index > 0 and reading.words[index - 1].surface in _ARTICLES
    return is_word(word.text, reading.language) and (after_article or index == 0 or reading.language == "en")


_ARTICLES = frozenset(
    "il lo la i gli le l un una del dello della dei degli delle dell dal dalla al alla nel nella the".split()
)


def _parts(reading: Reading, name: Name) -> list[list[int]]:
    """Cut a name at a preposition that ties two: "Rummolo di Benevento", "Tokyo da Urso"."""
    parts: list[list[int]] = [[]]
    for index, word in enumerate(reading.words):
        if name.start <= word.start < name.end:
            if word.surface in _TIES and not word.capital:
                parts.append([])
            else:
                parts[-1].append(index)
    return [part for part in parts if part]


_TIES = frozenset("di da del della dei degli delle dell d a al alla".split())


def _initials(reading: Reading, inside: Sequence[int]) -> frozenset[str]:
    """Return what an acronym of a name would be, and the name itself when it is one."""
    capitals = [reading.words[i].surface for i in inside if reading.words[i].capital]
    letters = "".join(word[0] for word in capitals)
    return frozenset((letters,)) if len(letters) > 2 else frozenset(capitals) if len(capitals) == 1 else frozenset()


def _with_brackets(reading: Reading, found: list[Mention]) -> tuple[Mention, ...]:
    """Let a name and the one in brackets right after it stand for each other: "Automotive Regions Alliance (Ara)"."""
    for index in range(1, len(found)):
        one, two = found[index - 1], found[index]
        between = reading.text[reading.words[one.last - 1].end : reading.words[two.first].start]
        if between.strip() == "(":
            both = one.aliases | two.aliases | two.keys
            found[index - 1], found[index] = replace(one, aliases=both), replace(two, aliases=both)
    return tuple(found)


def is_verb(reading: Reading, index: int) -> bool:
    """Tell whether a word is a verb, as far as its form and its neighbours tell."""
    word = reading.words[index]
    if word.number or (word.capital and index):
        return False
    if is_past(reading.words, index, reading.language, reading.hedging.levels):
        return True
    before = {w.surface for w in reading.words[max(0, index - 3) : index]}
    base = lemma(word.text, reading.language)
    after = reading.words[index + 1].surface if index + 1 < len(reading.words) else ""
    if reading.language == "it":
        if _participle(reading, index):
            return bool(before & (_BE | _HAVE)) or after in _AGENT
        return bool(_VERB_IT.search(base))
    if reading.language == "en":
        third = word.surface.endswith("s") and base != word.surface and after in _AFTER_VERB
        return bool(before & _MODAL) or third
    return bool(before & (_BE | _HAVE)) or base != word.surface


_AFTER_VERB = frozenset("the a an that to its his her their".split())


def sides(reading: Reading, verb: int) -> Sides:
    """Return what stands on the two sides of a verb, within its clause, the passive turned round."""
    before, after = _before(reading, verb), _after(reading, verb)
    agent = _agent(reading, verb, after)
    if agent and _is_passive(reading, verb):
        return Sides(verb, frozenset(agent), frozenset(i for i in (*before, *after) if i not in agent))
    if _is_passive(reading, verb):
        return Sides(verb, frozenset(), frozenset((*before, *after)))
    return Sides(verb, frozenset(before), frozenset(after))


def _is_passive(reading: Reading, verb: int) -> bool:
    words = [w.surface for w in reading.words[max(0, verb - 4) : verb]]
    if set(words[-1:]) & _HAVE or (len(words) > 1 and words[-2] in _HAVE and words[-1] not in _BE):
        return False
    helped = bool(set(words) & _BE)
    agent_near = any(w.surface in _AGENT for w in reading.words[verb + 1 : verb + 3])
    return helped or (agent_near and not set(words) & _HAVE and _participle(reading, verb))


def _participle(reading: Reading, verb: int) -> bool:
    return bool(re.search(r"(?:[aiu]t|s|tt|rt|lt|st|nt)[oaie]$|ed$|en$", reading.words[verb].surface))


def _agent(reading: Reading, verb: int, after: Sequence[int]) -> list[int]:
    """Return the words after "da" or "by" that name who does it; "da otto a cinque" names nobody."""
    for index in range(verb + 1, min(len(reading.words), verb + _FAR)):
        if reading.words[index].surface in _AGENT:
            following = [i for i in _run(reading, index + 1, 1) if not reading.words[i].stop]
            if following and not reading.words[following[0]].number and not _is_amount(reading, following[0]):
                return following
    return []


_FAR = 14  # words between a verb and who does it


def _is_amount(reading: Reading, index: int) -> bool:
    start = reading.words[index].start
    return any(amount.start <= start < amount.end for amount in reading.amounts)


def _before(reading: Reading, verb: int) -> list[int]:
    """Return the content words before a verb in its clause, or, where there are none, in the one before."""
    run = [i for i in _run(reading, verb - 1, -1) if i >= 0] if verb else []
    found = [i for i in run if not reading.words[i].stop]
    first = run[-1] if run else verb
    if found or reading.words[first].surface not in _RELATIVE:
        return found
    start = next((i for i in range(verb - 1, -1, -1) if reading.clauses[i] != reading.clauses[verb]), None)
    return [] if start is None else [i for i in _run(reading, start, -1) if not reading.words[i].stop]


_RELATIVE = frozenset("che who which that whom dass que qui".split())


def _after(reading: Reading, verb: int) -> list[int]:
    found = [i for i in _run(reading, verb + 1, 1) if not reading.words[i].stop]
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
