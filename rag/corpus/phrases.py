"""Hold the words by which page furniture gives itself away: the one table to extend.

Everything is compared with a folded line: no bullets or marks around it, one space, lower case, straight apostrophes.
"""

from __future__ import annotations

import re

# ── whole lines ───────────────────────────────────────────────────────────────────────────────────────────────────

NETWORKS = frozenset(
    "facebook twitter x x.com linkedin whatsapp telegram email e-mail mail pinterest instagram youtube tiktok threads "
    "bluesky mastodon reddit flipboard messenger rss stampa print drucken imprimer xing pocket copia copy "
    "link tumblr".split()
)

LINES = frozenset(
    line.strip()
    for line in """
    mi piace / mi piace: / mi piace caricamento... / like this / like loading... / gefällt mir / j'aime ça
    wird geladen / loading / loading... / brand connect / scopri di più / per saperne di più / purchase licensing rights
    ascolta la versione audio dell'articolo
    condividi / condividi questo articolo / condividi l'articolo / condividi su / condividi con / share / share this
    share this article / share this story / share article / teilen / artikel teilen / partager / partager l'article
    partager cet article / compartir / reti sociali / social / social network / social media / seguici / seguici su
    follow us / follow us on / suivez-nous / folgen sie uns / link / links / copia link / copia il link / copy link
    link copiato / permalink / pubblicità / pubblicita / annuncio pubblicitario / advertisement / advertising / adv
    ads
    sponsored / sponsored content / contenuto sponsorizzato / anzeige / werbung / publicité / publicidad / annuncio
    - pubblicità - / pubblicità - continua a leggere di seguito / story continues below advertisement
    article continues below advertisement / continua a leggere / continua a leggere dopo la pubblicità / leggi tutto
    leggi l'articolo / read more / read the full story / continue reading / weiterlesen / lire la suite / mehr lesen
    torna su / torna all'inizio / back to top / nach oben / retour en haut / stampa / stampa articolo / print this page
    vai al contenuto / vai al contenuto principale / salta al contenuto / skip to content / skip to main content
    zum inhalt springen / aller au contenu / menu / menù / cerca / search / suche / rechercher / accedi / login / log in
    sign in / sign up / registrati / abbonati / subscribe / subscribe now / abonnieren / anmelden / s'abonner
    se connecter / iscriviti / home / homepage / privacy policy / cookie policy / privacy / termini e condizioni
    note legali / terms of use / terms of service / terms and conditions / impressum / datenschutz / agb
    mentions légales / contatti / contact us / chi siamo / about us / mappa del sito / sitemap
    accetta / accetta tutti / accetta tutti i cookie / accetta e continua / rifiuta / rifiuta tutti
    gestisci preferenze
    preferenze cookie / accept / accept all / accept all cookies / reject all / cookie settings / manage preferences
    alle akzeptieren / alle cookies akzeptieren / tout accepter / accepter et continuer / tout refuser
    contenuto riservato agli abbonati / ascolta l'articolo / ascolta questo articolo / listen to this article
    artikel anhören / écouter l'article / salva / salva articolo / save article / aggiungi ai preferiti
    aggiungi ai segnalibri / invia / invia commento / pubblica il commento / post comment / invia un commento / nome
    sito web / name / website / submit / la tua email / il tuo nome / your email / your name / your email address
    direkt zum inhalt / direkt zum hauptinhalt / aller au contenu principal / passer au contenu / mehr / mehr anzeigen
    mehr erfahren / voir plus / lire plus tard / mostra altro / mostra di più / show more / load more
    caricamento player
    anhören / vorlesen / druckansicht / artikel verschenken / merken / artikel merken / panneau de gestion des cookies
    personnaliser / interdire tous les cookies / autoriser tous les cookies / empfohlener redaktioneller inhalt
    leichte sprache / gebärdensprache / barrierefreiheit / accessibilità / accessibilité / accessibility
    inserisci la tua email / inserisci il tuo indirizzo email / enter your email / deine e-mail-adresse
    ihre e-mail-adresse / votre adresse e-mail / votre e-mail / torna alla home / torna alle notizie
    """.replace("\n", " / ").split(" / ")
    if line.strip()
)

MARGIN_LINES = frozenset(  # furniture above or below an article; inside one they can be a sub-heading
    line.strip()
    for line in """
    privacy / contatti / contact us / chi siamo / about us / annuncio / nome / name / sito web / website / social
    search
    cerca / suche / home / salva / invia / iscriviti / abbonati / menu / menù / stampa / link / links / sponsored
    submit
    subscribe / accedi / accept / accetta / social media / social network / ads / adv / advertising / werbung
    note legali
    """.replace("\n", " / ").split(" / ")
    if line.strip()
)

NAVIGATION = frozenset(
    "home menu cerca accedi abbonati login search subscribe contatti newsletter podcast video foto news notizie "
    "registrati sezioni sections live shop eventi events edicola magazine blog about contact startseite accueil "
    "newsletters latest apps jobs crime weather obituaries necrologie meteo karriere anmelden abonnement vidéos débats "
    "agenda".split()
)

SECTIONS = frozenset(
    name.strip()
    for name in """
    economia / economia e finanza / finanza / politica / cronaca / esteri / estero / mondo / italia / europa / sport
    cultura / spettacoli / tecnologia / tecnologie / scienza / scienze / salute / ambiente / lavoro / imprese / aziende
    industria / mercati / energia / innovazione / digitale / attualità / primo piano / in evidenza / ultime notizie
    ultim'ora / notizie / news / opinioni / editoriali / editoriale / commenti / interviste / intervista / eventi
    comunicati / comunicati stampa / comunicato stampa / rassegna stampa / territorio / regioni / lombardia economia
    business / economy / world / politics / technology / tech / science / health / culture / opinion / markets
    finance / money / environment / climate / uk / us / europe / international / national / local / latest news
    breaking news / top stories / press release / press releases / blog / features / analysis / lifestyle / travel
    wirtschaft / politik / ausland / inland / gesellschaft / wissen / wissenschaft / technik / unternehmen / finanzen
    kultur / panorama / digital / nachrichten / aktuelles / économie / politique / monde / société / technologie
    technologies / sciences / santé / entreprises / culture / actualités / à la une / économía / economía / política
    internacional / mundo / sociedad / ciencia / tecnología / empresas / startup / start up / approfondimenti
    """.replace("\n", " / ").split(" / ")
    if name.strip()
)

# ── beginnings of short lines ─────────────────────────────────────────────────────────────────────────────────────


def _starts(*alternatives: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(alternatives) + ")")


STARTS = _starts(
    r"(?:leggi|vedi|guarda|scopri) anche\b",
    r"(?:ti )?potrebbe(?:ro)? (?:anche )?interessart?[ie]\b",
    r"potrebbe interessarti",
    r"(?:read|see|watch) (?:also|more)\s*[:|\-–—]",
    r"(?:lire|voir|à lire) aussi\b",
    r"lesen sie (?:auch|hier)\b",
    r"(?:lies|mehr zum thema|auch interessant)\b.{0,40}[:|]",
    r"(?:lee|ver) también\b",
    r"approfondisci\s*[:|\-–—]",
    r"per approfondire\s*[:|\-–—]",
    r"(?:condividi|share|partager|teilen|compartir) (?:su|on|sur|auf|via|en|con|l'articolo|this|cet|diesen)\b.{0,60}$",
    r"(?:follow|folge|segui|suivez) .{2,40} (?:on|auf|su|sur) (?:x|facebook|twitter|instagram|whatsapp|youtube)\b",
    r"(?:seguici|follow us|suivez-nous|folgen sie uns|segui(?:ci)? .{0,40}) (?:su|on|sur|auf)\b",
    r"iscriviti (?:alla|al|ai|gratis|ora|per|gratuitamente|subito|qui)\b",
    r"(?:abbonati|registrati) (?:gratis|ora|gratuitamente|subito|qui|per (?:leggere|continuare))\b",
    r"(?:vuoi )?ricev(?:i|ere|erai) (?:ogni|le|la|gratis|via|ne|tutte)\b.{0,200}(?:mail|newsletter|notizie)",
    r"(?:sign up|subscribe) (?:to|for|now|here|today|and)\b",
    r"get (?:the|our|all|daily|news)\b.{0,150}(?:inbox|newsletter|email)",
    r"(?:abonnieren sie|jetzt (?:anmelden|abonnieren)|melden sie sich)\b",
    r"(?:inscrivez-vous|abonnez-vous|recevez)\b.{0,150}",
    r"(?:suscríbete|suscríbase)\b",
    r"newsletter(?: \S+){0,4}$",
    r"(?:la|our|the|notre|unser) newsletter(?: \S+){0,3}$",
    r"questo sito (?:web )?(?:utilizza|usa|fa uso)\b.{0,60}cookie",
    r"(?:noi )?(?:utilizziamo|usiamo) (?:i )?cookie",
    r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies",
    r"(?:wir|diese (?:web)?seite|diese website) (?:verwenden|nutzen|verwendet|nutzt)\b.{0,20} ?cookies",
    r"(?:nous utilisons|ce site utilise|ce site web utilise)\b.{0,20} ?cookies",
    r"(?:cliccando|continuando|proseguendo)\b.{0,80}\b(?:cookie|accett|acconsent)",
    r"by (?:clicking|continuing|signing up|using)\b.{0,80}\b(?:agree|accept|consent|cookie)",
    r"per favore inserisci",
    r"(?:il tuo|l') ?indirizzo e-?mail non sarà pubblicato",
    r"i campi (?:obbligatori|contrassegnati)\b",
    r"(?:do il|presto il) (?:mio )?consenso\b",
    r"(?:salva|ricorda) il mio nome\b",
    r"(?:your email address will not be|required fields are|save my name|notify me of)\b",
    r"(?:deine|ihre) e-mail-adresse wird nicht\b",
    r"votre adresse (?:e-?mail|de messagerie) ne sera pas\b",
    r"(?:accedi|devi (?:essere registrato|accedere|effettuare)|you must be logged in|log in|sign in)\b.{0,60}"
    r"(?:comment|continuare|continue|leggere|read)",
    r"(?:abbonati|subscribe|abonnez-vous|iscriviti) .{0,60}(?:leggere|reading|lire|read)\b",
    r"(?:nome|name|email|e-mail|sito web|website|commento|comment)(?: ?\*|\s?\(required\)|\s?\(obbligatorio\))$",
    r"source url\b",
    r"url (?:di origine|originale|source)\s*:",
    r"(?:tags?|etichette|topics?|argomenti|temi|schlagw(?:o|ö)rter|schlagworte|themen|mots[- ]clés|etiquetas"
    r"|filed under"
    r"|archiviato in|categori[ae]|categories|category|pubblicato in|posted in)\s*:(?!.*\. )",
    r"(?:pagina|page|seite|pág\.?|pag\.?|página) \d{1,4} (?:di|of|von|de|sur|su|/) ?\d{1,4}$",
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}|by\b|.{0,120}(?:riservat|reserved|vorbehalten|réservés|\d{4}))",
    r"©? ?(?:riproduzione riservata|tutti i diritti (?:sono )?riservati|all rights reserved|alle rechte vorbehalten)",
    r"(?:tous droits réservés|todos los derechos reservados|reproduction interdite)",
    r"(?:tempo|tempi) di lettura\b",
    r"\d{1,2} ?(?:'|′) di lettura$",
    r"our standards: the ",
    r"(?:lettura|reading time|lesezeit|temps de lecture)\s*:?\s*\d{1,2}\s*(?:min|')",
    r"\d{1,3} ?(?:min|minuti|minutes?|minuten)\.? (?:di lettura|read|lesezeit|de lecture)$",
    r"(?:\d{1,6}|nessun|no|keine|aucun) (?:commento|commenti|comments?|kommentare?|commentaires?"
    r"|visualizzazioni|views)$",
    r"(?:visite|visualizzazioni|views|letture)\s*:\s*[\d.,]+$",
    r"\[?\d{1,3}\]?[.:]? ?<?https?://\S+>?$",
    r"(?:advertisement|pubblicità|publicité|anzeige|werbung|publicidad)\b[^.]{0,30}$",
    r"la suite après cette publicité",
    r"en (?:poursuivant|continuant)\b.{0,120}\bcookies",
    r"mit (?:ihrer|deiner) (?:zustimmung|einwilligung) (?:wird|werden) hier\b",
    r"an dieser stelle (?:finden sie|befindet sich|steht) (?:ein|einen|externe)",
    r".{3,60} is a reader-supported publication\b",
    r"thanks for reading .{1,60}!",
    r"il vous reste \d.{0,12} de cet article",
    r"(?:l'espace des contributions|cet article|la suite) est réservée? (?:à|aux) ",
    r"(?:sie befinden sich|sie sind) hier(?:\s*:|$)",
    r"(?:sei|ti trovi|vous êtes|you are|estás) (?:qui|in|ici|here|aquí)(?:\s*:|$)",
    r"(?:dieser artikel ist|this article is|cet article a|questo articolo ha)"
    r" (?:mehr als|more than|over|plus de|più di) \w+ (?:months?|years?|monate|jahre|mois|ans|mesi|anni)\b.{0,8}$",
)

READ_MORE = re.compile(  # the button below a teaser
    r"(?:mehr|mehr lesen|weiterlesen|leggi tutto|leggi l'articolo|continua a leggere|read more|read the full story"
    r"|continue reading|lire la suite|leer más|scopri di più|per saperne di più)$"
)

GLUED = re.compile(  # "Articolo precedenteLenovo: …": the label runs into the headline
    r"(?:Articolo|Post|Notizia|Previous|Next|Article|Vorheriger|Nächster|Beitrag)\s?"
    r"(?:precedente|successiv[oa]|article|post|story|précédent|suivant|Artikel|Beitrag)(?=[A-ZÀ-Þ0-9\"“«]|\s*[:"
    r"|«»<>→←–-]|\s*$)",
    re.IGNORECASE,
)
GLUED_NEXT = re.compile(r"\s*[:|«»<>→←–-]?\s*[A-ZÀ-Þ0-9\"“«‘(]|\s*$")

# ── heads of blocks: the line, and what follows it as long as it is no article text ───────────────────────────────

HEADS = _starts(
    r"(?:notizie|articoli) (?:dello stesso argomento|correlat[ie]|collegat[ie]|simili|recenti|più lett[ie])$",
    r"(?:altre|ultime) (?:notizie|news)(?: .{0,40})?$",
    r"(?:altri articoli|altro (?:da|su)|articoli suggeriti|contenuti (?:correlati|suggeriti"
    r"|sponsorizzati))(?: .{0,40})?$",
    r"(?:i )?più (?:letti|lette|visti|commentati)(?: .{0,30})?$",
    r"(?:le )?più lette(?: .{0,30})?$",
    r"(?:leggi|vedi|guarda|scopri) anche$",
    r"(?:ti )?potrebbe(?:ro)? (?:anche )?interessar(?:ti|vi|e)(?: anche)?$",
    r"(?:dello stesso autore|sullo stesso argomento|per approfondire|approfondisci|correlati|da non perdere"
    r"|consigliati)$",
    r"(?:related|recommended|similar|more)(?: \w+)? (?:articles?|stories|posts|news|reading|content|coverage)$",
    r"(?:related|recommended|trending|trending now|most (?:read|popular|viewed)|read (?:also|next)|see also|up next)$",
    r"more (?:from|on|in|like)(?: .{1,40})?$",
    r"(?:you (?:may|might) also (?:like|be interested in)|recommended for you|editor'?s'? picks?|latest (?:news"
    r"|stories))$",
    r"(?:mehr zum thema|das könnte sie auch interessieren|auch interessant|lesen sie auch|weitere (?:artikel|themen"
    r"|nachrichten|meldungen)|meistgelesen|verwandte artikel|ähnliche artikel|empfohlene artikel)(?: .{0,30})?$",
    r"(?:à lire aussi|lire aussi|sur le même (?:sujet|thème)|articles? (?:similaires?|liés|associés|recommandés"
    r"|connexes)"
    r"|les plus lus|dans la même rubrique|vous aimerez aussi|voir aussi)$",
    r"(?:noticias relacionadas|artículos relacionados|te puede interesar|lo más leído|lee también)$",
    r"(?:collegamenti|link (?:utili|correlati|esterni)|riferimenti|external links|references|useful links"
    r"|liens utiles)$",
    r"(?:argomenti|tag|tags|topics|temi|themen|schlagw(?:o|ö)rter|mots[- ]clés|etichette|parole chiave|keywords)$",
    r"suggested topics$",
    r"(?:promoted|sponsored|partner|paid) (?:stories|content|links|posts)$",
    r"(?:commenti|comments|kommentare|commentaires)(?: \(?\d{1,6}\)?)?$",
    r"(?:iscriviti alla|sign up (?:for|to)|subscribe to) .{0,40}newsletter$",
    r"newsletter(?: \S+){0,3}$",
)

FORMS = _starts(  # nothing of the article stands below these
    r"(?:lascia|aggiungi|scrivi|inserisci) un (?:commento|tuo commento)(?: .{0,30})?$",
    r"(?:leave|add|post|write) a (?:comment|reply)(?: .{0,30})?$",
    r"(?:cosa ne pensi|join the (?:discussion|conversation))\b.{0,30}$",
    r"(?:schreibe? (?:einen|sie einen) kommentar|kommentar (?:schreiben|hinterlassen)|hinterlasse einen kommentar)$",
    r"(?:laisser un commentaire|ajouter un commentaire|laissez un commentaire|deja un comentario|dejar un comentario)$",
)

AD_SIZE = re.compile(
    r"(?<!\w)(?:120|160|234|250|300|320|336|468|728|970|980)\s?x\s?(?:50|60|90|100|250|280|480|600|1050)(?!\w)"
)
CRUMB = re.compile(r"\s*(?:[>»›/|→·]|::)\s*")
HASHTAGS = re.compile(r"(?:#\w{2,40}[\s,]*){1,20}$")
CHANGED = re.compile(  # a stamp, not a sentence: the word for the change, then at once a day or an hour
    r"(?:ultim[ao] (?:modifica|aggiornamento|revisione)|aggiornat[oa]|modificat[oa]|(?:last )?(?:updated"
    r"|modified|edited"
    r"|changed|reviewed)|letzte (?:änderung|aktualisierung)|(?:zuletzt )?(?:aktualisiert|geändert)|stand(?=:)"
    r"|dernière (?:modification|mise à jour)|mis à jour|última (?:modificación|actualización)|actualizado|atualizado)"
    r"(?:\s*[:,|–-]|\s+(?:il|al|alle|ore|a|am|um|on|at|le|el|em))*\s*(?:[^\W\d]{3,10}[.,]?\s+)?(?:\d{1,2}\b"
    r"|[^\W\d]{3,9}\.? \d)"
)
