"""Tell a thing that is only mentioned from one that is named: "un club sloveno", "a priest", "due comuni".

Who asks which club it was, or what the priest is called, is not answered by a sentence that mentions one without a
name, whoever else it names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.language.names import find_names
from rag.language.questions import Question
from rag.language.thesaurus import same_meaning
from rag.language.words import Word, find_words, fold

_NAME_OF = re.compile(
    r"(?:\bcome si chiam\w+\s+|\bnom[ei] d(?:i |el |ella |ello |ell['’]|ei |egli |elle )|\bnames? of\s+|"
    r"\bwie heiss(?:t|en)\s+)"
    r"(?:(?:the|il|lo|la|i|gli|le|der|die|das)\s+|l['’])?"
)
_WHICH = re.compile(
    r"\b(?:qual[ei]|che|which|what|welche[rsmn]?|quel(?:le)?s?|que|cual(?:es)?)\s+(?:(?:sono|are|were|erano|son)\s+)?"
    r"(?:(?:the|il|lo|la|i|gli|le|los|las|otros|otras|altri|altre|other)\s+|l['’])*"
)
_INDEFINITE = frozenset(
    """un uno una a an another one ein eine einen einem einer une unos unas
    altro altra qualche alcuni alcune some""".split()
)
_NUMBER_WORDS = frozenset(
    """due tre quattro cinque sei sette otto nove dieci two three four five six seven eight nine ten zwei drei vier funf
    deux trois quatre cinq dos tres cuatro cinco""".split()
)
# People and bodies: who asks which of them it was asks for a name. Of other things a description may be the answer.
_NAMED = frozenset(
    """squadra squadre club ditta ditte azienda aziende impresa imprese societa compagnia compagnie casa case cantiere
    cantieri assicurazione assicurazioni banca banche fondo fondi orchestra orchestre coro giornale giornali
    rivista riviste rete reti macelleria negozio negozi ristorante ristoranti albergo alberghi studio studi
    gruppo gruppi ente enti associazione associazioni comitato comitati cooperativa cooperative fondazione
    fondazioni universita scuola scuole ospedale ospedali museo musei comune comuni paese paesi citta regione
    regioni prete sacerdote parroco ragazzo ragazza ragazzi uomo donna uomini donne medico medici avvocato
    avvocati giudice giudici sindaco ministro assessore tecnico esperto esperti partito partiti sindacato
    sindacati tribunale team teams firm firms company companies bank banks fund funds insurer insurers newspaper
    newspapers magazine orchestra choir shop shops restaurant hotel school schools hospital hospitals museum
    museums university universities charity charities union unions party parties court courts town towns city
    cities country countries priest boy girl man woman men women doctor doctors lawyer lawyers judge judges
    expert experts witness firma firmen verein vereine bank banken zeitung schule gericht entreprise entreprises
    societe banque banques ecole empresa empresas compania companias banco bancos escuela""".split()
)
_AGENT = re.compile(r"(?:tor[ei]|trici?e?|ist[aie]|ier[ei]|sor[ei]|ers?|ors?|ists?|eurs?|dores?)$")
_AHEAD, _BEHIND = 2, 4  # words between the article and the noun, and from the noun to its name


def only_mentions(part: Question, text: str, language: str) -> bool:
    """Tell whether a text mentions what `part` asks the name of, every time as one of its kind and without a name."""
    asked = _bearer(part)
    if asked is None:
        return False
    words = find_words(text, language)
    places = [at for at, word in enumerate(words) if _is(asked, part.language, word, language)]
    return bool(places) and all(_is_one_of_many(words, at) and not _is_named(words, at, part, text) for at in places)


def _bearer(part: Question) -> Word | None:
    """Return the noun whose name is asked for: of a person, a body, of so many ("the four ports"), or "the name of"."""
    folded = fold(part.text)
    if len(folded) != len(part.text):
        return None
    name_of = _NAME_OF.search(folded)
    found = name_of or _WHICH.search(folded)
    if found is None:
        return None
    run, counted = _run(part, found.end())
    named = [word for word in run if word.surface in _NAMED or _AGENT.search(word.surface)]
    if named:
        return named[-1] if part.language == "en" else named[0]
    if not run or not (name_of or counted):
        return None
    return run[-1] if part.language == "en" else run[0]


def _run(part: Question, start: int) -> tuple[list[Word], bool]:
    """Return the nouns and adjectives in small letters from `start` on, and whether a number counts them."""
    run: list[Word] = []
    counted = False
    for word in find_words(part.text, part.language):
        if word.start < start:
            continue
        if not run and (word.number or word.surface in _NUMBER_WORDS):
            counted = True
            continue
        if word.stop or word.capital or (run and part.text[run[-1].end : word.start] != " "):
            break
        run.append(word)
    return (run if part.language == "en" else run[:1]), counted


def _is(asked: Word, language: str, word: Word, other: str) -> bool:
    return word.stem == asked.stem or same_meaning(asked, language, word, other)


def _is_one_of_many(words: Sequence[Word], at: int) -> bool:
    before = [word.surface for word in words[max(0, at - 1 - _AHEAD) : at]]
    return any(word in _INDEFINITE or word in _NUMBER_WORDS for word in before)


def _is_named(words: Sequence[Word], at: int, part: Question, text: str) -> bool:
    """Tell whether a new name follows the noun at `at` closely, and not as the place where it is, or a list does."""
    asked = {word.surface for word in find_words(part.text, part.language)}
    near = words[at + 1 : at + 1 + _BEHIND]
    end = near[-1].end if near else words[at].end
    ahead = {word.start: before.surface for before, word in pairwise(words)}
    for name in find_names(text, part.language):
        inside = name.start <= end and name.end > words[at].start
        if inside and ahead.get(name.start) not in _WHERE and not {word.surface for word in name.words} <= asked:
            return True
    listed = ":" in text[words[at].end :]  # "quattro pilastri per i rapporti tra i due Paesi: …"
    return listed or any(mark in text[words[at].end : end + 2] for mark in '«“"„')


_WHERE = frozenset("in at from near a ad da di dal dalla dall aus zu nach von of de en".split())
