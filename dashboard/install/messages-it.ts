import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Installazione",
  intro:
    "Ci sono due modi di portare Edgewise su {site}. Ne basta uno. Da entrambi si può tornare indietro in qualsiasi momento.",

  statusHeard: "Un browser si è fatto sentire: {when}.",
  statusQuiet: "Negli ultimi 30 minuti non si è fatto sentire nessun browser.",
  statusNever: "Non si è ancora fatto sentire nessun browser.",
  statusUnknown: "Ora non si può sapere se funziona.",
  openInstall: "Installa e verifica",

  route: "Davanti al negozio",
  routeBest:
    "Le pagine arrivano già pronte per il loro visitatore. Il DNS del negozio deve essere su Cloudflare.",
  atCloudflare: "Il DNS del negozio è su Cloudflare",
  notAtCloudflare: "Il DNS del negozio è altrove",
  routeStep1: "Nella dashboard di Cloudflare apri Workers & Pages, e lì il Worker chiamato",
  routeStep2: "In Settings, Domains & Routes, aggiungi una route per {host}:",
  routeStep2Zone:
    "La sua zona è il dominio a cui appartiene l’host. Il record DNS dell’host deve passare dal proxy (la nuvola arancione).",
  routeStep3:
    "Lascia il server del negozio com’è. Nelle Impostazioni l’origine di questo negozio resta vuota.",
  routeStep4: "Verifica qui sotto. Per annullare tutto, togli la route.",
  elsewhereStep1:
    "Aggiungi il dominio a Cloudflare: Add a domain, basta il piano gratuito. Copia i record che ci sono già.",
  elsewhereStep2:
    "Presso l’azienda da cui hai comprato il dominio, imposta i due name server indicati da Cloudflare. Ci vuole da qualche minuto a un giorno, e il negozio resta aperto.",
  elsewhereStep3: "Continua con i passi qui sopra. Se il DNS non si può spostare, incolla invece la riga.",

  paste: "Una riga nelle pagine",
  pasteBest:
    "Per negozi che non si possono spostare dietro Cloudflare. Quello che le regole cambiano si cambia nel browser.",
  pasteTag: "Incolla questa come prima riga dell’head di ogni pagina:",
  pasteAt: "Edgewise risponde su {host}, quindi quell’host ha comunque bisogno di una route.",
  pasteCover:
    "Perché nessuno veda una pagina com’era prima, incolla questa sopra l’altra. Quello che le regole cambiano resta nascosto finché non è cambiato, al massimo per 0,3 secondi. I browser aspettano questo script come un foglio di stile.",
  pasteHosts: "Possono usarla le pagine di questi host: {hosts}.",
  noPasteHosts: "Nessun altro host può ancora usarla. Prima nomina gli host di quelle pagine.",
  pasteSettings: "Host delle pagine con la riga",
  pastePolicy:
    "Se le pagine hanno una Content-Security-Policy, ammetti questo host in script-src e connect-src:",
  shopify: "Shopify",
  shopifyHow:
    "Online Store, Themes, Edit code: in theme.liquid, subito dopo il tag <head>. Nelle Impostazioni scegli Shopify come piattaforma, e si sentono anche carrelli e consenso.",
  woocommerce: "WooCommerce",
  woocommerceHow:
    "Nel file functions.php del tema child, stampala nell’azione wp_head con priorità 0; oppure usa un plugin per gli script dell’head. Poi svuota la cache delle pagine.",
  magento: "Magento 2",
  magentoHow:
    "Content, Design, Configuration, la store view, HTML Head: Scripts and Style Sheets. Poi svuota la cache.",
  tagManager: "Google Tag Manager",
  tagManagerHow:
    "Toglie gli attributi dai tag incollati, quindi usa questo come tag HTML personalizzato, su tutte le pagine. Arriva più tardi di una riga nell’head: quello che le regole cambiano si può vedere mentre cambia.",

  local: "Prima guardalo",
  localBody:
    "Il tuo negozio attraverso Edgewise, sulla tua macchina, prima di cambiare qualcosa: nessun altro lo vede. Nella cartella di Edgewise:",

  copy: "Copia",
  copyWhat: "Copia {what}",
  copied: "Copiato.",
  cannotCopy: "Il browser non ha permesso di copiarlo. Selezionalo e copialo a mano.",
  whatWorker: "il nome del Worker",
  whatRoute: "la route",
  whatTag: "la riga",
  whatCover: "la riga che va sopra",
  whatSource: "l’host",
  whatTagManager: "il tag HTML personalizzato",
  whatCommand: "il comando",

  verify: "Verifica",
  verifyIntro: "La pagina viene richiesta come la vedrebbe chiunque, e poi deve farsi sentire un browser.",
  page: "Pagina da guardare",
  pageHint: "Su {hosts}.",
  verifyNow: "Verifica ora",
  looking: "Lettura della pagina…",
  tagFound: "La pagina ha quello che serve.",
  waiting:
    "In attesa di un browser: apri la pagina in un’altra scheda. {seconds, plural, one {Resta # secondo} other {Restano # secondi}}.",
  openPage: "Apri la pagina",
  works: "Funziona. La pagina ha quello che serve, e un browser si è fatto sentire: {when}.",
  makeRule: "Crea una regola",
  faults:
    "{count, plural, one {C’è una cosa da correggere:} other {Ci sono # cose da correggere, la prima per prima:}}",
  suspicions:
    "La pagina ha quello che serve, ma in 15 secondi nessun browser si è fatto sentire. Prima il motivo più probabile:",
  seen: "Visto:",
  viewers: "La verifica è per i proprietari e il marketing.",

  switched_off: "Edgewise è disattivato su questo negozio.",
  switched_off_fix: "Premi Attiva, in alto in questa pagina.",
  never_published: "Non è mai stato pubblicato niente, quindi Edgewise lascia stare le pagine.",
  never_published_fix:
    "Premi Rivedi e pubblica in alto in questa pagina, o salva una volta le impostazioni del negozio.",
  unreachable: "Lì non risponde nessuno.",
  unreachable_fix:
    "Controlla l’indirizzo, il suo record DNS e il suo certificato. Se il negozio rifiuta le richieste senza browser, lasciale passare per questa pagina.",
  too_slow: "La pagina non è arrivata entro 6 secondi.",
  too_slow_fix: "Riprova, o guarda una pagina più veloce.",
  elsewhere: "La pagina porta a un host che questo negozio non nomina.",
  elsewhere_fix: "Se quell’host è del negozio, aggiungilo ai suoi host nelle impostazioni.",
  too_many_redirects: "La pagina porta da un indirizzo all’altro senza fine.",
  too_many_redirects_fix:
    "Guarda un indirizzo che risponde con una pagina. Dietro una route lo fa un’origine che pretende un altro host.",
  page_error: "La pagina risponde con un errore.",
  page_error_fix: "Guarda una pagina che tutti possono aprire senza effettuare l’accesso.",
  no_page: "Quello che arriva da lì non è una pagina.",
  no_page_fix: "Guarda una pagina del negozio, non un’immagine o un feed.",
  not_ours: "Sull’host del negozio non risponde Edgewise.",
  not_ours_fix:
    "Aggiungi la route come descritto sopra, e controlla che il record DNS dell’host passi dal proxy. Una route che nomina un altro host, o senza /*, non conta.",
  cached: "Una cache dà una vecchia copia della pagina. Senza la cache la riga c’è.",
  cached_fix:
    "Svuota la cache: della piattaforma del negozio, del suo plugin o della rete che gli sta davanti.",
  held: "La riga c’è, ma qualcosa le impedisce di partire: molto probabilmente uno strumento per il consenso.",
  held_fix:
    "Toglila dal blocco dello strumento, e lascia che sia Edgewise a chiedere: nelle impostazioni scegli che i visitatori sono ricordati solo quando hanno acconsentito, e incolla la riga di questa pagina. Allora aspetta da sola.",
  wrong_key: "La riga è di un altro negozio.",
  wrong_key_fix: "Incolla la riga di questa pagina: il suo sito ne fa parte.",
  wrong_address: "La riga porta dove Edgewise non risponde per questo negozio.",
  wrong_address_fix:
    "Incolla la riga di questa pagina. Se il prefisso è cambiato, devono cambiare anche le righe incollate prima.",
  insertion_off: "La pagina passa da Edgewise, ma per questo negozio il suo script è disattivato.",
  insertion_off_fix: "Nelle impostazioni attiva “Inserisci lo script nelle pagine che passano da Edgewise”.",
  tag_missing: "La pagina non ha la riga.",
  tag_missing_fix:
    "Incollala nell’head del modello comune a tutte le pagine, pubblicalo e guarda di nuovo. Dietro una route, controlla che questa pagina ci passi.",
  policy_script: "La Content-Security-Policy della pagina vieta lo script.",
  policy_script_fix: "Aggiungi {host} a script-src.",
  policy_connection:
    "La Content-Security-Policy della pagina lascia partire lo script, ma non lo lascia inviare.",
  policy_connection_fix: "Aggiungi {host} a connect-src.",
  consent_tool: "Forse uno strumento per il consenso trattiene lo script finché qualcuno non acconsente.",
  consent_tool_fix: "Acconsenti nel suo banner e guarda se un browser si fa sentire. Se sì, va tutto bene.",
  consent_asked: "Questo negozio chiede il consenso, e nessuno ha ancora acconsentito.",
  consent_asked_fix:
    "Acconsenti sulla pagina. Se poi non si sente niente, guarda nelle impostazioni a quale banner si crede.",
  blocked: "Un blocco delle pubblicità, o Global Privacy Control, nel browser con cui hai provato.",
  blocked_fix:
    "Apri la pagina in una finestra privata senza estensioni. I blocchi che conoscono il percorso si evitano con un altro prefisso nelle impostazioni.",
  mend: "Alle impostazioni",
};
