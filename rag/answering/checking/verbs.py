"""Tell the verbs of a sentence, and the passive ones, by their form and their neighbours."""

from __future__ import annotations

import re

from rag.answering.checking.reading import Reading
from rag.language.clauses import helping
from rag.language.lemmas import lemma
from rag.language.number_words import is_numeral
from rag.language.pasts import NOUN_ENDS_IT, is_past

AGENT = frozenset("da dal dallo dalla dall dai dagli dalle by von durch par por".split())
BE = frozenset(
    """e e' sono era erano fu furono stato stata stati state viene vengono venne vennero essere sara saranno sarebbe
    is are was were be been being wird wurde werden wurden worden est sont ete fut sera es fue fueron sido""".split()
)
_BE_EN = frozenset("is are was were be been being".split())  # "the state wants" has no Italian "state"
_HAVE = frozenset("ha hanno aveva avevano ho has have had hat haben hatte a ont avait".split())
BEING = BE | _HAVE  # helping verbs, which no list of content words holds
_MODAL = frozenset("will would could should may might can must not did does".split())
_VERB_IT = re.compile(r"(?:are|ere|ire|rre)$")


def is_verb(reading: Reading, index: int) -> bool:
    """Tell whether a word is a verb, as far as its form and its neighbours tell."""
    word = reading.words[index]
    if word.number or (word.capital and index):
        return False
    if is_past(reading.words, index, reading.language, reading.hedging.levels):
        return True
    before = set(helping(reading.words[max(0, index - 3) : index], reading.language))
    base = lemma(word.text, reading.language)
    after = reading.words[index + 1].surface if index + 1 < len(reading.words) else ""
    if reading.language == "it":
        if not word.stop and _follows_whom(reading, index):
            return True
        if is_participle(reading, index):
            return bool(before & (BE | _HAVE)) or after in AGENT or _is_joined(reading, index)
        noun = index > 0 and reading.words[index - 1].surface in _BEFORE_NOUN
        return bool(_VERB_IT.search(base)) and not noun
    if reading.language == "en":
        before_it = reading.words[index - 1] if index else word
        if word.surface in _SAME_PAST and not before_it.number and before_it.surface not in _BEFORE_NOUN_EN and index:
            return True
        third = word.surface.endswith("s") and base != word.surface and after in _AFTER_VERB
        third = third and not (index and reading.words[index - 1].number)
        to = index > 0 and reading.words[index - 1].surface == "to" and not word.surface.endswith(_ADJECTIVE)
        to = to and not is_numeral(word.surface)
        return to or _after_modal(reading, index) or third
    return bool(before & (BE | _HAVE)) or base != word.surface


def _follows_whom(reading: Reading, index: int) -> bool:
    """Tell whether a word tells what somebody does after "che": "spera che la presidente Anna Neri accetti"."""
    at = index
    while at > 0 and (reading.words[at - 1].capital or reading.words[at - 1].surface in _CLITICS | {"il"}):
        at -= 1
    return 0 < at < index and reading.words[index - 1].capital and reading.words[at - 1].surface == "che"


def _is_joined(reading: Reading, index: int) -> bool:
    """Tell whether a participle shares the helper of one before it: "ha assolto Riva e condannato Toso"."""
    joined = index > 1 and reading.words[index - 1].surface in ("e", "ed", "ma", "o")
    return joined and bool(_HAVE & set(helping(reading.words[max(0, index - _FAR) : index], reading.language)))


_FAR = 10  # words from a helper to the second verb it helps
_BEFORE_NOUN = frozenset(  # "la", "lo", "le", "gli" may stand before a verb: "la ritiene"
    """il i un una uno del dello della dei degli delle dell dal dallo dalla dai dagli dalle al allo alla ai agli alle
    nel nello nella nei negli nelle nell sul sullo sulla sui sugli sulle sull di da in per con altro altra altri altre
    questa queste quella quelle ogni sua sue suoi molte molti alcune alcuni nuove nuovi nuova nuovo ulteriori""".split()
)
_CLITICS = frozenset("la lo le gli l".split())  # before a finite verb pronouns, before a participle articles
_SAME_PAST = frozenset("beat cut hit put bit cost quit spread shut hurt cast bid split shed led met fed won".split())
_ADJECTIVE = ("al", "ous", "ive", "ic", "ary", "able", "ible", "ful")  # "promoted to principal viola"
_BEFORE_NOUN_EN = frozenset("the a an of his her their its my our this that no any first second pay tax price".split())
_AFTER_VERB = frozenset("the a an that to its his her their".split())


def _after_modal(reading: Reading, index: int) -> bool:
    """Tell whether a word is the first that tells something after "will", "may": "will also keep", not their jobs."""
    for at in range(index - 1, max(-1, index - 4), -1):
        word = reading.words[at]
        if word.surface in _MODAL:
            return True
        if not word.stop and not word.surface.endswith("ly"):
            return False
    return False


def is_passive(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is in the passive: helped by "essere", or a participle with who does it after it."""
    if lemma(reading.words[verb].text, reading.language) in _OF_MOTION:
        return False  # "è uscito dalla maggioranza"
    words = helping(reading.words[max(0, verb - 4) : verb], reading.language)
    if len(words) > 1 and words[-2] == "si" and words[-1] in _MAY:  # "si può sospendere il diritto"
        return True
    if set(words[-1:]) & _HAVE or (len(words) > 1 and words[-2] in _HAVE and words[-1] not in BE):
        return False
    if len(words) > 1 and words[-2] in _REFLEXIVE and words[-1] in BE:  # "si è dimessa da presidente"
        return False
    helped = bool(set(words) & (_BE_EN if reading.language == "en" else BE)) or _is_reduced(reading, verb)
    after = reading.words[verb + 1 : verb + 4]
    agent_near = any(
        w.surface in AGENT and not n.surface.endswith("ing") for w, n in zip(after, after[1:], strict=False)
    )
    own = [i for i in range(max(0, verb - 4), verb) if reading.clauses[i] == reading.clauses[verb]]
    has = set(helping([reading.words[i] for i in own], reading.language)) & _HAVE
    return helped or (agent_near and not has and is_participle(reading, verb))


def fronted_agent(reading: Reading, verb: int) -> list[int]:
    """Return who does it where a passive names them first: "Dalla Regione | sono stati stanziati 7 milioni"."""
    start = next(i for i in range(len(reading.words)) if reading.clauses[i] == reading.clauses[verb])
    if reading.language != "it" or reading.words[start].surface not in AGENT or not is_passive(reading, verb):
        return []
    ends = next((i for i in range(start + 1, verb) if reading.words[i].surface in BE), verb)
    return [i for i in range(start + 1, ends) if not reading.words[i].stop]


def _is_reduced(reading: Reading, verb: int) -> bool:
    """Tell whether an English participle opens an inset and has no object: "Macbeth, postponed after …"."""
    if reading.language != "en" or verb == 0 or verb + 1 >= len(reading.words) or not is_participle(reading, verb):
        return False
    before, word, following = reading.words[verb - 1 : verb + 2]
    return "," in reading.text[before.end : word.start] and before.capital and following.surface in _AFTER_REDUCED


_AFTER_REDUCED = frozenset("after in on at by to from for with since until before during as of".split())
_OF_MOTION = frozenset(
    """uscire entrare tornare ritornare arrivare venire partire nascere andare cadere provenire derivare
    dipendere fuggire evadere sparire scomparire emergere giungere rientrare
    dimettere ritirare allontanare""".split()
)
_MAY = frozenset("puo possono poteva potevano potra potranno deve devono doveva dovra dovranno".split())
_REFLEXIVE = frozenset("si mi ti ci vi se".split())


def is_participle(reading: Reading, verb: int) -> bool:
    """Tell whether a word has the form of a participle, and no article before it."""
    surface, before = reading.words[verb].surface, reading.words[verb - 1].surface if verb else ""
    if reading.language == "it" and (surface.endswith(NOUN_ENDS_IT) or before in _BEFORE_NOUN | _CLITICS):
        return False  # "il vicepresidente"
    if reading.language == "en" and surface.isalpha() and not surface.endswith(("s", "ing")):
        return lemma(reading.words[verb].text, "en") != surface  # "lent by", "run by" only where it differs
    return bool(re.search(r"(?:[aiu]t|s|tt|rt|lt|st|nt)[oaie]$|ed$|en$", surface))


def helped(reading: Reading, index: int) -> bool:
    """Tell whether a helping verb stands right before a word, or before the one before it."""
    return any(word in BEING for word in helping(reading.words[max(0, index - 2) : index], reading.language))
