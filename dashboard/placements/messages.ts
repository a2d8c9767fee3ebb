import { translated } from "../text/translated.ts";

/** What is said of the places where offers go. */
export const t = translated("placements", {
  title: "Places for offers",
  one: "Place for offers",
  newTitle: "New place",
  intro:
    "Where offers go on your pages, by name: beside an element, or in it. Rules say which offer goes where.",
  add: "New place",
  list: "Places",
  emptyTitle: "No place yet",
  empty: "A place is made once, such as below the hero, and any rule can show its offers there.",
  name: "Name",
  nameHint: "As rules call it: “below the hero”.",
  selector: "Element (CSS selector)",
  selectorHint:
    "An id such as #hero, a class such as .promo, or a path such as main > h1. Or pick it on the page below.",
  position: "Where",
  before: "before it",
  after: "behind it",
  start: "inside, at its start",
  end: "inside, at its end",
  at_before: "Before {selector}",
  at_after: "Behind {selector}",
  at_start: "At the start of {selector}",
  at_end: "At the end of {selector}",
  uses: "{count, plural, =0 {No rule} one {# rule} other {# rules}}",
  useTitle: "Where it is used",
  usedBy:
    "{count, plural, =0 {No rule shows anything here yet.} one {One rule shows offers here:} other {# rules show offers here:}}",
  pageTitle: "On the page",
  width: "Width",
  hint: "Click an element to put the place there. What you do here counts nowhere.",
  searching: "The edge is looking for it…",
  unknown: "Whether it is on this page could not be found out now.",
  hits: "{count, plural, =0 {Nothing on this page is meant by it: no offer appears here.} one {One element on this page is meant by it.} other {# elements on this page are meant by it: offers go to the first.}}",
  here: "Your offer goes here",
  take: "Put it at this element",
});
