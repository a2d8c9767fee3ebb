import { translated } from "../text/translated.ts";

/** What is said of goals: what counts as success, or as harm. */
export const t = translated("goals", {
  title: "Goals",
  toResults: "To the results",
  one: "Goal",
  newTitle: "New goal",
  intro:
    "What counts as success, or as harm. A rule is judged by what those who saw it did more of, or less, than those who did not.",
  add: "New goal",
  list: "Goals of this shop",
  emptyTitle: "No goal of your own yet",
  empty:
    "Rules are judged by revenue where nothing else is said. Make a goal for what your shop wants besides orders, such as leads, or fewer returns.",
  everyShop: "What every shop has",
  otherPoint: "Another starting point",
  points: "Starting points",
  pointsIntro: "What is to be counted? Everything can be changed afterwards.",
  noSuch: "There is no such starting point",

  name: "Name",
  nameHint: "As your team calls it: “Became a lead”.",
  event: "Event",
  eventHint: "What somebody does. Choose one of the usual ones, or write the name of one of your own.",
  counts: "What counts",
  counts_once: "who did it at all",
  counts_every: "how often each did it",
  counts_value: "what it was worth",
  countsHint: "What an event was worth is its parameter value, in the shop’s currency.",
  within: "Counts for so long",
  withinHint: "From when somebody first saw the rule. What they do later counts no more.",
  unit: "In",
  unit_m: "minutes",
  unit_h: "hours",
  unit_d: "days",
  better: "Better is",
  better_more: "more of it",
  better_less: "less of it",
  betterHint: "Returns and complaints, say, are better the fewer there are.",
  most_every: "Most times that one person counts for",
  most_value: "Most that one person counts for ({currency})",
  mostHint: "So that no single one decides. Empty: no limit.",

  once: "Counts who {doing} at least once within {window} of first seeing the rule.",
  every: "Counts how often each person {doing} within {window} of first seeing the rule.",
  everyUpTo: "Counts how often each person {doing} within {window} of first seeing the rule, up to {most}.",
  times: "{most, plural, one {once} other {# times}}",
  value: "Adds up what it was worth whenever somebody {doing} within {window} of first seeing the rule.",
  valueUpTo:
    "Adds up what it was worth whenever somebody {doing} within {window} of first seeing the rule, up to {most} for each person.",
  less: "{counts} Less of it is better.",
  window_m: "{count, plural, one {# minute} other {# minutes}}",
  window_h: "{count, plural, one {# hour} other {# hours}}",
  window_d: "{count, plural, one {# day} other {# days}}",
  revenue:
    "Adds up what each person’s orders brought within {window} of first seeing the rule, less discounts, returns and what offers cost.",
  orders:
    "Counts who ordered at least once within {window} of first seeing the rule, and kept something of it.",
  "order-value": "Shares out what the orders within {window} of first seeing the rule brought among them.",

  guardrails: "It must not harm",
  guardrailsHint:
    "Up to {most} goals that are watched besides, such as fewer returns: a rule can earn more and drive people away.",

  uses: "{count, plural, =0 {No rule} one {# rule} other {# rules}}",
  useTitle: "Where it is used",
  usedBy:
    "{count, plural, =0 {No rule is judged by it yet.} one {One rule is judged by it, or must not harm it:} other {# rules are judged by it, or must not harm it:}}",

  point_lead: "Became a lead",
  point_form: "Sent a form",
  point_signedUp: "Signed up",
  point_cart: "Filled the cart",
  point_stayed: "Saw a second page",
  point_returned: "Gave something back",
  point_optedOut: "Opted out of e-mail",
  point_complained: "Complained",
  point_blank: "Something else",
  about_lead: "Somebody asked for an offer or left an address: the event generate_lead.",
  about_form: "Somebody sent a form of the shop, which Edgewise sees by itself.",
  about_signedUp: "Somebody made an account: the event sign_up.",
  about_cart: "Somebody put something into the cart on the same day, which Edgewise sees by itself.",
  about_stayed:
    "Somebody opened one more page within half an hour. As a guardrail it tells of pages that drive people away.",
  about_returned:
    "Somebody gave an order back, or some of it, within 30 days: the event refund. Fewer are better.",
  about_optedOut:
    "Somebody wants no more e-mail: the event email_unsubscribe, which your mail tool sends. Fewer are better.",
  about_complained:
    "Somebody called an e-mail spam: the event email_complaint, which your mail tool sends. Fewer are better.",
  about_blank: "Any event, usual or your own.",
});
