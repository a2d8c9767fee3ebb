import { translated } from "../text/translated.ts";

export const t = translated("sites", {
  title: "Add your shop",
  intro: "Edgewise needs to know which shop it works for. Shoppers notice nothing until you publish a rule.",
  name: "Shop name",
  hosts: "Hosts shoppers use",
  hostsHint: "Such as www.shop.example. Separate several with commas or spaces.",
  origin: "Origin (optional)",
  originHint:
    "Where the shop's own server answers, such as https://origin.shop.example. Leave empty where Edgewise runs behind a route on the shop's own zone.",
  currency: "Currency",
  currencyOption: "{code} – {name}",
  language: "Language of its pages",
  timeZone: "Time zone",
  add: "Add shop",
  cancel: "Cancel",
  added: "{name} is added. Its first version is live.",
  notAdded: "The shop could not be added.",
  notPublished: "The shop is saved, but its first version is not live yet. {reason}",
  problemOf: "{value}: {problem}",
  /** The note of the first version: others read it in the list of versions. */
  firstVersion: "First version",
});
