import type { AppliedEdit } from "../../model/applied-change.ts";
import { appliedEdit, asRead } from "../../model/applied-edit.ts";
import { changeId } from "../../model/change-id.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import { changeOf, type Deciding, type Edit } from "../decide/compile-rules.ts";
import type { Decisions } from "../decide/decision.ts";
import { madeFor } from "../decide/pins.ts";
import type { Reader } from "./insert.ts";

/** Of longer lists the changes of the lowest ranks are left out, and nobody looks whether they stay. */
const mostCharacters = 32_000;

/**
 * What was done to a page, and where else it is to be looked whether a rule is seen, as the JSON of a list of `AppliedRule`:
 * ASCII without any of `< > & '`, so that it can stand in an attribute with single quotes, or in a script, as it is. Empty
 * where there is nothing.
 */
export function appliedJson(decisions: Decisions, { byId }: Deciding, reader: Reader): string {
  let left = mostCharacters;
  const fitting = (json: string) => (left -= json.length) > 0;
  const rules = new Map<string, [variant: string, changes: string[]]>();
  for (const decision of decisions.chosen) {
    const edits = madeFor(decision, decisions, byId);
    const changes = edits.map((edit) => changeJson(edit, reader)).filter(fitting);
    if (changes.length > 0) rules.set(decision.rule, [decision.variant, changes]);
  }
  for (const { rule, variant, places } of decisions.watched) {
    const changes = places.map(inertJson);
    // Half of the places would be another rule to be seen.
    if (changes.length === 0 || !fitting(changes.join(","))) continue;
    rules.set(rule, [variant, [...(rules.get(rule)?.[1] ?? []), ...changes]]);
  }
  const list = [...rules].map(([rule, [variant, changes]]) => {
    return `{"rule":"${rule}","variant":"${variant}","changes":[${changes.join(",")}]}`;
  });
  return list.length === 0 ? "" : `[${list.join(",")}]`;
}

/** As long as the bundle that they are in; of offers, which may say something else to everybody, what was said last. */
const known = new WeakMap<Edit, { html: string; json: string }>();

function changeJson(edit: Edit, reader: Reader): string {
  const html = edit.type === "insertOffer" ? offerHtml(edit, reader) : "";
  const before = known.get(edit);
  if (before?.html === html) return before.json;
  const id = changeId(changeOf(edit));
  const json = inertJson({ id, ...(edit.type === "insertOffer" ? ofOffer(edit, html) : appliedEdit(edit)) });
  known.set(edit, { html, json });
  return json;
}

/** @see appliedJson */
export function inertJson(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&'\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

type OfferEdit = Extract<Edit, { type: "insertOffer" }>;

function offerHtml({ offer, rule, trigger }: OfferEdit, { facts, languages }: Reader): string {
  return renderOffer(offer, { facts, languages, rule, trigger }) ?? "";
}

function ofOffer({ placement }: OfferEdit, html: string): AppliedEdit {
  const { selector, position } = placement;
  return { type: "insert", selector, position, html: asRead(html), isOnce: true };
}
