"""Hold the ways to ask for every article that mentions something: one table of patterns a language.

Each pattern has the group `term`, and is written for a question without its last mark, whatever its case. Adding a
language is adding its tables.
"""

from __future__ import annotations

import re

_IT_NOUN = r"(?:articol[oi]|test[oi]|pezz[oi]|document[oi]|notizi[ae]|font[ei]|file)"
_IT_VERB = (
    r"(?:cit\w++|menzion\w++|nomin\w++|parl\w++\s+d\w*+['’]?|tratt\w++\s+d\w*+['’]?|riguard\w++|conteng\w++|contien\w++|"
    r"accenn\w++\s+a\w*+['’]?|fanno\s+riferimento\s+a\w*+['’]?|si\s+riferi\w++\s+a\w*+['’]?|compa(?:re|iono)|appa(?:re|iono)|"
    r"(?:us\w++|adoper\w++|impieg\w++|utilizz\w++|riport\w++|ripet\w++|ricorr\w++|c['’]è)\s+(?=(?:(?:la|il)\s+|l['’]\s*)?"
    r"(?:espression|parol|termin|fras|locuzion|formul)|[«“\"]))"
)
_IT_ASK = (
    r"(?:(?:puoi|potresti|mi\s+puoi|vorrei)\s+)?(?:quali|quant[ie]|che|dimmi|elenc(?:a|ami|hi|are|armi)|mostra(?:re|rmi|mi)?|"
    r"trova(?:re|rmi|mi)?|cerca(?:re|rmi|mi)?|dammi|darmi|mi\s+elenchi|mi\s+trovi|mi\s+dai)"
)
_IT_ON = r"(?:su(?:i|gli|lle|lla|llo|l)?\s+|sull['’]\s*)"
_EN_NOUN = r"(?:(?:news\s+)?(?:articles?|stories|texts?|pieces?|documents?|files?|sources?))"
_EN_VERB = (
    r"(?:mention\w*+|cit(?:e|es|ed|ing)|name[sd]?|naming|talk\w*+\s+(?:about|of)|speak\w*+\s+(?:about|of)|discuss\w*+|"
    r"refer\w*+\s+to|contain\w*+|deal\w*+\s+with|report\w*+\s+on|cover\w*+|(?:are\s+)?about|"
    r"(?:us(?:e[sd]?|ing)|quot(?:es?|ing)|repeat\w*+|says?|have)(?=\s+(?:the\s+)?(?:word|phrase|term|expression)|\s+[«“\"]))"
)
_EN_ASK = r"(?:(?:can|could)\s+you\s+|please\s+)?(?:which|what|how\s+many|list|name|show|find|give|tell)"
_DE_NOUN = r"(?:artikeln?|texten?|texte|meldungen|beiträgen?|dokumenten?)"
_DE_VERB = (
    r"(?:erwähnen|nennen|zitieren|behandeln|handeln\s+von|sprechen\s+(?:von|über)|berichten\s+(?:von|über)|"
    r"(?:verwenden|benutzen|gebrauchen|enthalten)(?=\s+(?:das\s+wort|den\s+(?:ausdruck|begriff)|[«“„\"])))"
)
_FR_NOUN = r"(?:articles?|textes?|documents?)"
_FR_VERB = (
    r"(?:mentionnent|citent|nomment|évoquent|parlent\s+d\w*['’]?|traitent\s+d\w*['’]?|"
    r"(?:emploient|utilisent|contiennent)(?=\s+(?:le\s+(?:mot|terme)|l['’]expression|[«“\"])))"
)
_FR_MANY = r"(?:quels|combien\s+d['’]|combien\s+de)"
_ES_NOUN = r"(?:art[ií]culos|textos|noticias|documentos)"
_ES_VERB = (
    r"(?:mencionan|citan|nombran|hablan\s+de(?:l)?|tratan\s+de(?:l)?|"
    r"(?:usan|utilizan|contienen)(?=\s+(?:la\s+(?:palabra|expresi[oó]n)|el\s+t[eé]rmino|[«“\"])))"
)

# What asks for articles by that very word.
ARTICLES: dict[str, tuple[str, ...]] = {
    "it": (
        rf"^(?:in\s+)?{_IT_ASK}\s+(?:sono\s+)?(?:(?:tutt[ie]|gli|i|le|in|quali|quanti)\s+)*{_IT_NOUN}\s+"
        rf"(?:(?:che|in\s+cui|dove)\s+)?(?:(?:si|viene|vengono|è|sono|ne)\s+)?{_IT_VERB}\s*(?P<term>\S.*)$",
        r"^quali\s+(?:di\s+(?:essi|questi)\s+)?(?:citano|menzionano|nominano|parlano\s+d\w*+['’]?)\s*(?P<term>\S.*)$",
        rf"^(?P<term>.+?)\s+(?:è|sono|viene|vengono)?\s*{_IT_VERB}\s+in\s+(?:quali|quant[ie])\s+{_IT_NOUN}$",
        rf"^(?P<term>.+?)\s+in\s+(?:quali|quant[ie])\s+{_IT_NOUN}\s+(?:è|sono|viene|vengono)\s+{_IT_VERB}$",
        rf"^(?:(?:tutti\s+)?gli\s+)?articoli\s+{_IT_ON}(?P<term>\S.*)$",
        rf"^(?:ci\s+sono|esistono)\s+{_IT_NOUN}\s+che\s+{_IT_VERB}\s*(?P<term>\S.*)$",
        rf"^(?:ci\s+sono|esistono)\s+{_IT_NOUN}\s+{_IT_ON}(?P<term>\S.*)$",
        rf"^{_IT_ASK}\s+(?:(?:tutt[ie]|gli|i|le)\s+)*{_IT_NOUN}\s+(?:(?:ci\s+sono|esistono|hai|avete)\s+)?{_IT_ON}(?P<term>\S.*)$",
    ),
    "en": (
        rf"^{_EN_ASK}\b(?:\s+(?:me|all|the|of|every|are|which))*\s+{_EN_NOUN}\s+"
        rf"(?:(?:that|which|where|there)\s+)?(?:(?:do|are|have|there)\s+)*{_EN_VERB}\s+(?P<term>\S.*)$",
        r"^which\s+(?:ones\s+|of\s+(?:them|these)\s+)?(?:mention|cite|talk\s+about)\s+(?P<term>\S.*)$",
        rf"^(?:in\s+)?(?:which|what|how\s+many)\s+(?:of\s+the\s+)?{_EN_NOUN}\s+(?:is|are|does|do|was|were)\s+(?P<term>.+?)\s+"
        rf"(?:mentioned|cited|named|discussed|appear|occur|come\s+up|referred\s+to)$",
        r"^(?:(?:all\s+)?the\s+)?articles\s+(?:about|on|mentioning)\s+(?P<term>\S.*)$",
        rf"^are\s+there\s+(?:any\s+)?{_EN_NOUN}\s+(?:that\s+)?(?:{_EN_VERB}|on)\s+(?P<term>\S.*)$",
        rf"^{_EN_ASK}\b(?:\s+(?:me|all|the|of|every))*\s+{_EN_NOUN}\s+on\s+(?P<term>\S.*)$",
    ),
    "de": (
        rf"^(?:welche|wie\s+viele|nenne|liste)\s+(?:(?:mir|alle|der|die)\s+)*{_DE_NOUN}(?:\s+auf)?,?\s+(?:die\s+)?"
        rf"{_DE_VERB}\s+(?P<term>\S.*)$",
        rf"^(?:nenne|liste|zeige?)\s+(?:(?:mir|alle|die)\s+)*{_DE_NOUN}(?:\s+auf)?,?\s+die\s+(?:von\s+|über\s+)?(?P<term>\S.*?)\s+"
        rf"(?:erwähnen|nennen|zitieren|behandeln|handeln|sprechen|berichten)$",
        rf"^in\s+(?:welchen|wie\s+vielen)\s+{_DE_NOUN}\s+(?:wird|werden|ist|kommt)\s+(?P<term>.+?)\s+"
        rf"(?:erwähnt|genannt|zitiert|vor|behandelt)$",
        rf"^in\s+(?:welchen|wie\s+vielen)\s+{_DE_NOUN}\s+geht\s+es\s+um\s+(?P<term>\S.*)$",
        r"^(?:alle\s+)?artikel\s+(?:über|zu[mr]?)\s+(?P<term>\S.*)$",
        rf"^gibt\s+es\s+{_DE_NOUN}\s+(?:über|zu[mr]?)\s+(?P<term>\S.*)$",
    ),
    "fr": (
        rf"^{_FR_MANY}\s*(?:sont\s+les\s+)?{_FR_NOUN}\s+(?:qui\s+)?{_FR_VERB}\s*(?P<term>\S.*)$",
        r"^(?:(?:tous\s+)?les\s+)?articles\s+sur\s+(?P<term>\S.*)$",
        rf"^dans\s+{_FR_MANY}\s*{_FR_NOUN}\s+(?:est|sont)\s+(?:mentionnée?s?|citée?s?|nommée?s?)\s+(?P<term>\S.*)$",
        rf"^dans\s+{_FR_MANY}\s*{_FR_NOUN}\s+(?:est|sont)\s+(?P<term>.+?)\s+(?:mentionnée?s?|citée?s?|nommée?s?)$",
        rf"^dans\s+{_FR_MANY}\s*{_FR_NOUN}\s+(?P<term>.+?)\s+(?:est|sont)(?:-\w+)?\s+(?:mentionnée?s?|citée?s?|nommée?s?)$",
        rf"^dans\s+{_FR_MANY}\s*{_FR_NOUN}\s+(?:parle-t-on|est-il\s+question)\s+d\w*['’]?\s*(?P<term>\S.*)$",
        rf"^(?:énum\w+|liste[rz]?|cite[rz]?|donne[rz]?(?:-moi)?)\s+(?:tous\s+)?les\s+{_FR_NOUN}\s+(?:qui\s+{_FR_VERB}|sur)\s*(?P<term>\S.*)$",
    ),
    "es": (
        rf"^¿?\s*(?:qué|cu[aá]les\s+son\s+los|cu[aá]ntos|cu[aá]ntas)\s+{_ES_NOUN}\s+(?:que\s+)?{_ES_VERB}\s+(?:a\s+)?(?P<term>\S.*)$",
        rf"^¿?\s*en\s+(?:qué|cu[aá]nt[oa]s)\s+{_ES_NOUN}\s+se\s+(?:habla\s+de|menciona|cita)\s+(?:a\s+)?(?P<term>\S.*)$",
    ),
}  # fmt: skip
# What asks for all things of a kind.
EVERYTHING: dict[str, tuple[str, ...]] = {
    "it": (
        r"^(?:elenca(?:mi)?|dimmi|dammi)\s+tutt[ie]\s+(?:i|gli|le)\s+(?P<term>\S.*)$",
        r"^elenca(?:mi)?\s+(?:i|gli|le)\s+(?P<term>\S.*?)\s+(?:citat|menzionat|nominat)[ie](?:\s+(?:negli|nei)\s+\w+)?$",
    ),
    "en": (r"^(?:list|name|give\s+me)\s+all\s+(?:of\s+)?(?:the\s+)?(?P<term>\S.*)$",),
    "de": (r"^(?:nenne|liste)\s+(?:mir\s+)?alle\s+(?P<term>\S.*?)(?:\s+auf)?$",),
    "fr": (r"^(?:énumère|liste|cite)\s+tou(?:te)?s\s+les\s+(?P<term>\S.*)$",),
}
# What asks for the collection itself, and names nothing to look for.
_IT_HERE = r"(?:\s+(?:qui|in\s+(?:tutto|totale|archivio)|nell['’]archivio|nel\s+corpus|nella\s+(?:raccolta|cartella|collezione)))?"
_EN_HERE = r"(?:\s+(?:here|in\s+total|in\s+(?:this|the)\s+(?:collection|corpus|folder|archive)))?"
COLLECTION: dict[str, tuple[str, ...]] = {
    "it": (
        rf"^(?:quant[ie]|quali|che)\s+{_IT_NOUN}\s+(?:ci\s+sono|hai|avete|conosci|sono\s+(?:disponibili|presenti)|contiene\s+la\s+raccolta){_IT_HERE}$",
        rf"^(?:elenca(?:mi)?|mostra(?:mi)?|dammi|fammi\s+vedere)\s+(?:(?:la\s+lista|l['’]elenco)\s+)?(?:tutt[ie]\s+)?(?:gli|degli|i|dei|le|delle)\s+{_IT_NOUN}$",
        rf"^di\s+(?:che\s+)?(?:cosa|che)\s+(?:parl|tratt)ano\s+(?:gli|questi|i|le|queste)\s+{_IT_NOUN}$",
        rf"^di\s+(?:che\s+)?cosa\s+si\s+parla\s+(?:(?:in\s+quest[ie]|negli|nei|nelle)\s+{_IT_NOUN}|qui)$",
        rf"^(?:di\s+)?(?:quali|che)\s+(?:temi|argomenti)\s+(?:ci\s+sono{_IT_HERE}|(?:parl|tratt|copr|affront)\w+\s+(?:gli|questi|i)\s+{_IT_NOUN})$",
        r"^(?:che\s+)?cosa\s+(?:c['’]è|contiene)\s+(?:qui(?:\s+dentro)?|(?:nella|la|questa|in\s+questa)\s+(?:raccolta|cartella|collezione))$",
    ),
    "en": (
        rf"^(?:how\s+many|which|what)\s+{_EN_NOUN}\s+(?:are\s+there|do\s+you\s+(?:have|know)|have\s+you\s+got|are\s+available){_EN_HERE}$",
        rf"^(?:list|show|give)(?:\s+me)?\s+(?:all\s+)?(?:of\s+)?(?:the|your|these)\s+{_EN_NOUN}$",
        rf"^what\s+(?:are|is)\s+(?:all\s+)?(?:the|these|this)\s+(?:{_EN_NOUN}|collection|folder)\s+about$",
        rf"^what\s+(?:topics|subjects)\s+(?:are\s+there|(?:do|are)\s+(?:the|these)\s+{_EN_NOUN}\s+(?:cover|about|on)){_EN_HERE}$",
        r"^what(?:['’]s|\s+is)\s+(?:in\s+)?(?:here|(?:this|the)\s+(?:collection|folder|corpus))$",
    ),
    "de": (
        rf"^(?:wie\s+viele|welche)\s+{_DE_NOUN}\s+(?:gibt\s+es|hast\s+du|haben\s+sie|sind\s+(?:da|vorhanden))(?:\s+hier)?$",
        rf"^(?:worum|um\s+was)\s+geht\s+es\s+(?:hier|in\s+(?:den|diesen)\s+{_DE_NOUN})$",
        rf"^(?:zeige?|nenne?|liste)(?:\s+mir)?\s+(?:alle|die)\s+{_DE_NOUN}(?:\s+auf)?$",
    ),
    "fr": (
        rf"^{_FR_MANY}\s*{_FR_NOUN}\s+(?:y\s+a-t-il|as-tu|avez-vous|sont\s+disponibles)$",
        rf"^de\s+quoi\s+(?:parlent|traitent)\s+(?:les|ces)\s+{_FR_NOUN}$",
        rf"^(?:liste[rz]?|montre[rz]?|affiche[rz]?)(?:-moi)?\s+(?:tous\s+)?(?:les|ces)\s+{_FR_NOUN}$",
    ),
    "es": (
        rf"^¿?\s*(?:cu[aá]nt[oa]s|qu[eé])\s+{_ES_NOUN}\s+(?:hay|tienes)$",
        rf"^¿?\s*de\s+qu[eé]\s+(?:hablan|tratan)\s+(?:los|las|estos|estas)\s+{_ES_NOUN}$",
    ),
}  # fmt: skip
TRAILING = re.compile(
    r"\s+(?:(?:citat|menzionat|nominat)[ieoa]\s+)?(?:negli|nei|tra\s+gli)\s+(?:articoli|testi)$|"
    r"\s+(?:(?:mentioned|named|cited)\s+)?in\s+(?:the|these)\s+(?:articles|texts)$|\s+in\s+den\s+artikeln$|\s+dans\s+les\s+articles$|"
    r",?\s+(?:e|and|und|et|y)\s+(?:quali|which(?:\s+ones)?|welche|lesquels|cu[aá]les)(?:\s+(?:sono|are\s+they|sind\s+das|sont-ils))?$",
    re.IGNORECASE,
)
DETERMINER = re.compile(
    r"^(?:(?:il|lo|la|gli|i|le|un|uno|una|del|dello|della|dei|degli|delle|al|allo|alla|ai|agli|alle|di|the|a|an|"
    r"der|die|das|den|dem|les|la|le|du|des|de|el|los|las)\s+|(?:l|un|d|dell|all)['’]\s*|"
    r"(?:parola|parole|termine|nome|espressione|frase|locuzione|formula|words?|term|name|phrase|expression|wort|begriff|"
    r"ausdruck|mot|terme|palabra|expresi[oó]n|t[eé]rmino)\s+)+",
    re.IGNORECASE,
)
EITHER = re.compile(r"\s+(?:o|oppure|or|oder|ou)\s+", re.IGNORECASE)
BOTH = re.compile(r"\s+(?:e|ed|and|und|et|y|sia|che|as\s+well\s+as|nonché)\s+", re.IGNORECASE)
