import * as v from "valibot";
import { kinds } from "../../../model/configuration.ts";
import { Count, Moment, problemEntries } from "./answers.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";
import { nextEntries, pageEntries } from "./page.ts";

const Note = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), "");

export const Publish = v.object({ note: Note });

export const PublishLater = v.object({
  note: Note,
  /** ISO 8601 with its offset, as in 2026-11-27T00:00:00Z. */
  at: v.pipe(v.string(), v.maxLength(40), v.isoTimestamp("A moment is written as 2026-11-27T00:00:00Z.")),
});

export const Comment = v.object({
  text: v.pipe(
    v.string("A comment is text."),
    v.trim(),
    v.minLength(1, "A comment says something."),
    v.maxLength(2000, "A comment has at most 2,000 characters."),
  ),
});

/** Two configurations to compare. */
export const Compared = v.object({
  from: v.optional(Stand(), "live"),
  to: v.optional(Stand(), "drafts"),
});

/* @__NO_SIDE_EFFECTS__ */
function Stand() {
  return v.pipe(
    v.string(),
    v.regex(/^(drafts|live|\d{1,9})$/, "What is compared are drafts, live, or the number of a version."),
  );
}

const Person = v.object({ id: v.string(), name: v.string() });

const namedEntries = { kind: v.picklist(kinds), id: v.string(), name: v.string() };

/** One document that two configurations do not have alike. */
const changeEntries = { ...namedEntries, what: v.picklist(["added", "changed", "removed"]) };
const PendingChange = v.object(changeEntries);
export type PendingChange = v.InferOutput<typeof PendingChange>;

/** The fields that differ. */
const Fields = v.nullable(v.record(v.string(), v.unknown()));
const DetailedChange = v.object({ ...changeEntries, before: Fields, after: Fields });
export type DetailedChange = v.InferOutput<typeof DetailedChange>;

/** What is wrong or doubtful, and the document that it is in. */
const findingEntries = { ...problemEntries, about: v.nullable(v.object(namedEntries)) };
const Finding = v.object(findingEntries);
export type Finding = v.InferOutput<typeof Finding>;

const RuleWarning = v.object({
  ...findingEntries,
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

const Planned = v.object({
  at: Moment,
  plannedAt: Moment,
  by: Person,
  note: v.string(),
  changes: v.array(PendingChange),
  /** Why it did not go live; null while it waits. */
  problems: v.nullable(v.array(Finding)),
});
export type Planned = v.InferOutput<typeof Planned>;

const Pending = v.object({
  changes: v.array(PendingChange),
  /** What keeps the drafts from being published. */
  problems: v.array(Finding),
  /** What is doubtful about the drafts, though they could be published. */
  warnings: v.array(RuleWarning),
  /** 0 before the first publish. */
  liveVersion: Count,
  /** Another one whenever something else is drafted or live. */
  revision: Count,
  /** What is to go live later. */
  planned: v.nullable(Planned),
});
export type Pending = v.InferOutput<typeof Pending>;

const VersionComment = v.object({ id: v.string(), at: Moment, by: Person, text: v.string() });
export type VersionComment = v.InferOutput<typeof VersionComment>;

const PublishedVersion = v.object({
  version: Count,
  publishedAt: Moment,
  publishedBy: Person,
  note: v.string(),
  /** Against the version before, the first of them and how many; null of versions that are too old to know. */
  changes: v.nullable(v.object({ first: v.array(PendingChange), count: Count })),
  comments: v.array(VersionComment),
});
export type PublishedVersion = v.InferOutput<typeof PublishedVersion>;

const SwitchedSite = v.object({ on: v.boolean(), switchedAt: Moment, switchedBy: Person });

export const publishEndpoints = {
  "GET /publish?site=:site": {
    does: "What the drafts change of what is live, what keeps them from being published, what is doubtful about them, and what is to go live later.",
    who: everybody,
    revision: "told",
    answer: Pending,
  },
  "POST /publish?site=:site": {
    does: "Makes the drafts live, all of them together, as a new version.",
    who: editors,
    body: Publish,
    revision: "compared",
    answer: v.object({ version: Count }),
    errors: ["cannot_publish", "conflict"],
    leaves: "bundle.published",
  },
  "DELETE /publish?site=:site": {
    does: "Sets the drafts back to what is live.",
    who: editors,
    revision: "compared",
    answer: Pending,
    leaves: "drafts.discarded",
  },
  "DELETE /publish/:kind/:id?site=:site": {
    does: "Sets one draft back to what is live of it: what was changed or deleted is as it was, what is new is gone unless other drafts need it.",
    who: editors,
    revision: "compared",
    answer: Pending,
    errors: ["in_use"],
    leaves: "drafts.discarded",
  },
  "POST /publish/later?site=:site": {
    does: "Plans to make live what is drafted now, within a minute of a later moment; what is drafted after this is not in it. What shoppers see of these documents must not change until then, or it does not go live, and says why.",
    who: editors,
    body: PublishLater,
    revision: "compared",
    answer: v.object({ planned: Planned }),
    errors: ["cannot_publish", "conflict"],
    leaves: "publish.planned",
  },
  "DELETE /publish/later?site=:site": {
    does: "What is planned does not go live; or, where it could not, nobody needs to be told any more.",
    who: editors,
    answer: v.object({ cancelled: v.literal(true) }),
    errors: ["conflict"],
    leaves: "publish.cancelled",
  },
  "GET /differences?site=:site": {
    does: "What makes one configuration of another, document by document, at most 500: from and to are drafts, live, or the number of a version. before and after are the fields that differ.",
    who: everybody,
    query: Compared.entries,
    answer: v.object({
      changes: v.array(DetailedChange),
      /** How many there are beyond these. */
      more: Count,
    }),
  },
  "GET /versions?site=:site": {
    does: "What was published, with what changed and what was said of it, and when the site was switched on and off, of that the last 100 times; each with the newest first.",
    who: everybody,
    query: pageEntries,
    answer: v.object({
      versions: v.array(PublishedVersion),
      ...nextEntries,
      switches: v.array(SwitchedSite),
    }),
  },
  "POST /versions/:version/restore?site=:site": {
    does: "Makes a version live again, as a new one with what that one had. Drafts stay as they are. If-Match names the version that is live.",
    who: editors,
    revision: "compared",
    answer: v.object({ version: Count }),
    errors: ["cannot_publish", "conflict"],
    leaves: "version.restored",
  },
  "POST /versions/:version/comments?site=:site": {
    does: "Says something of a version, to whoever looks at it later.",
    who: editors,
    body: Comment,
    answer: v.object({ comment: VersionComment }),
    leaves: "version.commented",
  },
} as const satisfies Endpoints;
