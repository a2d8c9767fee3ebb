import type { AppliedChange, AppliedEdit } from "../../model/applied-change.ts";
import { appliedEdit, asRead } from "../../model/applied-edit.ts";
import type { Change } from "../../model/change.ts";
import { changeId } from "../../model/change-id.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import type { Deciding, Edit } from "../decide/compile-rules.ts";
import { madeOf } from "../decide/coupon-of-offer.ts";
import type { Decisions } from "../decide/decision.ts";
import type { Reader } from "./insert.ts";

/** Of longer lists the changes of the lowest ranks are left out, and nobody looks whether they stay. */
const mostCharacters = 32_000;

/**
 * What was done to a page, as the JSON of a list of `AppliedRule`: ASCII without any of `< > & '`, so that it can stand
 * in an attribute with single quotes, or in a script, as it is. Empty where nothing was done.
 */
export function appliedJson(decisions: Decisions, { byId }: Deciding, reader: Reader): string {
  let left = mostCharacters;
  const rules = decisions.chosen.flatMap(({ rule, variant }) => {
    const compiled = byId.get(rule)?.variants.find(({ id }) => id === variant);
    const edits = (compiled?.changes ?? []).flatMap(({ edit }) => madeOf(decisions, edit) ?? []);
    const changes = edits.map((edit) => changeJson(edit, reader)).filter((json) => (left -= json.length) > 0);
    return changes.length === 0
      ? []
      : [`{"rule":"${rule}","variant":"${variant}","changes":[${changes.join(",")}]}`];
  });
  return rules.length === 0 ? "" : `[${rules.join(",")}]`;
}

/** As long as the bundle that they are in; of offers, which may say something else to everybody, what was said last. */
const known = new WeakMap<Edit, { html: string; json: string }>();

function changeJson(edit: Edit, reader: Reader): string {
  const html = edit.type === "insertOffer" ? offerHtml(edit, reader) : "";
  const before = known.get(edit);
  if (before?.html === html) return before.json;
  const id = changeId(edit.type === "insertOffer" ? changeOf(edit) : edit);
  const json = inertJson({ id, ...(edit.type === "insertOffer" ? ofOffer(edit, html) : appliedEdit(edit)) });
  known.set(edit, { html, json });
  return json;
}

function inertJson(change: AppliedChange): string {
  return JSON.stringify(change).replace(
    /[<>&'\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

type OfferEdit = Extract<Edit, { type: "insertOffer" }>;

function changeOf(edit: OfferEdit): Change {
  return { type: "insertOffer", placement: edit.placement.id, offer: edit.offer.id };
}

function offerHtml({ offer, rule, trigger }: OfferEdit, { facts, languages }: Reader): string {
  return renderOffer(offer, { facts, languages, rule, trigger }) ?? "";
}

function ofOffer({ placement }: OfferEdit, html: string): AppliedEdit {
  const { selector, position } = placement;
  return { type: "insert", selector, position, html: asRead(html), isOnce: true };
}
