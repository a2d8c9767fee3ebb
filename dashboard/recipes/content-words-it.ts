import type { ContentIn } from "./content-words.ts";

export const italian: ContentIn = {
  headline_welcome: "Ciao! È bello averti qui.",
  "headline_free-shipping": "Ancora {missing}, e la consegna è gratuita.",
  headline_returning: "È bello rivederti.",
  headline_campaign: "Ecco quello che cercavi.",
  headline_category: "Cerchi ancora {category}?",
  headline_cart: "Il tuo carrello è come l’hai lasciato.",
  headline_vip: "Grazie di essere con noi.",
  "headline_win-back": "È passato un po’ di tempo. È bello rivederti.",
  headline_exit: "Prima di andare",
  text_vip: "Sei tra i nostri clienti migliori.",
  percentOff: "{percent} % di sconto sul tuo ordine",
  gift: "Un piccolo regalo per il tuo ordine",
  withGift: "{gift}, con il tuo coupon.",
  withCode: "{gift} con il codice {code}.",
};
