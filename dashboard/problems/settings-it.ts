/** What is wrong with sites and with what people say of themselves: by the English sentence, with `{0}`, `{1}` … for what it is about. */
export const settingsInItalian: Readonly<Record<string, string>> = {
  "Settings changed": "Impostazioni modificate",
  "The cart's path starts with a slash.": "Il percorso del carrello inizia con una barra.",
  "An API's address is a path on the shop, or an address such as https://api.shop.example/graphql/.":
    "L’indirizzo di un’API è un percorso del negozio, o un indirizzo come https://api.shop.example/graphql/.",
  "An origin is an address such as https://shop.example.":
    "Un’origine è un indirizzo come https://shop.example.",
  "A host is a name such as www.shop.example, without port or path.":
    "Un host è un nome come www.shop.example, senza porta né percorso.",
  "A site needs at least one host.": "Un sito ha bisogno di almeno un host.",
  "A site has at most 50 such hosts.": "Un sito ha al massimo 50 host di questo tipo.",
  "A prefix is one path segment between slashes.": "Un prefisso è una parte di percorso tra due barre.",
  "A platform is one of {0}.": "Una piattaforma è una di {0}.",
  "Orders are confirmed by page or webhook.": "Gli ordini si confermano con page o webhook.",
  "A floor is more than 0 %; none at all is null.": "Un minimo è più dello 0 %; nessun minimo è vuoto.",
  "A floor is at most 100 %.": "Un minimo è al massimo il 100 %.",
  "How many new visitors are given coupons is a number.":
    "A quanti visitatori nuovi si danno coupon è un numero.",
  "How many new visitors are given coupons is a whole number.":
    "A quanti visitatori nuovi si danno coupon è un numero intero.",
  "At least one new visitor is given coupons; null is no limit.":
    "I coupon si danno ad almeno un visitatore nuovo; vuoto è nessun limite.",
  "Web vitals are sent or not: true or false.": "I web vitals si inviano o no: true o false.",
  "A currency is an ISO 4217 code.": "Una valuta è un codice ISO 4217.",
  "A colour is written as #rrggbb.": "Un colore si scrive come #rrggbb.",
  "Pages are named in at most 20 groups.": "I gruppi di pagine sono al massimo 20.",
  "A site has at most 50 patterns of pages to leave alone.":
    "Un sito ha al massimo 50 modelli di pagine da lasciare stare.",
  "Consent is assumed or asked.": "Il consenso è assumed o asked.",
  "A site names at most {0} traits.": "Un sito nomina al massimo {0} caratteristiche.",
  "Which pages are shared? Name at least one.": "Quali pagine sono condivise? Nominane almeno una.",
  "At most 50 page patterns are named together.": "Insieme si nominano al massimo 50 modelli di pagina.",
  "A freshness time is a number of seconds.": "La durata di una pagina è un numero di secondi.",
  "A freshness time is a whole number of seconds.": "La durata di una pagina è un numero intero di secondi.",
  "A page is fresh for at least one second.": "Una pagina vale per almeno un secondo.",
  "A page is fresh for at most an hour.": "Una pagina vale al massimo per un’ora.",
  "At most 20 private cookies are named.": "I cookie privati sono al massimo 20.",
  "A cookie's name is text.": "Il nome di un cookie è un testo.",
  "A cookie's name has at most 100 characters.": "Il nome di un cookie ha al massimo 100 caratteri.",
  "A cookie's name has letters, digits and marks such as - and _; a * at its end stands for any ending.":
    "Il nome di un cookie ha lettere, cifre e segni come - e _; un * alla fine sta per qualsiasi finale.",
  "What a cookie must contain is text, or such a text by purpose.":
    "Quello che un cookie deve contenere è un testo, o un testo per ogni scopo.",
  "Say what the cookie must contain.": "Indica che cosa deve contenere il cookie.",
  "What a cookie must contain has at most 200 characters.":
    "Quello che un cookie deve contenere ha al massimo 200 caratteri.",
  "This is not the name of a cookie.": "Questo non è il nome di un cookie.",
  "This is nothing that a cookie can contain.": "Un cookie non può contenere questo.",
  "A banner is one of {0}, or {cookie, contains}.": "Un banner è uno di {0}, o {cookie, contains}.",
  "This is not a consent banner.": "Questo non è un banner per il consenso.",
  "A signal is granted or denied.": "Un segnale è granted o denied.",
  "Consent is granted, denied, or an object of purposes (personalisation, measurement, marketing) or of Consent Mode's signals.":
    "Il consenso è granted, denied, o un oggetto di scopi (personalisation, measurement, marketing) o di segnali di Consent Mode.",
  "A purpose is true or false.": "Uno scopo è true o false.",
  "The version of a notice is text.": "La versione di un’informativa è un testo.",
  "The version of a notice is not empty.": "La versione di un’informativa non è vuota.",
  "The version of a notice has at most 40 characters.":
    "La versione di un’informativa ha al massimo 40 caratteri.",
  "Days are a number.": "I giorni sono un numero.",
  "Days are whole.": "I giorni sono interi.",
  "Something is kept for a day at least.": "Si conserva per almeno un giorno.",
  "Nothing is kept for more than ten years.": "Niente si conserva per più di dieci anni.",
  "A trait's name is text.": "Il nome di una caratteristica è un testo.",
  "A trait's name is 1 to 40 letters, digits and underscores, starting with a letter.":
    "Il nome di una caratteristica ha da 1 a 40 lettere, cifre e trattini bassi, e inizia con una lettera.",
  "A trait's text has at most {0} characters.": "Il testo di una caratteristica ha al massimo {0} caratteri.",
  "A trait has at most {0} entries.": "Una caratteristica ha al massimo {0} voci.",
  "A trait is a text, a number, true, false, a list of texts or null.":
    "Una caratteristica è un testo, un numero, true, false, una lista di testi o null.",
  "At most {0} traits at once.": "Al massimo {0} caratteristiche alla volta.",
  "A strategy is latest, earliest, maximum, sum or union.":
    "Che cosa conta è latest, earliest, maximum, sum o union.",

  "An e-mail address is text.": "Un indirizzo e-mail è un testo.",
  "An e-mail address has at most 254 characters.": "Un indirizzo e-mail ha al massimo 254 caratteri.",
  "This is no e-mail address.": "Questo non è un indirizzo e-mail.",
  "A role is one of {0}.": "Un ruolo è uno di {0}.",
  "A password is text.": "Una password è un testo.",
  "A password has at most 200 characters.": "Una password ha al massimo 200 caratteri.",
  "A password has at least {0} characters.": "Una password ha almeno {0} caratteri.",
  "A password does not repeat the same few characters.":
    "Una password non ripete sempre gli stessi pochi caratteri.",
  "A key's scopes are among {0}.": "I permessi di una chiave sono tra {0}.",
  "A key has at least one scope.": "Una chiave ha almeno un permesso.",
  "A key has each scope once.": "Una chiave ha ogni permesso una volta.",

  "An identity's type is text.": "Il tipo di un’identità è un testo.",
  "An identity's type is a word, such as customer or email.":
    "Il tipo di un’identità è una parola, come customer o email.",
  "An identity's value is text.": "Il valore di un’identità è un testo.",
  "An identity's value is not empty.": "Il valore di un’identità non è vuoto.",
  "An identity has at most 320 characters.": "Un’identità ha al massimo 320 caratteri.",
  "An identity's value has no control characters.": "Il valore di un’identità non ha caratteri di controllo.",
  "This identity names nobody.": "Questa identità non indica nessuno.",
};
