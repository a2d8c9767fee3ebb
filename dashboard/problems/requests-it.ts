/** Why something that was asked for is not done, where its code says too little: by the English sentence, with `{0}`, `{1}` … for what it is about. */
export const requestsInItalian: Readonly<Record<string, string>> = {
  "A day is written as 2026-11-23.": "Un giorno si scrive come 2026-11-23.",
  "There is no such day.": "Questo giorno non esiste.",
  "The first day is before the last.": "Il primo giorno viene prima dell’ultimo.",
  "A result is split by {0}.": "Un risultato si divide per {0}.",
  "A value is one of what a result is split by.": "Un valore è uno di quelli per cui un risultato si divide.",
  "A rule is named by its id; all of them are {0}.":
    "Una regola si indica con il suo id; tutte insieme sono {0}.",
  "A link is good for a number of days.": "Un link vale per un numero di giorni.",
  "A link is good for a whole number of days.": "Un link vale per un numero intero di giorni.",
  "A link is good for at least a day.": "Un link vale almeno un giorno.",
  "A link is good for at most {0} days.": "Un link vale al massimo {0} giorni.",
  "This site has no such goal.": "Questo sito non ha questo obiettivo.",
  "Somebody else published at this moment. Please try again.":
    "Qualcun altro ha pubblicato in questo momento. Riprova.",
  "Somebody else changed or published something meanwhile. Look at it again.":
    "Nel frattempo qualcun altro ha cambiato o pubblicato qualcosa. Guarda di nuovo.",
  "Nothing is drafted that is not live already.": "Nelle bozze non c’è niente che non sia già online.",
  "Nothing of it is drafted that is not live already.":
    "Nella sua bozza non c’è niente che non sia già online.",
  "Something is planned already. Cancel that first.": "C’è già qualcosa di previsto. Prima annullalo.",
  "Nothing is planned.": "Non c’è niente di previsto.",
  "It is going live at this moment. You can roll back to the version before.":
    "Sta andando online in questo momento. Puoi tornare alla versione precedente.",
  "Choose a moment that is to come, within a year.":
    "Scegli un momento che deve ancora venire, entro un anno.",
  "These are too many changes to be planned. Publish some of them now.":
    "Sono troppe modifiche per essere previste. Pubblicane alcune ora.",
  "The drafts do not fit together yet.": "Le bozze non stanno ancora insieme.",
  "Nothing is published on this site yet.": "Su questo sito non è ancora stato pubblicato niente.",
  "Edgewise is switched off on this site: its pages cannot be edited now.":
    "Edgewise è disattivato su questo sito: ora le sue pagine non si possono modificare.",
  "Only what is there, and on, can be previewed on the shop.":
    "Nel negozio si può vedere in anteprima solo quello che c’è ed è attivo.",
  "This rule is not live.": "Questa regola non è online.",
  "This rule has no such variant.": "Questa regola non ha questa variante.",
  "This is no page of the shop.": "Questa non è una pagina del negozio.",
  "This is no page to look at.": "Questa non è una pagina da guardare.",
  "This page is on none of the shop's own hosts.": "Questa pagina non è su nessun host del negozio.",
  "This is needed elsewhere, so it cannot be deleted.": "Serve altrove, quindi non si può eliminare.",
  "This is needed by other drafts, so it cannot be discarded alone.":
    "Serve ad altre bozze, quindi non si può scartare da solo.",
  "The {0} {1} needs it.": "{0+} {1}: ne ha bisogno.",
  rule: "Regola",
  "A rule is moved to before another one of its own lane.":
    "Una regola si sposta prima di un’altra della sua corsia.",
  "This rule has not stopped, or somebody let it go on already.":
    "Questa regola non si è fermata, o qualcuno l’ha già fatta riprendere.",
  "There are more rules in this lane than priorities to tell them apart.":
    "In questa corsia ci sono più regole che priorità per distinguerle.",
  "The host {0} belongs to another site.": "L’host {0} appartiene a un altro sito.",

  "Only a coupon whose pool is imported takes codes.":
    "Prende codici solo un coupon con una lista importata.",
  "Codes cannot be added: {0}.": "Non si possono aggiungere codici: {0}.",
  "The coupon does not answer now. Please try again.": "Il coupon ora non risponde. Riprova.",
  "No such coupon is published on this site.": "Su questo sito non è pubblicato un coupon così.",
  "These identities can be nobody's.": "Queste identità non possono essere di nessuno.",
  "There is at least one code.": "Serve almeno un codice.",
  "There are at most {0} codes at once.": "Al massimo {0} codici alla volta.",
  "codes is a list.": "codes è una lista.",
  "Identities are a list.": "Le identità sono una lista.",
  "At least one identity is needed.": "Serve almeno un’identità.",
  "There are at most {0} identities.": "Le identità sono al massimo {0}.",
  "Named are either identities, or a code, or all.": "Si indicano identità, o un codice, o tutti.",

  "These are identities of two different customers, who are not made one.":
    "Sono identità di due clienti diversi, che non diventano uno solo.",
  "This is more of its kind than one person has.": "Sono più di questo tipo di quante ne abbia una persona.",
  "Somebody has undone this link.": "Qualcuno ha annullato questo legame.",
  "Too many people hang together by these identities already.":
    "Queste identità tengono già insieme troppe persone.",
  "A browser is linked by whoever signs in there.": "Un browser lo collega chi vi effettua l’accesso.",
  "Who is who is not known now. Please try again.": "Ora non si sa chi è chi. Riprova.",
  "At most 1,000 codes are taken at once.": "Al massimo 1.000 codici alla volta.",
  "The profile does not answer now. Please try again.": "Il profilo ora non risponde. Riprova.",
  "Nobody is known by this id.": "Con questo id non si conosce nessuno.",
  "Nobody can be looked up now. Please ask again.": "Ora non si può cercare nessuno. Riprova.",
  "There are 100 notes already. Delete one that is not needed any more.":
    "Ci sono già 100 note. Eliminane una che non serve più.",
  "This offer is not live. Publish it first.": "Questa offerta non è attiva. Prima pubblicala.",
  "There is no such placement on the live site.": "Sul sito attivo non c’è questa posizione.",
  "{0} offers are pinned to them already. Take one away.": "Ci sono già {0} offerte fissate. Togline una.",
  "What is pinned until a moment needs one that is yet to come.":
    "Ciò che è fissato fino a un momento ne vuole uno che deve ancora venire.",
  "This offer is not pinned to them.": "Questa offerta non è fissata per questo cliente.",
  "Why is text.": "Il perché è un testo.",
  "Why has at most 500 characters.": "Il perché ha al massimo 500 caratteri.",
  "A moment is written in ISO 8601.": "Un momento si scrive in ISO 8601.",
  "A search is text.": "Una ricerca è un testo.",
  "A search is not empty.": "Una ricerca non è vuota.",
  "A search has at most 320 characters.": "Una ricerca ha al massimo 320 caratteri.",
  "At most {0} conditions are explained at once.": "Al massimo {0} condizioni alla volta.",
  "A note is text.": "Una nota è un testo.",
  "A note is not empty.": "Una nota non è vuota.",
  "A note has at most 2,000 characters.": "Una nota ha al massimo 2.000 caratteri.",
  "A comment is text.": "Un commento è un testo.",
  "A comment says something.": "Un commento dice qualcosa.",
  "A comment has at most 2,000 characters.": "Un commento ha al massimo 2.000 caratteri.",
  "A moment is text.": "Un momento è un testo.",
  "A moment is written as 2026-11-27T00:00:00Z.": "Un momento si scrive come 2026-11-27T00:00:00Z.",
  "A moment is written in ISO 8601, as in 2026-11-22T09:30:00Z, from 1970 on.":
    "Un momento si scrive in ISO 8601, come 2026-11-22T09:30:00Z, dal 1970 in poi.",
  "What is compared are drafts, live, or the number of a version.":
    "Si confrontano drafts, live o il numero di una versione.",
  "The address is text.": "L’indirizzo è un testo.",
  "The address is a path on the shop, such as /cart?x=1.":
    "L’indirizzo è un percorso del negozio, come /cart?x=1.",
  "A path is text.": "Un percorso è un testo.",
  "A path is one on the shop, such as /cart.": "Un percorso è uno del negozio, come /cart.",
  "A page is an address.": "Una pagina è un indirizzo.",
  "A page is an address such as https://www.shop.example/.":
    "Una pagina è un indirizzo come https://www.shop.example/.",
  "A header is plain text.": "Un header è un testo semplice.",
  "A version is live or draft.": "Una versione è live o draft.",
  "This condition asks for what is not there.": "Questa condizione chiede di qualcosa che non c’è.",
  "Some facts are not as they should be.": "Alcuni dati non sono come dovrebbero.",

  "Your role may look at this, but not change it.": "Il tuo ruolo può guardarlo, ma non cambiarlo.",
  "Your role may not see what a customer gets.": "Il tuo ruolo non può vedere che cosa riceve un cliente.",
  "Your role may ask for somebody new, but not for a customer.":
    "Il tuo ruolo può chiedere per una persona nuova, ma non per un cliente.",
  "Somebody with this e-mail address is here already, or too many are invited.":
    "Qualcuno con questo indirizzo e-mail c’è già, oppure gli inviti sono troppi.",
  "There is no such invitation, or it was used.": "Questo invito non c’è, oppure è già stato usato.",
  "This e-mail address is another person's.": "Questo indirizzo e-mail è di un’altra persona.",
  "Say your e-mail address first: a password goes with it.":
    "Prima indica il tuo indirizzo e-mail: serve insieme alla password.",
  "This session has ended already.": "Questa sessione è già terminata.",
  "This passkey was not made for this, or too long ago. Please try again.":
    "Questa passkey non è stata creata per questo, o da troppo tempo. Riprova.",
  "This passkey is known already, or there are too many.": "Questa passkey c’è già, oppure sono troppe.",
  "This passkey does not open the dashboard.": "Questa passkey non apre la dashboard.",
  "The e-mail address or the password is not right.": "L’indirizzo e-mail o la password non sono giusti.",
  "Signing in failed too often. Please wait a quarter of an hour.":
    "L’accesso non è riuscito troppe volte. Aspetta un quarto d’ora.",
  "Cloudflare Access is not set up here.": "Qui Cloudflare Access non è configurato.",
  "Cloudflare Access did not say who you are. Please sign in there again.":
    "Cloudflare Access non ha detto chi sei. Accedi di nuovo lì.",
  "Nobody was invited as {0}. Please ask an owner for an invitation.":
    "Nessuno è stato invitato come {0}. Chiedi un invito a un proprietario.",
  "Cloudflare Access cannot be asked now. Please try again.": "Ora Cloudflare Access non risponde. Riprova.",
};
