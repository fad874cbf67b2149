"""Find what a sentence denies: cues ("non", "nessuno", "never"), and how far each reaches.

Takes a text's words, gives the words denied outright (the head of each denial), the words in its reach, and the words
under a verb that denies by its meaning ("esclude", "refused"). Knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.language.clauses import reach
from rag.language.lemmas import keys, lemma
from rag.language.number_words import is_numeral
from rag.language.refusals import left_to_do, refused_by
from rag.language.words import Word, fold, stem

_CUES = {
    "it": "non ne nessun nessuno nessuna senza privo priva privi prive neppure nemmeno neanche mica",
    "en": "not t never no without neither nor cannot none nobody nothing hardly",
    "de": "nicht kein keine keinen keinem keiner nie niemals ohne niemand weder noch nichts",
    "fr": "pas jamais aucun aucune ni sans personne rien",
    "es": "no nunca sin ningun ninguno ninguna ni nadie nada jamas",
}
_CUE = {language: frozenset(words.split()) for language, words in _CUES.items()}
_CONTRACTED = frozenset(
    "didn doesn don isn aren wasn weren hasn haven hadn won wouldn couldn shouldn can mustn ain needn".split()
)
_NO_CUE_BEFORE = frozenset(
    """solo soltanto only solamente meno oltre piu more less fewer later earlier plus nur longer
    tutti tutte every""".split()
)
_DENYING = frozenset(
    """
    negare smentire escludere escluso esclusa rifiutare respingere vietare proibire evitare impedire mancare ignorare
    rinunciare bocciare rigettare assolvere fallire scongiurare assenza contrario sfavorevole ostile
    smettere stop unlikely improbabile scagionare discolpare prosciogliere exonerate clear
    eliminare abolire cancellare rimuovere cessare sospendere interrompere annullare scomparsa vuoto
    deny refuse reject exclude rule ban forbid
    prohibit avoid prevent lack fail ignore acquit against opposed oppose dismiss decline eliminate
    abolish cancel remove cease suspend empty leugnen ablehnen verweigern ausschliessen
    verbieten vermeiden fehlen nier refuser rejeter exclure interdire eviter manquer negar
    rechazar excluir prohibir evitar faltar
""".split()
)
_NEGATIVE = frozenset(
    """
    inutile impossibile insufficiente assente carente scarso chiuso chiudere fermo fermare bloccare sospeso
    escluso perdere perso mancanza negativo trascurare tacere rinviare aspettare attendere
    impossible unable absent closed close wait lose loss useless insufficient
    ultimo finora restare rimanere conservare mantenere saltare resta resto last remain keep stay letzte dernier fuori
    out prematuro premature skip miss rinunciare
""".split()
)
_ONLY = frozenset("soltanto solo solamente unicamente only nur seulement solamente".split())
_RECORD = re.compile(
    r"\bprim[oaie]\b.{0,80}\b(?:dopo|in|da)\b.{0,8}\b(?:anni|mesi|sempre)|\bpiu \w+ (?:dal|da|degli|di sempre)\b|"
    r"\b(?:lowest|highest|first|worst|best|largest|biggest) .{0,80}\b(?:since|in \d+)\b"
)
_PASSED_OVER = frozenset(
    """ancora piu mai gia sempre affatto yet already ever even any still longer noch mehr encore plus jamais aun
    rimasto rimasta rimasti rimaste resta rimane restato restata remained remains become stato stata stati state been
    be have has had ha hanno sono potuto""".split()
)
_LEADING = frozenset(
    """
    volere potere dovere intendere riuscire avere essere fare dare venire stare want intend manage able do
    have be get wollen konnen pouvoir vouloir poder querer
""".split()
)


@dataclass(frozen=True, slots=True)
class Negation:
    """Hold what is denied in a sentence, as indexes of words.

    `heads` are denied outright; `within` are all words in reach of a cue, heads included; `softly` those in reach of a
    word that denies by its meaning; `only` what alone is affirmed ("soltanto di notte"); `scopes` the reach of each
    cue on its own; `denying` tells of a word that denies, `record` of "the lowest since", which
    denies all the rest, `refused` are such words, each with the deed it leads ("nega di avere colpito"),
    `negative` tells of any word that a denial may put otherwise ("aspettare": "non ancora"), `left` are deeds that are
    still to be done ("must still approve").
    """

    heads: frozenset[int]
    within: frozenset[int]
    softly: frozenset[int]
    only: frozenset[int]
    scopes: tuple[frozenset[int], ...]
    denying: bool
    record: bool
    negative: bool
    refused: tuple[tuple[int, int], ...] = ()
    left: frozenset[int] = frozenset()

    @property
    def any(self) -> bool:
        """Tell whether the sentence denies anything, in whatever way."""
        return bool(self.heads or self.within) or self.denying


def find_negation(text: str, words: Sequence[Word], language: str) -> Negation:
    """Return what `words` deny."""
    heads: set[int] = set()
    scopes: list[frozenset[int]] = []
    softly: set[int] = set()
    denying = False
    only: set[int] = set()
    refused: list[tuple[int, int]] = []
    left: set[int] = set()
    for index, word in enumerate(words):
        if _is_cue(words, index, language):
            denying = True
            scope = _scope(text, words, index, language)
            found = _heads(words, _past_the_noun(words, index, scope), language)
            if found and lemma(words[found[0]].text, language) in _DENYING:  # "non esclude": what follows is affirmed
                scope = scope[: scope.index(found[0]) + 1]
                found = found[:1]
            heads.update(found)
            scopes.append(frozenset(scope))
        elif word.surface in _ONLY:
            denying = True
            only.update([i for i in reach(text, words, index + 1) if not words[i].stop][:3])
        elif (deed := left_to_do(words, index, language)) is not None:
            denying = True
            left.add(deed)
            refused.append((index, deed))
        elif _denies(words, index, language):
            denying = True
            if not any(index in scope for scope in scopes):  # who does not rule out a thing leaves it open
                deeds = refused_by(words, index, language)
                refused.extend((index, deed) for deed in deeds)
            softly.update(reach(text, words, index + 1, far=True))
    within = frozenset[int]().union(*scopes)
    record = bool(_RECORD.search(fold(text)))
    dim = denying or any(not keys(word.text, language).isdisjoint(_negative_stems(language)) for word in words)
    return Negation(
        frozenset(heads),
        within,
        frozenset(softly),
        frozenset(only),
        tuple(scopes),
        denying,
        record,
        dim,
        tuple(pair for pair in refused if pair[1] not in within),
        frozenset(left),
    )


def _denies(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether a word denies by what it means; "ruled" does only with "out"."""
    word = words[index]
    if word.surface in ("rule", "rules", "ruled", "ruling") and language == "en":
        return index + 1 < len(words) and words[index + 1].surface == "out"
    return word.surface in _DENYING or not keys(word.text, language).isdisjoint(_denying_stems(language))


@cache
def _denying_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _DENYING)


@cache
def _negative_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _NEGATIVE)


def _is_cue(words: Sequence[Word], index: int, language: str) -> bool:
    word = words[index]
    if word.surface == "mai" and language == "it":
        return _denies_alone(words, index)
    if word.surface not in _CUE.get(language, frozenset()) or (len(word.text) > 1 and word.text.isupper()):
        return False
    if word.surface == "t" and not (index and words[index - 1].surface in _CONTRACTED):
        return False
    if word.surface == "ne" and not word.text.endswith("é"):  # "né" denies, "ne" does not
        return False
    following = words[index + 1].surface if index + 1 < len(words) else ""
    return following not in _NO_CUE_BEFORE or (word.surface, following) == ("no", "longer")


def _denies_alone(words: Sequence[Word], index: int) -> bool:
    """Tell whether "mai" denies what follows by itself: "mai esposte prima"; "non … mai" has its own cue."""
    before = {word.surface for word in words[max(0, index - 3) : index]}
    following = words[index + 1].surface if index + 1 < len(words) else ""
    return before.isdisjoint(_HELPED) and bool(re.search(r"[aiust][ts][oaie]$", following))


_HELPED = frozenset("non ne nessun nessuno nessuna se piu quanto come che ha hanno aveva avevano avere".split())


def _scope(text: str, words: Sequence[Word], index: int, language: str) -> list[int]:
    """Return what a cue reaches; "nessun" and "no" before a noun deny the verb after it as well."""
    return [i for i in reach(text, words, index + 1) if not words[i].stop]


def _past_the_noun(words: Sequence[Word], cue: int, scope: list[int]) -> list[int]:
    """Return a scope without what "nessuno dei dodici feriti", "none of the twelve injured" counts."""
    following = words[cue + 1].surface if cue + 1 < len(words) else ""
    if words[cue].surface not in _QUANTIFIERS or following not in _OF:
        return scope
    left = [i for i in scope if not words[i].number and not is_numeral(words[i].surface)]
    return left[1:] or left


_QUANTIFIERS = frozenset("nessuno nessuna none neither keiner keine aucun aucune ninguno ninguna".split())
_OF = frozenset("dei degli delle di of der des de".split())


def _heads(words: Sequence[Word], scope: list[int], language: str) -> list[int]:
    """Return the first telling word in reach, and the one after it when the first only leads ("non ha voluto dire")."""
    telling = [i for i in scope if words[i].surface not in _PASSED_OVER]
    if not telling:
        return []
    if lemma(words[telling[0]].text, language) in _LEADING and len(telling) > 1:
        return telling[:2]
    return telling[:1]
