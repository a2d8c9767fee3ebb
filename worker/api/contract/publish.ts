import * as v from "valibot";
import { kinds } from "../../../model/configuration.ts";
import { Count, Moment, problemEntries } from "./answers.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";
import { nextEntries, pageEntries } from "./page.ts";

export const Publish = v.object({
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ""),
});

/** One difference between the drafts and what is live. */
const PendingChange = v.object({
  kind: v.picklist(kinds),
  id: v.string(),
  name: v.string(),
  what: v.picklist(["added", "changed", "removed"]),
});
export type PendingChange = v.InferOutput<typeof PendingChange>;

const RuleWarning = v.object({
  ...problemEntries,
  code: v.picklist([
    "missing_segment",
    "missing_list",
    "never_matches",
    "always_outranked",
    "redirect_circle",
    "no_effect",
    "unsure_place",
  ]),
  /** The id of the rule. */
  rule: v.string(),
});

const Pending = v.object({
  changes: v.array(PendingChange),
  /** What is doubtful about the drafts, though they could be published. */
  warnings: v.array(RuleWarning),
  /** 0 before the first publish. */
  liveVersion: Count,
});
export type Pending = v.InferOutput<typeof Pending>;

const PublishedVersion = v.object({
  version: Count,
  publishedAt: Moment,
  publishedBy: v.string(),
  note: v.string(),
});

const SwitchedSite = v.object({ on: v.boolean(), switchedAt: Moment, switchedBy: v.string() });

export const publishEndpoints = {
  "GET /publish?site=:site": {
    does: "What the drafts change of what is live, and what is doubtful about them.",
    who: everybody,
    answer: Pending,
  },
  "POST /publish?site=:site": {
    does: "Makes the drafts live, all of them together, as a new version.",
    who: editors,
    body: Publish,
    answer: v.object({ version: Count }),
    errors: ["cannot_publish", "conflict"],
    leaves: "bundle.published",
  },
  "DELETE /publish?site=:site": {
    does: "Sets the drafts back to what is live.",
    who: editors,
    answer: Pending,
    leaves: "drafts.discarded",
  },
  "GET /versions?site=:site": {
    does: "What was published, and when the site was switched on and off, of that the last 100 times; each with the newest first.",
    who: everybody,
    query: pageEntries,
    answer: v.object({
      versions: v.array(PublishedVersion),
      ...nextEntries,
      switches: v.array(SwitchedSite),
    }),
  },
} as const satisfies Endpoints;
