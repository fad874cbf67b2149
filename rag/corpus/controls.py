"""Mark by their vocabulary what no list of phrases holds: buttons, heads of lists, and what stands below them.

Takes a Page, adds marks. A button is a short line of a verb that tells the reader to do something with the page and of
a word for a part of the page; a head joins a word for "other" or "latest" with a word for "articles".
"""

from __future__ import annotations

import re

from rag.corpus import phrases
from rag.corpus.datelines import is_dateline
from rag.corpus.lines import SHORT, Line
from rag.corpus.page import Page
from rag.corpus.shapes import ADDRESS_LABEL, SOURCE
from rag.language.dates import find_dates

_WORD = re.compile(r"[^\W\d_]+")
_SHORTENED = re.compile(r"(?:[^\W\d_]\.){2,5}")  # U.S.
_MOST_WORDS, _MOST_CHARACTERS = 9, 80
_HEAD_WORDS = 7
_TOP_WORDS = 4
_MENU = 5  # labels
_BANNERS = 4  # lines
_LONG = 100  # characters of a paragraph that surely is of the article
_STAMP_EDGE = 14

_VERBS = frozenset(
    """
    accedi registrati abbonati iscriviti condividi stampa salva invia scarica ascolta guarda segui seguici cerca
    commenta rispondi contatta contattaci gestisci accetta rifiuta chiudi apri mostra torna vai continua
    inserisci copia ricevi dona sostieni sostienici attiva disattiva aggiungi segnala vota installa esplora
    sfoglia leggi vedi scrivi scrivici entra share save print email copy listen watch follow subscribe sign log
    login register download read view see skip jump accept manage reject close open click contact comment reply
    leave join back advertise donate support report enter show hide explore browse load get send teilen drucken
    merken speichern anhören abonnieren anmelden registrieren einloggen springen folgen kommentieren lesen
    herunterladen akzeptieren ablehnen schließen zurück senden empfehlen verschicken anzeigen einblenden suchen
    spenden partager imprimer écouter abonner connecter inscrire commenter réagir télécharger accepter refuser
    gérer rechercher aller retour retourner suivre suivez contacter lire voir ajouter envoyer copier fermer
    hinzufügen kopieren verschenken vorlesen laden
    sauvegarder offrir abonnez inscrivez partagez consulter afficher signaler soutenez
    """.split()
)
_PARTS = frozenset(
    """
    articolo link email mail app newsletter canale canali whatsapp telegram facebook instagram youtube twitter
    linkedin tiktok commento commenti consensi consenso cookie cookies preferenze pagina sito contenuto
    contenuti menu home area profilo account password elenco archivio notizie video podcast pdf comunicato feed
    rss lettura pubblicità preferiti notifiche giornale redazione dopo domande risposte dispositivo versione
    social browser article story channel comments preferences settings page site content contents list archive
    news window advertisement below notifications homepage top reading mailing reply inbox artikel kanal
    kommentar kommentare einstellungen seite inhalt inhalte startseite übersicht liste nachrichten fenster
    kontakt konto datei webseite per oben unten werbung benachrichtigungen meldung favoris compte paramètres
    accueil liste contenu principal publicité newsletters commentaires commentaire page site application chaîne
    merkliste merkzettel leseliste sélections notifications mentions lettre infolettre vidéo
    """.split()
)
_ALONE = frozenset(  # these tell by themselves, whatever the few words around them
    """
    seguici contattaci iscriviti registrati login abbonieren einloggen download newsletter rss podcast impressum
    agb datenschutz cookie cookies paywall permalink s'abonner
    """.split()
)
_OTHER = frozenset(
    """
    ultimi ultime ultima altri altre altro recenti correlati correlate collegati collegate simili precedenti
    consigliati consigliate suggeriti suggerite letti lette visti viste commentati evidenza anche popolari
    argomento tema latest recent related more most popular trending recommended similar previous next top
    featured also other further weitere mehr ähnliche verwandte aktuelle neueste letzte beliebte meistgelesene
    empfohlene auch passende récents récentes dernières derniers liés liées similaires connexes recommandés plus
    même autres aussi
    """.split()
)
_NEWS = frozenset(
    """
    notizie articoli news video post contenuti comunicati storie approfondimenti letti lette leggere vedere
    topics topic
    sezione argomento approfondire interessarti stories articles posts reads story reading coverage headlines
    like artikel meldungen nachrichten beiträge themen thema videos lesen gelesen articles actualités actus
    sujets sujet vidéos lus lire rubrique
    """.split()
)


def buttons(page: Page) -> None:
    """Mark buttons and questions about the page: "Scarica l'app", "Per WhatsApp teilen", "Was this page helpful?"."""
    last = _last_paragraph(page)
    for place, line in enumerate(page.lines):
        if place not in page.marked and _is_button(line, outside=place > last or place < page.first_prose()):
            page.mark(place, place + 1)


def _is_button(line: Line, *, outside: bool) -> bool:
    words = _WORD.findall(line.plain)
    if not words or len(words) > _MOST_WORDS or len(line.text) > _MOST_CHARACTERS or line.is_prose:
        return False
    orders = words[0] in _VERBS or words[-1] in _VERBS or (words[0] in ("s", "se", "nous", "per") and words[1:2] != [])
    orders = orders and bool(set(words) & _VERBS)
    parts = set(words) & _PARTS
    if orders and parts:
        return True
    if outside and orders and len(words) <= 2 and len(line.plain) <= 24:
        return True
    return outside and len(words) <= 3 and bool(set(words) & _ALONE)


def is_head(line: Line) -> bool:
    """Tell whether a line announces other articles."""
    words = _WORD.findall(line.plain)
    if not 2 <= len(words) <= _HEAD_WORDS or line.is_prose or line.text.endswith((",", ";")):
        return False
    others = [word for word in words if word in _OTHER]
    news = [word for word in words if word in _NEWS and word not in others[:1]]
    short = len(words) <= 3 or line.text.endswith(":")
    return bool(others and news) and (short or words[0] in _OTHER | _NEWS or words[-1] in _NEWS)


def navigation(page: Page) -> None:
    """Mark a run of labels above the title: two or more lines of few words, then one that reads as a headline.

    A day may stand between them. Below a line of more words that is none, as a site's motto, more labels are needed.
    """
    end = page.first_prose()
    place = _headline(page, 0, end)
    labels = [i for i in range(place) if i not in page.marked]
    known = any(i in page.marked for i in range(place))
    sure = len(labels) >= 2 or bool(labels and known)
    while (below := _headline(page, place + 1, end)) < end and _is_menu(page, place + 1, below):
        place, sure = below, True
    top = range(place if sure and place < end else 0)
    for label in top:
        line = page.lines[label]
        own = line.only_date is None or _is_menu(page, label + 1, place)  # above the menu stands today's day
        if own and not line.is_byline:
            page.mark(label, label + 1)


def banner(page: Page) -> None:
    """Mark sentences above a site's menu: an offer, a consent, a warning."""
    for place in range(min(page.first_prose() + 1, _BANNERS, len(page.lines))):
        if not page.lines[place].is_prose or len(page.lines[place].text) >= SHORT:
            continue
        labels = place + 1
        while labels < len(page.lines) and _is_label(page.lines[labels]):
            labels += 1
        if _is_menu(page, place + 1, labels):
            page.mark(0, place + 1)


def _headline(page: Page, start: int, end: int) -> int:
    """Return the place of the first line that reads as a headline, or `end`."""
    for place in range(start, end):
        line = page.lines[place]
        if place in page.marked or _is_label(line) or line.only_date is not None or line.is_byline:
            continue
        if line.words > _TOP_WORDS:
            return place
        if not line.text.endswith(":"):
            return end
    return end


def _is_menu(page: Page, start: int, end: int) -> bool:
    """Tell whether the lines are a site's menu: many labels, some of them known."""
    names = [page.lines[place].plain for place in range(start, end)]
    known = sum(name in phrases.NAVIGATION or name in phrases.SECTIONS for name in names)
    return len(names) >= _MENU and known >= 2


def _is_label(line: Line) -> bool:
    ended = line.text.endswith((".", "!", "?", ":", "…", "”", "»")) and not _SHORTENED.fullmatch(line.text)
    bare = line.words <= _TOP_WORDS and not ended
    return bare and not line.is_byline and line.only_date is None and not line.text.startswith("#")


def foot(page: Page) -> None:
    """Mark what stands below the last paragraph and below furniture: headlines with their days, labels, menus."""
    last = _last_paragraph(page)
    if last < 0:
        return
    tail = range(last + 1, len(page.lines))
    stamped = [place for place in tail if _is_stamped(page.lines[place])]
    first = next((place for place in tail if place in page.marked), None)
    if len(stamped) >= 2:
        first = min(stamped[0], len(page.lines) if first is None else first)
    for place in tail if first is not None else ():
        line = page.lines[place]
        headed = place + 1 < len(page.lines) and page.lines[place + 1].is_prose and place + 1 not in page.marked
        if place >= (first or 0) and not _is_kept(line) and not headed:
            page.mark(place, place + 1)


def _last_paragraph(page: Page) -> int:
    """Return the place of the last paragraph that surely is of the article, or -1."""
    places = (i for i in range(len(page.lines) - 1, -1, -1) if i not in page.marked)
    return next((i for i in places if page.lines[i].is_prose and len(page.lines[i].text) >= _LONG), -1)


def _is_stamped(line: Line) -> bool:
    """Tell whether a line is a headline with its day before or behind it, or a day alone."""
    if line.only_date is not None:
        return True
    if line.is_prose or line.is_bullet or len(line.text) > 160:
        return False
    dates = find_dates(line.text)
    edge = len(dates) == 1 and (dates[0].start <= _STAMP_EDGE or len(line.text) - dates[0].end <= _STAMP_EDGE)
    return edge and not SOURCE.match(line.text)


def _is_kept(line: Line) -> bool:
    """Tell whether a line below the article is of it all the same: its source, its address, a sentence."""
    if SOURCE.match(line.text) or ADDRESS_LABEL.match(line.text) or "://" in line.text:
        return True
    if line.text[:1] == "(" and line.text.rstrip(".")[-1:] == ")":  # who wrote it: "(Reporting by Ada Neri in Rome)"
        return True
    if line.is_prose:
        return not phrases.STARTS.match(line.plain)
    return is_dateline(line) and len(find_dates(line.text)) == 1 and line.only_date is None
