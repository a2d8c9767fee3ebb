import * as v from "valibot";
import { PagePattern } from "./page-pattern.ts";

const CookieName = v.pipe(
  v.string("A cookie's name is text."),
  v.maxLength(100, "A cookie's name has at most 100 characters."),
  v.regex(
    /^[\w!#$%&'+.^`|~-]+\*?$/,
    "A cookie's name has letters, digits and marks such as - and _; a * at its end stands for any ending.",
  ),
);

/**
 * Pages that the owner of a shop says are the same for everybody who has none of some cookies, though the shop's
 * server does not say so.
 */
export const SharedPages = v.object({
  pages: v.pipe(
    v.array(PagePattern),
    v.minLength(1, "Which pages are shared? Name at least one."),
    v.maxLength(50, "At most 50 page patterns are named together."),
  ),
  /** For how long a page is shown without asking the shop anew. */
  freshForSeconds: v.pipe(
    v.number("A freshness time is a number of seconds."),
    v.integer("A freshness time is a whole number of seconds."),
    v.minValue(1, "A page is fresh for at least one second."),
    v.maxValue(3600, "A page is fresh for at most an hour."),
  ),
  /**
   * Whoever carries one of these cookies gets a page of their own; `name*` is every cookie whose name begins so.
   * Where none is named, every cookie of the shop's is one.
   */
  privateCookies: v.optional(
    v.pipe(v.array(CookieName), v.maxLength(20, "At most 20 private cookies are named.")),
    [],
  ),
});
export type SharedPages = v.InferOutput<typeof SharedPages>;
