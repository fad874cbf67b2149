"""Say the few fixed sentences of an answer in the language of the question; English where there is none."""

from __future__ import annotations

from string import Template

_PHRASES: dict[str, dict[str, str]] = {
    "abstain": {
        "it": "Gli articoli non lo dicono.",
        "en": "The articles do not tell.",
        "de": "Die Artikel sagen es nicht.",
        "fr": "Les articles ne le disent pas.",
        "es": "Los artículos no lo dicen.",
        "ko": "기사에는 나와 있지 않습니다.",
        "ja": "記事には書かれていません。",
    },
    "looked_for": {
        "it": "Cercato: $what.",
        "en": "Looked for: $what.",
        "de": "Gesucht: $what.",
        "fr": "Recherché : $what.",
        "es": "Buscado: $what.",
    },
    "unheard": {
        "it": "Nessun articolo nomina: $names.",
        "en": "No article mentions: $names.",
        "de": "Kein Artikel erwähnt: $names.",
        "fr": "Aucun article ne mentionne : $names.",
        "es": "Ningún artículo menciona: $names.",
    },
    "nearest": {
        "it": "Il punto più vicino: «$quote» ($file, riga $line).",
        "en": "What came nearest: “$quote” ($file, line $line).",
        "de": "Am nächsten kam: „$quote“ ($file, Zeile $line).",
        "fr": "Le plus proche : « $quote » ($file, ligne $line).",
        "es": "Lo más cercano: «$quote» ($file, línea $line).",
    },
    "nearest_file": {
        "it": "Il punto più vicino: «$quote» ($file).",
        "en": "What came nearest: “$quote” ($file).",
        "de": "Am nächsten kam: „$quote“ ($file).",
        "fr": "Le plus proche : « $quote » ($file).",
        "es": "Lo más cercano: «$quote» ($file).",
    },
    "nothing_near": {
        "it": "Nessun passo si avvicina.",
        "en": "No passage comes near.",
        "de": "Keine Stelle kommt dem nahe.",
        "fr": "Aucun passage ne s’en approche.",
        "es": "Ningún pasaje se acerca.",
    },
    "other_language": {
        "it": "Le citazioni sono in $languages, la lingua degli articoli.",
        "en": "The quotes are in $languages, the language of the articles.",
        "de": "Die Zitate sind auf $languages, der Sprache der Artikel.",
        "fr": "Les citations sont en $languages, la langue des articles.",
        "es": "Las citas están en $languages, la lengua de los artículos.",
        "ko": "인용문은 기사 원문의 언어($languages)로 되어 있습니다.",
        "ja": "引用は記事の言語（$languages）のままです。",
    },
    "unanswered": {
        "it": "Gli articoli non dicono: $part",
        "en": "The articles do not tell: $part",
        "de": "Die Artikel sagen nicht: $part",
        "fr": "Les articles ne disent pas : $part",
        "es": "Los artículos no dicen: $part",
    },
    "disagree": {
        "it": "Gli articoli non concordano: [$one] e [$other] danno cifre diverse.",
        "en": "The articles disagree: [$one] and [$other] give different figures.",
        "de": "Die Artikel stimmen nicht überein: [$one] und [$other] nennen verschiedene Zahlen.",
        "fr": "Les articles ne concordent pas : [$one] et [$other] donnent des chiffres différents.",
        "es": "Los artículos no coinciden: [$one] y [$other] dan cifras distintas.",
    },
    "as_of": {
        "it": "La risposta vale al giorno degli articoli: $days.",
        "en": "The answer is as of the day of its articles: $days.",
        "de": "Die Antwort gilt für den Tag der Artikel: $days.",
        "fr": "La réponse vaut au jour des articles : $days.",
        "es": "La respuesta vale al día de los artículos: $days.",
    },
    "undated": {"it": "senza data", "en": "undated", "de": "ohne Datum", "fr": "sans date", "es": "sin fecha"},
    "listed": {
        "it": "Articoli che citano «$term»: $count su $among.",
        "en": "Articles that mention “$term”: $count of $among.",
        "de": "Artikel, die „$term“ erwähnen: $count von $among.",
        "fr": "Articles qui mentionnent « $term » : $count sur $among.",
        "es": "Artículos que mencionan «$term»: $count de $among.",
    },
    "latest": {
        "it": "Articoli trovati: $among. I più recenti: $count.",
        "en": "Articles found: $among. The latest: $count.",
        "de": "Gefundene Artikel: $among. Die neuesten: $count.",
        "fr": "Articles trouvés : $among. Les plus récents : $count.",
        "es": "Artículos encontrados: $among. Los más recientes: $count.",
    },
    "found": {
        "it": "Articoli trovati: $count.",
        "en": "Articles found: $count.",
        "de": "Gefundene Artikel: $count.",
        "fr": "Articles trouvés : $count.",
        "es": "Artículos encontrados: $count.",
    },
    "talk": {
        "it": "Qui si risponde solo con ciò che sta scritto negli articoli: chiedi di un fatto, una persona, una data, "
        "una cifra, oppure «Quali articoli ci sono?».",
        "en": "Answers here come from the articles alone: ask about a fact, a person, a date, a figure, or “Which "
        "articles are there?”.",
        "de": "Geantwortet wird hier nur aus den Artikeln: Fragen Sie nach einem Ereignis, einer Person, einem Datum, "
        "einer Zahl oder „Welche Artikel gibt es?“.",
        "fr": "On répond ici avec les seuls articles : demandez un fait, une personne, une date, un chiffre, ou "
        "« De quoi parlent les articles ? ».",
        "es": "Aquí se responde solo con los artículos: pregunte por un hecho, una persona, una fecha, una cifra, o "
        "«¿Qué artículos hay?».",
    },
    "nothing_passes": {
        "it": "Nessun articolo passa i filtri (--since, --until, --file).",
        "en": "No article passes the filters (--since, --until, --file).",
    },
}

_LANGUAGES = {
    "it": {"it": "italiano", "en": "inglese", "de": "tedesco", "fr": "francese", "es": "spagnolo"},
    "en": {"it": "Italian", "en": "English", "de": "German", "fr": "French", "es": "Spanish"},
    "de": {"it": "Italienisch", "en": "Englisch", "de": "Deutsch", "fr": "Französisch", "es": "Spanisch"},
    "fr": {"it": "italien", "en": "anglais", "de": "allemand", "fr": "français", "es": "espagnol"},
    "es": {"it": "italiano", "en": "inglés", "de": "alemán", "fr": "francés", "es": "español"},
    "ko": {"it": "이탈리아어", "en": "영어"},
    "ja": {"it": "イタリア語", "en": "英語"},
}  # fmt: skip


def phrase(name: str, language: str, **values: object) -> str:
    """Return a fixed sentence; a value may hold anything, it is put in as it is. Raises KeyError for a missing one."""
    versions = _PHRASES[name]
    return Template(versions.get(language, versions["en"])).substitute({k: str(v) for k, v in values.items()})


def versions(name: str) -> tuple[str, ...]:
    """Return a fixed sentence in every language, its variables unfilled. Raises KeyError for a missing one."""
    return tuple(_PHRASES[name].values())


def language_name(code: str, language: str) -> str:
    """Return the name of a language in another one, or its code."""
    return _LANGUAGES.get(language, _LANGUAGES["en"]).get(code, code)
