/** What the API refuses, and what only the browser sees. Codes that say too little stay in the API's own words. */
export const italian: Readonly<Record<string, string>> = {
  timeout: "Nessuna risposta in tempo, quindi non si sa se ha funzionato. Riprova.",
  offline: "Il server non è raggiungibile. Controlla la connessione, poi riprova.",
  unreadable: "Il server ha risposto con un errore che non dice altro.",
  unexpected: "In questa pagina è successo qualcosa di inatteso. Ricaricala, poi riprova.",

  not_signed_in: "Effettua l’accesso.",
  link_expired: "Questo link di accesso è già stato usato o è troppo vecchio. Chiedine uno nuovo.",
  sign_in_failed: "Accesso non riuscito. Controlla i dati e riprova.",
  sign_in_again: "Prima accedi di nuovo: è richiesto per modifiche come questa.",
  not_allowed: "Il tuo ruolo non lo permette.",
  last_owner: "Un proprietario deve restare. Prima fai diventare proprietario qualcun altro.",
  not_found: "Qui non c’è niente, oppure non c’è più.",
  changed_meanwhile: "Nel frattempo qualcun altro lo ha modificato o tolto.",
  in_use: "Serve altrove, quindi non si può eliminare.",
  switched_off: "Edgewise è disattivato su questo sito.",
  cannot_publish: "Non si può ancora pubblicare.",
  invalid_document: "Qualcosa non va ancora bene.",
  too_large: "È troppo grande.",
  too_many_requests: "Troppi tentativi. Aspetta un po’, poi riprova.",
  temporarily_unavailable: "In questo momento non risponde. Riprova.",
  internal_error: "Qualcosa è andato storto da parte nostra. Non è stato cambiato niente.",
};
