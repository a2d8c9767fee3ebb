/** What "close" is called, by language. */
const labels: Readonly<Record<string, string>> = {
  ar: "إغلاق",
  bg: "Затваряне",
  ca: "Tanca",
  cs: "Zavřít",
  da: "Luk",
  de: "Schließen",
  el: "Κλείσιμο",
  en: "Close",
  es: "Cerrar",
  et: "Sulge",
  fi: "Sulje",
  fr: "Fermer",
  he: "סגירה",
  hr: "Zatvori",
  hu: "Bezárás",
  it: "Chiudi",
  ja: "閉じる",
  ko: "닫기",
  lt: "Uždaryti",
  lv: "Aizvērt",
  nb: "Lukk",
  nl: "Sluiten",
  no: "Lukk",
  pl: "Zamknij",
  pt: "Fechar",
  ro: "Închide",
  ru: "Закрыть",
  sk: "Zavrieť",
  sl: "Zapri",
  sv: "Stäng",
  tr: "Kapat",
  uk: "Закрити",
  zh: "关闭",
};

/** What a button that closes is called in a language (BCP 47); in English where that is not known here. */
export function closeLabel(language: string): string {
  return labels[language.replace(/-[^]*$/, "").toLowerCase()] ?? labels["en"] ?? "";
}
