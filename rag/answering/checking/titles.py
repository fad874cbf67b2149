"""Check who bears which title: "il presidente Rossi" is not "il presidente Bianchi", whose title it is.

A title is what stands right before a name ("la ministra della Cultura Paola Ferrante"), is set beside it between commas
("Ferrante, ministra della Cultura,") or is said of it ("Ferrante è ministra", "la ministra è Ferrante").
Used beside the check of roles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.answering.checking.finding import CONTRADICTED, MISSING, NOTHING, OK, Evidence, Finding, worst
from rag.answering.checking.mentions import Mention, find_mentions
from rag.answering.checking.reading import Reading
from rag.answering.checking.verbs import is_verb
from rag.language.names import KINDS
from rag.language.posts import have_post_by_other_name, post_of

_SAME = 0.75  # nearness at which two words of titles are one
_LONGEST = 9  # words of a title, small words among them
_OF = frozenset(
    """di del dello della dei degli delle dell d e ed al allo alla all ai agli alle per of for the and at in von der des
    fur du de""".split()
)
_ARTICLES = frozenset("il lo la i gli le l un uno una the a an der die das le les its his her their".split())
_TIES = frozenset(
    "di del dello della dei degli delle dell d al allo alla all ai agli alle per of for at in von".split()
)
_SHORTEST = 3  # letters of a word that tells something
_IS = frozenset("è era is was ist est es".split())
_MODIFIERS = frozenset("ex former then oggi now attuale current neo nuovo nuova new già allora today".split())


@dataclass(frozen=True, slots=True)
class Title:
    """Hold a person, the words of a title, and the one that heads it ("ministra" of "ministra della Cultura")."""

    person: Mention
    words: frozenset[int]
    head: int


def check_titles(claim: Reading, evidence: Evidence) -> Finding:
    """Return whether every title of the claim is borne, in the sources, by the person it is given to."""
    mine = find_titles(claim)
    if not mine:
        return NOTHING
    theirs = [(title, sentence) for sentence in evidence.sentences for title in find_titles(sentence)]
    return worst([_check(title, claim, theirs, evidence) for title in mine])


def _check(title: Title, claim: Reading, theirs: list[tuple[Title, Reading]], evidence: Evidence) -> Finding:
    own, rival = 0, 0
    for other, sentence in theirs:
        shared = sum(_is_said(claim, i, sentence, other, evidence) for i in title.words)
        if title.person.is_same(other.person):
            own = max(own, shared)
        elif _is_said(claim, title.head, sentence, other, evidence):
            rival = max(rival, shared)
    if _is_told_of_nobody(claim, title.head, evidence):
        return MISSING
    if own >= rival or not _is_named(title.person, evidence) or _is_told_beside(claim, title, theirs, evidence):
        return OK if own else NOTHING
    return CONTRADICTED


def _is_told_of_nobody(claim: Reading, head: int, evidence: Evidence) -> bool:
    """Tell whether a title is a post that no source has a word for: a president where there are but directors."""
    post = post_of(claim.words[head].surface)
    return post is not None and not any(
        evidence.strongest(claim, head, sentence)[0] >= _SAME
        or any(post_of(word.surface) == post for word in sentence.words)
        or have_post_by_other_name(claim.text, sentence.text)
        for sentence in evidence.sentences
    )


def _is_said(claim: Reading, index: int, sentence: Reading, other: Title, evidence: Evidence) -> bool:
    return any(evidence.near(claim, index, sentence, o) >= _SAME for o in other.words)


def _is_named(person: Mention, evidence: Evidence) -> bool:
    """Tell whether the sources name the person: of another one they tell nothing."""
    return any(person.is_same(mention) for sentence in evidence.sentences for mention in find_mentions(sentence))


def _is_told_beside(claim: Reading, title: Title, theirs: list[tuple[Title, Reading]], evidence: Evidence) -> bool:
    """Tell whether a source has the title's word in the person's clause and in nobody's title."""
    for sentence in evidence.sentences:
        taken = {i for other, where in theirs if where is sentence for i in other.words}
        clauses = {sentence.clauses[m.first] for m in find_mentions(sentence) if m.is_same(title.person)}
        for other in evidence.matches(claim, title.head, sentence, _SAME):
            if other not in taken and sentence.clauses[other] in clauses:
                return True
    return False


def find_titles(reading: Reading) -> tuple[Title, ...]:
    """Return the titles a sentence gives to people; found once for each Reading."""
    known: tuple[Title, ...] | None = reading.__dict__.get("_titles")  # beside its cached properties
    if known is None:
        known = reading.__dict__["_titles"] = tuple(_find_titles(reading))
    return known


def _find_titles(reading: Reading) -> Iterable[Title]:
    for mention in find_mentions(reading):
        if mention.kind != "person":
            continue
        before = [i for i in _before(reading, mention) if _is_telling(reading, i)]
        after = [i for i in _after(reading, mention) if _is_telling(reading, i)]
        said = [i for i in _said_of(reading, mention) if _is_telling(reading, i)]
        full = _up_to_a_tie(reading, before) if len(mention.keys) > 1 else before
        heads = (_head(reading, full), _first_head(reading, after), _first_head(reading, said))
        for words, head in zip((before, after, said), heads, strict=True):
            if head is not None:
                yield Title(mention, frozenset(words), head)


def _is_telling(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    timed = any(moment.start <= word.start < moment.end for moment in reading.moments)
    return not (word.stop or word.number or timed or word.text.lower() in _MODIFIERS or len(word.surface) < _SHORTEST)


def _small(reading: Reading, words: list[int]) -> list[int]:
    return [i for i in words if not reading.words[i].capital and not is_verb(reading, i)]


def _first_head(reading: Reading, words: list[int]) -> int | None:
    """Return the noun that heads a title after a name: its first, in English the last before an "of"."""
    small = _small(reading, words)
    run = small[:1]
    while reading.language == "en" and run and run[-1] + 1 in small:
        run.append(run[-1] + 1)
    return run[-1] if run else None


def _up_to_a_tie(reading: Reading, words: list[int]) -> list[int]:
    """Return the words before what a title is of: "il direttore | del terminal Paolo Neri", who is no terminal."""
    tie = next(
        (i for i in words[1:] if reading.words[i - 1].surface in _TIES or reading.words[i - 2].surface in _TIES), None
    )
    return words if tie is None else [i for i in words if i < tie]


def _head(reading: Reading, words: list[int]) -> int | None:
    """Return the noun that heads a title before a name: the one right before it ("frantoio Carbone"), or its first."""
    small = _small(reading, words)
    if not small:
        return None
    run = [small[-1]] if small[-1] == words[-1] else [small[0]]
    while run[-1] - 1 in small and run[0] == small[-1] and reading.language != "en":
        run.append(run[-1] - 1)  # "la tecnica comunale Neri": the first noun heads it, in English the last
    return run[-1]


def _before(reading: Reading, mention: Mention) -> list[int]:
    """Return the words of a title right before a name, or before the comma before it: "its director, Joan Cole"."""
    start = mention.first
    apart = start > 0 and "," in reading.text[reading.words[start - 1].end : reading.words[start].start]
    while start > 0 and mention.first - start < _LONGEST:
        word = reading.words[start - 1]
        between = reading.text[word.end : reading.words[start].start]
        if between.strip(" '’-") and not (start == mention.first and between.strip() == ","):
            break
        if _ends_title(reading, start - 1) or (start == mention.first and word.surface in _OF | _ARTICLES):
            break
        if word.surface in _ARTICLES and (start == 1 or reading.words[start - 2].surface not in _TIES):
            return list(range(start, mention.first))
        start -= 1
    return [] if apart else list(range(start, mention.first))  # after a comma only what an article opens is a title


def _ends_title(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    small = word.stop and word.surface not in _OF | _ARTICLES
    return word.number or small or _is_verb_there(reading, index) or word.surface.endswith("ing")


def _is_verb_there(reading: Reading, index: int) -> bool:
    return not reading.words[index].capital and is_verb(reading, index)


def _said_of(reading: Reading, mention: Mention) -> list[int]:
    """Return the words of a title that the name is said of: "il direttore del terminal è | Livia Morandini"."""
    copula = mention.first - 1
    if copula < 1 or reading.words[copula].text.lower() not in _IS:
        return []
    start = copula
    while start > 0 and reading.clauses[start - 1] == reading.clauses[copula] and copula - start < _LONGEST:
        start -= 1
    run = list(range(start, copula))
    opened = bool(run) and reading.words[start].surface in _ARTICLES
    return run if opened and not any(_is_verb_there(reading, i) or reading.words[i].number for i in run) else []


def _after(reading: Reading, mention: Mention) -> list[int]:
    """Return the words of a title set beside a name between commas, or said of it with "is"."""
    index = mention.last
    if index >= len(reading.words):
        return []
    between = reading.text[reading.words[index - 1].end : reading.words[index].start]
    said = not between.strip() and reading.words[index].text.lower() in _IS
    if not said and between.strip() not in (",", "("):
        return []
    clause = reading.clauses[index]
    run = [i for i in range(index + said, len(reading.words)) if reading.clauses[i] == clause][:_LONGEST]
    opened = run and reading.words[run[0]].surface in _ARTICLES | _MODIFIERS | KINDS
    return run if opened and not any(_is_verb_there(reading, i) or reading.words[i].number for i in run) else []
