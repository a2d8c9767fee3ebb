import * as v from "valibot";
import { Count } from "./answers.ts";
import { carers, type Endpoints, knowing } from "./endpoint.ts";

/** A node as people may see it. */
const SeenNode = v.object({
  node: v.string(),
  /** What they may know of its value; empty for visitors. */
  hint: v.string(),
  sharedBy: v.nullable(Count),
});

const SeenLink = v.object({
  id: v.string(),
  timeMs: v.number(),
  nodes: v.array(SeenNode),
  by: v.string(),
  undone: v.nullable(v.object({ by: v.string(), atMs: v.number() })),
  /** Those of its nodes that stay apart, and why. */
  refused: v.array(
    v.object({ link: v.string(), node: v.string(), reason: v.picklist(["two_customers", "too_many"]) }),
  ),
});

export const identityEndpoints = {
  "GET /profiles/:id/identities?site=:site": {
    does: "Who a profile is, and why: the links that made it one person, the latest first of at most 500, with those that were refused or undone.",
    who: knowing,
    scope: "profiles",
    answer: v.object({ nodes: v.array(SeenNode), links: v.array(SeenLink) }),
    errors: ["temporarily_unavailable"],
  },
  "POST /profiles/links/:link/undo?site=:site": {
    does: "As if the link had never been: profiles come apart again.",
    who: carers,
    answer: v.object({ undone: v.literal(true) }),
    errors: ["temporarily_unavailable"],
    leaves: "link.undone",
  },
  "GET /reports/identities?site=:site": {
    does: "Identities that several persons share, and links that were refused.",
    who: knowing,
    answer: v.object({ shared: v.array(SeenNode), refused: v.array(SeenLink) }),
    errors: ["temporarily_unavailable"],
  },
} as const satisfies Endpoints;
