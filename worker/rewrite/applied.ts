import type { AppliedChange, AppliedEdit } from "../../model/applied-change.ts";
import { appliedEdit, asRead } from "../../model/applied-edit.ts";
import { changeId } from "../../model/change-id.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import { changeOf, type CompiledRule, type Deciding, type Edit } from "../decide/compile-rules.ts";
import type { Decisions, Withheld } from "../decide/decision.ts";
import { madeFor } from "../decide/pins.ts";
import type { Reader } from "./insert.ts";

/** Of longer lists the changes of the lowest ranks are left out, and nobody looks whether they stay. */
const mostCharacters = 32_000;

/**
 * What was done to a page, as the JSON of a list of `AppliedRule`: ASCII without any of `< > & '`, so that it can stand
 * in an attribute with single quotes, or in a script, as it is. Empty where nothing was done.
 */
export function appliedJson(decisions: Decisions, { byId }: Deciding, reader: Reader): string {
  let left = mostCharacters;
  const rules = decisions.chosen.flatMap((decision) => {
    const { rule, variant } = decision;
    const edits = madeFor(decision, decisions, byId);
    const changes = edits.map((edit) => changeJson(edit, reader)).filter((json) => (left -= json.length) > 0);
    return changes.length === 0
      ? []
      : [`{"rule":"${rule}","variant":"${variant}","changes":[${changes.join(",")}]}`];
  });
  rules.push(...decisions.withheld.flatMap((each) => withheldJson(each, byId.get(each.rule), left)));
  return rules.length === 0 ? "" : `[${rules.join(",")}]`;
}

/** Where somebody would have looked who sees nothing of a rule; nothing where there is no room for all of it. */
function withheldJson(
  { rule, variant }: Withheld,
  compiled: CompiledRule | undefined,
  left: number,
): string[] {
  const changes = (compiled?.watched ?? []).map(inertJson).join(",");
  return changes === "" || changes.length > left
    ? []
    : [`{"rule":"${rule}","variant":"${variant}","changes":[${changes}]}`];
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

function inertJson(change: AppliedChange): string {
  return JSON.stringify(change).replace(
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
