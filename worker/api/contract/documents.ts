import * as v from "valibot";
import { singular } from "../../../model/audit.ts";
import { type Configuration, documentSchemas, type Kind } from "../../../model/configuration.ts";
import { Count, Moment } from "./answers.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";

/** One document of a kind: `DocumentOf<"rules">` is a rule. */
export type DocumentOf<K extends Kind> = Configuration[K][number];

/** A draft, the version of it that shoppers see, and a number that grows with each save. */
export interface Draft<K extends Kind> {
  document: DocumentOf<K>;
  /** `null` before the first publish. */
  live: DocumentOf<K> | null;
  /** The tag that the next save names: one over a newer revision is refused. */
  revision: number;
  /** ISO 8601. */
  updatedAt: string;
}

/** What is demanded of a save before it is known of what kind it is. */
export const Save = v.object({ document: v.unknown() });

const drafts: { [K in Kind]: v.GenericSchema<unknown, Draft<K>> } = {
  rules: draftOf(documentSchemas.rules),
  offers: draftOf(documentSchemas.offers),
  coupons: draftOf(documentSchemas.coupons),
  placements: draftOf(documentSchemas.placements),
  segments: draftOf(documentSchemas.segments),
  lists: draftOf(documentSchemas.lists),
  goals: draftOf(documentSchemas.goals),
};

// Marked so that none of this is in the script that is uploaded: routes demand `Save` alone.
/* @__NO_SIDE_EFFECTS__ */
function draftOf<S extends v.GenericSchema>(document: S) {
  return v.object({ document, live: v.nullable(document), revision: Count, updatedAt: Moment });
}

/* @__NO_SIDE_EFFECTS__ */
function list<E extends v.ObjectEntries>(kind: Kind, answer: E) {
  return {
    does: `The drafts of all ${kind}, each with what is live of it.`,
    who: everybody,
    answer: v.object(answer),
  } as const;
}

/* @__NO_SIDE_EFFECTS__ */
function read<K extends Kind>(kind: K) {
  return {
    does: `One of the ${kind} as it is being edited, and what is live of it.`,
    who: everybody,
    revision: "told",
    answer: v.object({ draft: drafts[kind] }),
  } as const;
}

/* @__NO_SIDE_EFFECTS__ */
function save<K extends Kind, S extends v.GenericSchema>(kind: K, document: S) {
  return {
    does: `Saves one of the ${kind}, or makes a new one.`,
    who: editors,
    body: v.object({ document }),
    revision: "asked",
    answer: v.object({ draft: drafts[kind] }),
    leaves: `${singular[kind]}.saved`,
    errors: ["invalid_document"],
  } as const;
}

/* @__NO_SIDE_EFFECTS__ */
function remove<K extends Kind>(kind: K) {
  return {
    does: `Deletes one of the ${kind} that nothing else needs: details say what does. What is live of it stays so until the next publish.`,
    who: editors,
    revision: "asked",
    answer: v.object({ deleted: v.literal(true) }),
    leaves: `${singular[kind]}.deleted`,
    errors: ["in_use"],
  } as const;
}

export const documentEndpoints = {
  "GET /offers?site=:site": list("offers", { offers: v.array(drafts.offers) }),
  "GET /coupons?site=:site": list("coupons", { coupons: v.array(drafts.coupons) }),
  "GET /placements?site=:site": list("placements", { placements: v.array(drafts.placements) }),
  "GET /segments?site=:site": list("segments", { segments: v.array(drafts.segments) }),
  "GET /lists?site=:site": list("lists", { lists: v.array(drafts.lists) }),
  "GET /goals?site=:site": list("goals", { goals: v.array(drafts.goals) }),

  "GET /rules/:id?site=:site": read("rules"),
  "GET /offers/:id?site=:site": read("offers"),
  "GET /coupons/:id?site=:site": read("coupons"),
  "GET /placements/:id?site=:site": read("placements"),
  "GET /segments/:id?site=:site": read("segments"),
  "GET /lists/:id?site=:site": read("lists"),
  "GET /goals/:id?site=:site": read("goals"),

  "PUT /rules/:id?site=:site": save("rules", documentSchemas.rules),
  "PUT /offers/:id?site=:site": save("offers", documentSchemas.offers),
  "PUT /coupons/:id?site=:site": save("coupons", documentSchemas.coupons),
  "PUT /placements/:id?site=:site": save("placements", documentSchemas.placements),
  "PUT /segments/:id?site=:site": save("segments", documentSchemas.segments),
  "PUT /lists/:id?site=:site": save("lists", documentSchemas.lists),
  "PUT /goals/:id?site=:site": save("goals", documentSchemas.goals),

  "DELETE /rules/:id?site=:site": remove("rules"),
  "DELETE /offers/:id?site=:site": remove("offers"),
  "DELETE /coupons/:id?site=:site": remove("coupons"),
  "DELETE /placements/:id?site=:site": remove("placements"),
  "DELETE /segments/:id?site=:site": remove("segments"),
  "DELETE /lists/:id?site=:site": remove("lists"),
  "DELETE /goals/:id?site=:site": remove("goals"),
} as const satisfies Endpoints;
