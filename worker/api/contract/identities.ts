import * as v from "valibot";
import { Identity } from "../../../model/identity/identity.ts";
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

export const NewLink = v.object({
  identity: v.pipe(
    Identity,
    v.check(({ type }) => type !== "visitor", "A browser is linked by whoever signs in there."),
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
  "POST /profiles/:id/links?site=:site": {
    does: "Says that an identity is a person's. Whoever it named before becomes one with them; conflict where that may not be. The answer is whose profile it is from now on.",
    who: carers,
    body: NewLink,
    answer: v.object({ profile: v.string() }),
    errors: ["conflict", "temporarily_unavailable"],
    leaves: "person.linked",
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
