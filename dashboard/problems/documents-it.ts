/** What is wrong with rules, offers, coupons and what they share: by the English sentence, with `{0}`, `{1}` … for what it is about. */
export const documentsInItalian: Readonly<Record<string, string>> = {
  'Here, "{0}" is missing.': "Qui manca “{0}”.",
  "Here, {0} is needed, not {1}.": "Qui serve {0+}, non {1+}.",
  string: "un testo",
  number: "un numero",
  boolean: "true o false",
  Array: "una lista",
  Object: "un oggetto",
  null: "niente",
  undefined: "niente",
  "something else": "qualcos’altro",

  "An id is text.": "Un id è un testo.",
  "An id is 1 to 63 characters: lower-case letters, digits and hyphens, starting with a letter or digit.":
    "Un id ha da 1 a 63 caratteri: lettere minuscole, cifre e trattini, e inizia con una lettera o una cifra.",
  "An id is not {0}.": "Un id non può essere {0}.",
  "A step's coverage is a number.": "La quota di un passo è un numero.",
  "A step covers more than 0 of those that take part.": "Un passo riguarda più di 0 di chi partecipa.",
  "A step covers less than 1: all of them come after the last step.":
    "Un passo riguarda meno di 1: tutti vengono dopo l’ultimo passo.",
  "A step takes a number of hours.": "Un passo dura un numero di ore.",
  "A step takes a whole number of hours.": "Un passo dura un numero intero di ore.",
  "A step takes at least an hour.": "Un passo dura almeno un’ora.",
  "A step takes at most 2,160 hours.": "Un passo dura al massimo 2160 ore.",
  "Whoever starts small takes at least one step.": "Chi inizia in piccolo fa almeno un passo.",
  "A rule takes at most {0} steps.": "Una regola fa al massimo {0} passi.",
  "Each step covers more than the one before.": "Ogni passo riguarda più visitatori di quello prima.",
  "A number of days is text.": "Un numero di giorni è un testo.",
  "A visitor keeps a variant for 1d to 365d.": "Un visitatore tiene una variante da 1d a 365d.",
  "A delay is text.": "Un ritardo è un testo.",
  "A delay is a number of m, h or d, such as 1h.": "Un ritardo è un numero di m, h o d, come 1h.",
  "Visitors are shifted among two variants at least.": "I visitatori si spostano fra almeno due varianti.",
  "A name is text.": "Un nome è un testo.",
  "A name is needed.": "Serve un nome.",
  "A name has at most 120 characters.": "Un nome ha al massimo 120 caratteri.",
  "A language is text.": "Una lingua è un testo.",
  "A language is written as in de or pt-BR (BCP 47).": "Una lingua si scrive come de o pt-BR (BCP 47).",
  "A link is a path such as /cart, or an address that starts with https:// or http://.":
    "Un link è un percorso come /cart, o un indirizzo che inizia con https:// o http://.",
  "An amount is a number.": "Un importo è un numero.",
  "An amount is a whole number of the currency's smallest unit, such as cents.":
    "Un importo è un numero intero nell’unità più piccola della valuta, come i centesimi.",
  "An amount is 0 or more.": "Un importo è almeno 0.",
  "An amount is more than 0.": "Un importo è più di 0.",
  "This amount is too large.": "Questo importo è troppo grande.",

  "A headline is text.": "Un titolo è un testo.",
  "An offer needs a headline.": "Un’offerta ha bisogno di un titolo.",
  "A headline has at most 200 characters.": "Un titolo ha al massimo 200 caratteri.",
  "An offer's text is text.": "Il testo di un’offerta è un testo.",
  "An offer's text has at most 1,000 characters.": "Il testo di un’offerta ha al massimo 1.000 caratteri.",
  "A button's label is text.": "La scritta di un pulsante è un testo.",
  "A button needs a label.": "Un pulsante ha bisogno di una scritta.",
  "A button's label has at most 80 characters.": "La scritta di un pulsante ha al massimo 80 caratteri.",
  "A link is text.": "Un link è un testo.",
  "A link has at most 2,000 characters.": "Un link ha al massimo 2.000 caratteri.",
  "Translations are contents by language.": "Le traduzioni sono contenuti per lingua.",
  "An offer has at most 50 translations.": "Un’offerta ha al massimo 50 traduzioni.",
  "There are two translations into {0}.": "Ci sono due traduzioni in {0}.",
  "A layout is one of {0}.": "Un formato è uno di {0}.",
  "An offer can be dismissed (true) or not (false).": "Un’offerta si può chiudere (true) o no (false).",
  "An offer that lies over the page can be closed, or nobody could use the page.":
    "Un’offerta sopra la pagina si può chiudere, altrimenti nessuno potrebbe usare la pagina.",
  "This offer comes without a coupon, so a field of the coupon would stay empty.":
    "Questa offerta è senza coupon, quindi un campo del coupon resterebbe vuoto.",

  "{% {0} %} closes or continues something that was not begun.":
    "{% {0} %} chiude o continua qualcosa che non è iniziato.",
  "There is no tag {% {0} %}. There are {1}.": "Non c’è un tag {% {0} %}. Ci sono {1}.",
  'Leave "| {0}" out: what a field holds is always made safe for the page.':
    "Togli “| {0}”: il valore di un campo è sempre reso sicuro per la pagina.",
  "There is no filter called {0}. There are {1}.": "Nessun filtro si chiama {0}. Ci sono {1}.",
  "A field or tag is not closed: {{ ends with }}, {% with %}, and {% if %} with {% endif %}.":
    "Un campo o un tag non è chiuso: {{ finisce con }}, {% con %}, e {% if %} con {% endif %}.",
  "This cannot be read. A field is written {{ city }}, with a filter {{ city | upcase }}.":
    "Questo non si può leggere. Un campo si scrive {{ city }}, con un filtro {{ city | upcase }}.",
  "A date is written {0}; the language says how.": "Una data si scrive {0}; il resto lo dice la lingua.",
  "A link with a field in it starts with text that says where it leads, such as /category/ or https://shop.example/.":
    "Un link con un campo inizia con un testo che dice dove porta, come /category/ o https://shop.example/.",
  "A field is named in full; {0} asks for a name that another field holds.":
    "Un campo si nomina per intero; {0} chiede un nome che sta in un altro campo.",
  "There is no field called {0}. Of the {1} there is {2}.": "Nessun campo si chiama {0}. Di {1} ci sono {2}.",
  "{0} needs a name: write which {1} it is, as in {{ {2}.name }}.":
    "A {0} manca un nome: scrivi quale ({1+}), come in {{ {2}.name }}.",
  "{0} is a place on the map: write {{ {1}.latitude }} or {{ {2}.longitude }}.":
    "{0} è un punto sulla mappa: scrivi {{ {1}.latitude }} o {{ {2}.longitude }}.",
  "There is no field called {0}; there is {{ {1} }}.": "Nessun campo si chiama {0}; c’è {{ {1} }}.",
  "What the shop itself knows of a customer is a trait, as in {{ traits.{0} }}.":
    "Quello che il negozio sa di un cliente è una caratteristica, come in {{ traits.{0} }}.",
  "Did you mean {{ {0} }}?": "Volevi dire {{ {0} }}?",
  "There is no field called {0}. {1}": "Nessun campo si chiama {0}. {1+}",

  "A code is text.": "Un codice è un testo.",
  "A code has 1 to 64 letters, digits, hyphens or underscores.":
    "Un codice ha da 1 a 64 lettere, cifre, trattini o trattini bassi.",
  "A pattern is text.": "Un modello è un testo.",
  "A pattern has up to 64 capital letters, digits, hyphens, underscores and #.":
    "Un modello ha fino a 64 lettere maiuscole, cifre, trattini, trattini bassi e #.",
  "A pattern has at least {0} times #, so that nobody guesses a code.":
    "Un modello ha almeno {0} volte #, così nessuno indovina un codice.",
  "A limit is a number.": "Un limite è un numero.",
  "A limit is a whole number.": "Un limite è un numero intero.",
  "A limit is 1 or more; no limit at all is null.": "Un limite è almeno 1; nessun limite è vuoto.",
  "A limit is at most 1,000,000,000.": "Un limite è al massimo 1.000.000.000.",
  "A coupon names at most 500 of them.": "Un coupon ne nomina al massimo 500.",
  "Shards are a number.": "Le parti sono un numero.",
  "Shards are a whole number.": "Le parti sono un numero intero.",
  "There is at least one shard.": "C’è almeno una parte.",
  "There are at most 32 shards.": "Le parti sono al massimo 32.",
  "A coupon has one code for everybody, or a pool of codes.":
    "Un coupon ha un codice unico per tutti, o una riserva di codici.",
  "What is spent of a budget, or in a day, is counted in one place: such a coupon has one shard.":
    "Quello che si spende di un budget, o in un giorno, si conta in un posto solo: un coupon così ha una parte sola.",
  "A percentage is a number.": "Una percentuale è un numero.",
  "A percentage is more than 0.": "Una percentuale è più di 0.",
  "A percentage is at most 100.": "Una percentuale è al massimo 100.",
  "The coupon {0} was published with {1} shards, and keeps them. Make another coupon.":
    "Il coupon {0} è stato pubblicato con {1} parti, e le tiene. Crea un altro coupon.",

  "A variant has at most 50 changes.": "Una variante ha al massimo 50 modifiche.",
  "A variant that leads to another page makes no other change: this page is not seen.":
    "Una variante che porta a un’altra pagina non fa altre modifiche: questa pagina non si vede.",
  "A weight is a number.": "Un peso è un numero.",
  "A weight is not negative.": "Un peso non è negativo.",
  "A weight is at most 1,000.": "Un peso è al massimo 1.000.",
  "A rule needs at least one variant.": "Una regola ha bisogno di almeno una variante.",
  "A rule has at most 20 variants.": "Una regola ha al massimo 20 varianti.",
  "Each variant has an id of its own.": "Ogni variante ha un id suo.",
  "No variant is called {0}: those who get none are.":
    "Nessuna variante si chiama {0}: così si chiama chi non ne ha.",
  "At least one variant needs a change.": "Almeno una variante ha bisogno di una modifica.",
  "At least one variant needs a weight above 0.": "Almeno una variante ha bisogno di un peso sopra 0.",
  "A part of a namespace ends after it starts.":
    "Una parte di uno spazio dei nomi finisce dopo il suo inizio.",
  "A cap is a number.": "Un limite di volte è un numero.",
  "A cap is a whole number.": "Un limite di volte è un numero intero.",
  "A cap is at least 1.": "Un limite di volte è almeno 1.",
  "A cap is at most {0} times.": "Un limite è al massimo di {0} volte.",
  "A cap is per session, day, week or ever.": "Un limite di volte è per session, day, week o ever.",
  "A cap is of the visitor or the profile.": "Un limite di volte è del visitatore o del profilo.",
  "A rule is on (true) or off (false).": "Una regola è attiva (true) o disattivata (false).",
  "A rule is staged (true) or not (false).": "Una regola è solo nelle anteprime (true) o no (false).",
  "A rule needs at least one page pattern.": "Una regola ha bisogno di almeno una pagina.",
  "A rule has at most 20 page patterns.": "Una regola ha al massimo 20 modelli di pagina.",
  "A lane is one of {0}.": "Una corsia è una di {0}.",
  "A priority is a whole number.": "Una priorità è un numero intero.",
  "A hash version is 1 or 2.": "Una versione dell’hash è 1 o 2.",
  "A rule has at most 5 caps.": "Una regola ha al massimo 5 limiti di volte.",
  "A rule has at most {0} guardrails.": "Una regola ha al massimo {0} obiettivi da non peggiorare.",
  "Each guardrail is named once.": "Ogni obiettivo da non peggiorare si nomina una volta.",
  "A rule's goal is not one of its guardrails as well.":
    "L’obiettivo di una regola non è anche uno di quelli da non peggiorare.",
  "Every site has these goals already: {0}.": "Ogni sito ha già questi obiettivi: {0}.",
  "A site has at most {0} goals of its own.": "Un sito ha al massimo {0} obiettivi suoi.",
  "A goal asks for at most 10 parameters.": "Un obiettivo chiede al massimo 10 parametri.",
  "A goal counts once, every or value.": "Un obiettivo conta once, every o value.",
  "Better is more or less.": "Meglio è more o less.",
  "An attribution window is text.": "Una finestra di attribuzione è un testo.",
  "An attribution window is a number of m, h or d, such as 14d.":
    "Una finestra di attribuzione è un numero di m, h o d, come 14d.",
  "An attribution window is at most {0}d.": "Una finestra di attribuzione è al massimo {0}d.",
  "What one person counts for at most is a number.": "Il massimo che conta una persona è un numero.",
  "What one person counts for at most is more than 0.": "Il massimo che conta una persona è più di 0.",
  "What one person counts for is at most 1,000,000.": "Una persona conta al massimo per 1.000.000.",
  "A share is a number from 0 to {0}.": "Una quota è un numero da 0 a {0}.",
  "A page pattern is text.": "Un modello di pagina è un testo.",
  "A page pattern starts with a slash.": "Un modello di pagina inizia con una barra.",
  "A page pattern has at most 300 characters.": "Un modello di pagina ha al massimo 300 caratteri.",
  "This is not a path pattern; write a path such as /, /products/* or /category/:name, with at most four wildcards.":
    "Questo non è un modello di percorso; scrivi un percorso come /, /products/* o /category/:name, con al massimo quattro caratteri jolly.",
  "A date and time is text.": "Una data con l’ora è un testo.",
  "A date and time is written as 2026-11-22T09:30.": "Una data con l’ora si scrive come 2026-11-22T09:30.",
  "There is no such date or time.": "Questa data o quest’ora non esiste.",
  "A time is text.": "Un’ora è un testo.",
  "A time is written as 09:30, up to 24:00.": "Un’ora si scrive come 09:30, fino a 24:00.",
  "A weekday is one of {0}.": "Un giorno della settimana è uno di {0}.",
  "Weekly hours need at least one weekday.": "Le ore della settimana hanno bisogno di almeno un giorno.",
  "Hours start before 24:00.": "Le ore iniziano prima delle 24:00.",
  "A time zone is an IANA name such as Europe/Berlin.": "Un fuso orario è un nome IANA come Europe/Berlin.",
  "A schedule has at most 50 weekly hours.": "In una settimana ci sono al massimo 50 fasce orarie.",
  "A schedule ends after it starts.": "La fine viene dopo l’inizio.",
  "A time is a number.": "Un tempo è un numero.",
  "A time is a whole number of seconds.": "Un tempo è un numero intero di secondi.",
  "A time is at least 1 second.": "Un tempo è di almeno 1 secondo.",
  "A time is at most 3,600 seconds.": "Un tempo è al massimo di 3.600 secondi.",
  "A time is a whole number of minutes.": "Un tempo è un numero intero di minuti.",
  "A time is at least 1 minute.": "Un tempo è di almeno 1 minuto.",
  "A time is at most 720 minutes.": "Un tempo è al massimo di 720 minuti.",
  "A depth is a number.": "Una profondità è un numero.",
  "A depth is a whole number of percent.": "Una profondità è una percentuale intera.",
  "A depth is at least 1 percent.": "Una profondità è almeno 1 %.",
  "A depth is at most 100 percent.": "Una profondità è al massimo 100 %.",
  "A trigger's type is exitIntent, dwell, elementSeen, scroll, idle, rageClick, copy or cartIdle.":
    "Il tipo di un momento è exitIntent, dwell, elementSeen, scroll, idle, rageClick, copy o cartIdle.",
  "{0}: Only offers can wait for a trigger. Make the other changes by a rule of their own.":
    "{0}: Solo le offerte possono aspettare un momento. Fai le altre modifiche con una regola a parte.",
  "An event's name is text.": "Il nome di un evento è un testo.",
  "An event's name is 1 to 40 letters, digits and underscores, starting with a letter.":
    "Il nome di un evento ha da 1 a 40 lettere, cifre e trattini bassi, e inizia con una lettera.",

  "An event has at most {0} parameters.": "Un evento ha al massimo {0} parametri.",
  "An event's id is text.": "L’id di un evento è un testo.",
  "An event's id is 8 to 64 letters, digits, - and _.":
    "L’id di un evento ha da 8 a 64 lettere, cifre, - e _.",
  "An event's time is a number.": "L’ora di un evento è un numero.",

  "An entry has at most 200 characters.": "Una voce ha al massimo 200 caratteri.",
  "An entry is text or a number.": "Una voce è un testo o un numero.",
  "A list has at most 10,000 entries.": "Una lista ha al massimo 10.000 voci.",

  "{0} was changed for shoppers after this was planned.":
    "{0}: gli acquirenti vedono qualcosa di cambiato dopo che questo era stato previsto.",
  "The id {0} is used twice in {1}.": "L’id {0} c’è due volte tra {1+}.",
  rules: "le regole",
  offers: "le offerte",
  coupons: "i coupon",
  placements: "le posizioni",
  segments: "i segmenti",
  lists: "le liste",
  goals: "gli obiettivi",
  "The rules that are on count {0} events for each visitor; {1} fit. Ask for lower counts, or switch a rule off.":
    "Le regole attive contano {0} eventi per ogni visitatore; il massimo è {1}. Chiedi numeri più bassi, o disattiva una regola.",
  "Segments cannot ask for themselves: {0}.": "Un segmento non può chiedere di sé stesso: {0}.",
  "The segment {0} stands on a chain of more than {1} others, each of which asks for the next.":
    "Il segmento {0} dipende da una catena di più di {1} altri, ciascuno dei quali chiede del prossimo.",
  "There is no {0} called {1}.": "{0+}: {1} non esiste.",
  offer: "Offerta",
  coupon: "Coupon",
  placement: "Posizione",
  segment: "Segmento",
  list: "Lista",
  goal: "Obiettivo",

  "{0} can lead a visitor in a circle: {1}. Whoever all of them are for is not led anywhere.":
    "{0} può portare un visitatore in cerchio: {1}. Chi le riceve tutte non viene portato da nessuna parte.",
  "{0} asks for the {1} {2}, which is not there. It is shown to nobody until that is repaired.":
    "{0} chiede di qualcosa che non c’è ({1+} {2}). Non si mostra a nessuno finché non è sistemato.",
  "{0} is never reached: {1} comes first on all of its pages, for all of its visitors, and takes all of its places.":
    "A {0} non si arriva mai: {1} viene prima su tutte le sue pagine, per tutti i suoi visitatori, e prende tutti i suoi posti.",
  "{0} is shown to nobody: its coverage is 0.": "{0} non si mostra a nessuno: la quota che partecipa è 0.",
  "{0} is shown to nobody: its time is over.": "{0} non si mostra a nessuno: il suo tempo è finito.",
  "{0} is shown to nobody: {1}.": "{0} non si mostra a nessuno: {1+}.",
  "its condition contradicts itself": "la sua condizione si contraddice",
  "what it asks of the {0} cannot all be so": "quello che chiede di {0+} non può essere vero tutto insieme",
};
