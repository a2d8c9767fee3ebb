import { translated } from "../text/translated.ts";

export const t = translated("explained", {
  in: "Holds",
  out: "Does not hold",
  open: "Not known",
  everybody: "It asks for nothing: everybody is in.",
  any: "Any of these holds:",
  all: "All of these hold:",
  none: "None of these holds:",
  not: "Not all of these hold:",
  times: "{times, plural, =0 {Never happened.} one {Happened once.} other {Happened # times.}}",
  here: "Here: {value}.",
  unknown: "not known",
  onlyOnPage: "Only the page that they are on would tell.",
});
