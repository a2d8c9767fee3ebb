import type { DescribeOptions } from "../../model/condition/describe.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Rule } from "../../model/rule.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { referenceNames } from "../api/reference-names.ts";
import { type DraftStore, Editing } from "../editing/editing.ts";
import { Journal } from "../editing/journal.ts";
import { couponsOf } from "../offers/load-offer.ts";
import { freeId } from "../text/free-id.ts";
import { blankRule } from "./blank-rule.ts";
import { Shelf } from "./shelf.ts";

/** All that the editor of one rule works on. */
export interface EditorData {
  rule: Editing<"rules">;
  /** Those to choose from, of which the rule's are edited too. */
  offers: Shelf<"offers">;
  placements: Shelf<"placements">;
  /** The site's own, of which those that judge the rule are edited too. */
  goals: Shelf<"goals">;
  /** Those that an offer can come with. */
  coupons: readonly Coupon[];
  /** What the rule's condition calls by id. */
  references: Required<DescribeOptions>;
  /** Every edit of all of it. */
  journal: Journal;
}

/** Loads a rule and what it may show where. @throws ApiError where that cannot be had. */
export async function loadEditor(site: string, id: string): Promise<EditorData> {
  const around = loadAround(site);
  // Of two that fail, the rule's own reason is the one to read.
  around.catch(() => {});
  const { draft } = await api("GET /rules/:id?site=:site", { site, id });
  return withRule(new Editing(draft, storeOfRule(site, id)), await around);
}

/** A rule that is on no server yet. Its id is made from its name when it is first saved. */
export async function newEditor(site: string): Promise<EditorData> {
  const draft: Draft<"rules"> = { document: blankRule, live: null, revision: 0, updatedAt: "" };
  let saved: string | undefined;
  const editing = new Editing<"rules">(draft, {
    load: async () => (saved === undefined ? draft : storeOfRule(site, saved).load()),
    async save(document, revision) {
      const id = saved ?? (await freeRuleId(site, document.name));
      const result = await storeOfRule(site, id).save({ ...document, id }, revision);
      saved = id;
      return result;
    },
  });
  return withRule(editing, await loadAround(site));
}

/** An id for a rule that no other one has. */
export async function freeRuleId(site: string, name: string): Promise<string> {
  const { rules } = await api("GET /rules?site=:site", { site });
  return freeId([name, "rule"], new Set(rules.map(({ rule }) => rule.id)));
}

function withRule(rule: Editing<"rules">, rest: Omit<EditorData, "rule">): EditorData {
  rule.journal = rest.journal;
  return { rule, ...rest };
}

async function loadAround(site: string): Promise<Omit<EditorData, "rule">> {
  const [{ offers }, { placements }, { goals }, references, coupons] = await Promise.all([
    api("GET /offers?site=:site", { site }),
    api("GET /placements?site=:site", { site }),
    api("GET /goals?site=:site", { site }),
    referenceNames(site),
    couponsOf(site),
  ]);
  const journal = new Journal();
  return {
    offers: new Shelf<"offers">(offers, journal, (id) => ({
      load: async () => (await api("GET /offers/:id?site=:site", { site, id })).draft,
      save: async (document, revision) =>
        (await api("PUT /offers/:id?site=:site", { site, id, body: { document }, over: over(revision) }))
          .draft,
    })),
    placements: new Shelf<"placements">(placements, journal, (id) => ({
      load: async () => (await api("GET /placements/:id?site=:site", { site, id })).draft,
      save: async (document, revision) =>
        (await api("PUT /placements/:id?site=:site", { site, id, body: { document }, over: over(revision) }))
          .draft,
    })),
    goals: new Shelf<"goals">(goals, journal, (id) => ({
      load: async () => (await api("GET /goals/:id?site=:site", { site, id })).draft,
      save: async (document, revision) =>
        (await api("PUT /goals/:id?site=:site", { site, id, body: { document }, over: over(revision) }))
          .draft,
    })),
    references,
    coupons,
    journal,
  };
}

function storeOfRule(site: string, id: string): DraftStore<"rules"> {
  return {
    load: async () => (await api("GET /rules/:id?site=:site", { site, id })).draft,
    save: async (document: Rule, revision) =>
      (await api("PUT /rules/:id?site=:site", { site, id, body: { document }, over: over(revision) })).draft,
  };
}

function over(revision: number): number | "new" {
  return revision === 0 ? "new" : revision;
}

/** Everything that is saved together: what the rule names, then the rule itself. */
export function editingsOf({
  rule,
  offers,
  placements,
  goals,
}: Pick<EditorData, "rule" | "offers" | "placements" | "goals">): (
  | Editing<"rules">
  | Editing<"offers">
  | Editing<"placements">
  | Editing<"goals">
)[] {
  const { goal, guardrails } = rule.document.value;
  const inserted = rule.document.value.variants
    .flatMap(({ changes }) => changes)
    .filter((change) => change.type === "insertOffer");
  const named = <T>(ids: string[], find: (id: string) => T | undefined) =>
    [...new Set(ids)].map(find).filter((editing) => editing !== undefined);
  return [
    ...named(
      inserted.map(({ placement }) => placement),
      (id) => placements.find(id),
    ),
    ...named(
      inserted.map(({ offer }) => offer),
      (id) => offers.find(id),
    ),
    ...named([goal, ...guardrails], (id) => goals.find(id)),
    rule,
  ];
}

/** After a publish or a discard: what stands on the server is new, what is typed here and not saved stays. */
export function refresh(data: EditorData): void {
  for (const editing of editingsOf(data)) {
    // Where this fails, the next save runs into the newer revision and says so.
    if (editing.base.peek().revision > 0) editing.refresh().catch(() => {});
  }
}
