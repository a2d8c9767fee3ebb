import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./verdict-messages.ts";

export const italian: MessagesOf<typeof t> = {
  all: "Edgewise",
  heldOut: "esclusi",
  heldOutLong: "chi non ne vede niente",
  everybodyElse: "tutti gli altri",
  it: "questa regola",
  variant: "la variante «{variant}»",
  variantOf: "la variante «{variant}» di {rule}",
  bestVariant: "anche la migliore alternativa finora, «{variant}»,",
  bestVariantOf: "anche la migliore alternativa finora di {rule}, «{variant}»,",
  moreOfRevenue:
    "{name} porta {size} in più per visitatore, tra {low} e {high}; {people, plural, one {# visitatore} other {# visitatori}}; si può mostrare a tutti.",
  moreOfAll:
    "{name} porta {size} in più per visitatore, tra {low} e {high}; {people, plural, one {# visitatore} other {# visitatori}}.",
  lessOfRevenue:
    "{name} porta {size} in meno per visitatore, tra {low} e {high}; {people, plural, one {# visitatore} other {# visitatori}}; meglio disattivarla.",
  better:
    "{name} è migliore. {goal}: {size} {direction}, tra {low} e {high}; {people, plural, one {# visitatore} other {# visitatori}}; si può mostrare a tutti.",
  worse:
    "{name} è peggiore. {goal}: {size} {direction}, tra {low} e {high}; {people, plural, one {# visitatore} other {# visitatori}}; meglio disattivarla.",
  firstIsBest: "La migliore è «{variant}».",
  points: "{size} punti",
  more: "in più",
  less: "in meno",
  nobody: "Nessuno ha ancora visto «{name}».",
  nobodyYet: "Nessuno l’ha ancora vista.",
  nobodyThen: "In questi giorni nessuno ha visto «{name}» per la prima volta.",
  nobodyAtAll:
    "Nessuno ha ancora visto una regola. Quando una sarà online, qui si leggerà quanto portano tutte, se le impostazioni del negozio escludono alcuni visitatori.",
  nothing_to_compare:
    "Nessuno può dire cosa sarebbe successo senza {name}: non ha esclusi, né un gruppo di controllo, né una seconda variante.",
  uneven:
    "Non fidarti di questi numeri: i visitatori non sono stati divisi tra le varianti come dovevano essere.",
  no_visitors: "In «{variant}» non c’è ancora nessuno, quindi non c’è niente da confrontare.",
  too_few:
    "In «{variant}» c’è un solo visitatore. Quanto i visitatori differiscano si può dire da due in poi.",
  too_rare:
    "Finora in «{variant}» troppo pochi visitatori contano per questo numero, quindi non si può dire quanto sia impreciso.",
  no_variance:
    "Finora tutti i visitatori in «{variant}» hanno fatto la stessa cosa, quindi non si può dire quanto sia impreciso il suo numero.",
  no_baseline:
    "Il valore del controllo non è sopra 0, come quando i rimborsi superano i ricavi: non se ne può dire una quota.",
  out_of_reach: "Questi numeri sono troppo grandi o troppo piccoli per farci i conti.",
  harms: "{name} peggiora senza alcun dubbio ciò che non deve peggiorare: «{goal}». Non mostrarla a tutti.",
  harmsSome: "{name} peggiora senza alcun dubbio qualcosa che non deve peggiorare. Non mostrarla a tutti.",
  too_early: "È presto per dirlo: {name} può essere tra {low} e {high} per ogni visitatore.",
  endedEarly: "È finita troppo presto per dirlo: {name} può essere tra {low} e {high} per ogni visitatore.",
  tooEarlyAnyhow: "È presto per dire se {name} fa qualche differenza.",
  no_difference: "Nessuna differenza del 10 % o più, né in meglio né in peggio: sta tra {low} e {high}.",
  needed: "Per vedere una differenza del 10 % servono circa {needed} visitatori, e ce ne sono {soFar}.",
  neededOfTwo:
    "Per vedere una differenza del 10 % servono circa {needed} visitatori tra questa e «{control}», e ce ne sono {soFar}.",
  neededDays:
    "Al ritmo dell’ultima settimana {days, plural, one {manca ancora # giorno} other {mancano ancora # giorni}}.",
  neededLong: "Al ritmo dell’ultima settimana ci vorrà più di un anno.",
  neededSometime: "Ultimamente non è venuto nessuno, quindi non si può dire quanto ci vorrà.",
  neededUnknown: "Quanti visitatori servono non si può dire prima che qualcuno abbia fatto qualcosa.",
  shortBetter: "{size}, senza alcun dubbio",
  shortWorse: "{size}, senza alcun dubbio",
  shortOpen: "{size}, non ancora sicuro",
  shortNone: "Effetto non ancora noto",
  shortUneven: "Divisi in modo diseguale: da controllare",
  shortHarms: "Danneggia un limite",
  toResult: "Effetto di {name}: {effect}",
};
