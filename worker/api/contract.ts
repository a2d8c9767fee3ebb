/** The dashboard API as types: what each endpoint takes and answers. The dashboard imports these and nothing else of the worker. */
import type { ApiKey, Scope } from "../../model/api-key.ts";
import type { AudienceSize } from "../../model/audience-size.ts";
import type { Change } from "../../model/change.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import type { Consent } from "../../model/consent/consent.ts";
import type { ConsentState } from "../../model/consent/consent-state.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Configuration, Kind } from "../../model/configuration.ts";
import type { Rejected } from "../../model/events/incoming.ts";
import type { ImportPlan, ImportPlanInput } from "../../model/import-plan.ts";
import type { OfferWords } from "../../model/page-decisions.ts";
import type { Lane, Rule } from "../../model/rule.ts";
import type { RuleWarning } from "../../model/rule-warnings.ts";
import type { HeldCoupon, ProfileFacts, Session } from "../../model/snapshot.ts";
import type { Site } from "../../model/site.ts";
import type { Trigger } from "../../model/trigger.ts";
import type { Decision, Loss } from "../decide/decision.ts";
import type { RuleExplanation } from "../decide/explain.ts";
import type { Described, IdentityReport } from "../identity/described.ts";
import type { CouponApi } from "./contract-coupons.ts";
import type { PeopleApi } from "./contract-people.ts";

/** One document of a kind: `DocumentOf<"rules">` is a rule. */
export type DocumentOf<K extends Kind> = Configuration[K][number];

export type { ErrorBody } from "../../model/problem.ts";
export type { CouponLedger } from "./contract-coupons.ts";
export type { Invitation, Passkey, SessionSummary, User } from "./contract-people.ts";
export type { SignedInUser } from "../../model/user.ts";

export interface SiteSummary extends Site {
  /** The version that shoppers see now; 0 before the first publish. */
  liveVersion: number;
  /** `false` while Edgewise is switched off on it: then every page is the shop's own. */
  on: boolean;
}

/** A draft, the version of it that shoppers see, and a number that grows with each save. */
export interface Draft<K extends Kind> {
  document: DocumentOf<K>;
  /** `null` before the first publish. */
  live: DocumentOf<K> | null;
  /** Sent back with the next save; a save over a newer one is refused with `conflict`. */
  revision: number;
  /** ISO 8601. */
  updatedAt: string;
}

/** `live`: shoppers see it. `off`: switched off. `draft`: never published. */
export type RuleStatus = "live" | "off" | "draft";

export interface RuleSummary {
  rule: Rule;
  /** Whom it is for, as a sentence would say it: "new visitors in VIPs whose medium is cpc". */
  who: string;
  status: RuleStatus;
  /** Whether the draft differs from what shoppers see. */
  changed: boolean;
  revision: number;
  updatedAt: string;
  last24Hours: RulePages;
}

/** What became of a rule's pages. */
export interface RulePages {
  /** Decided in this rule's favour. */
  decided: number;
  /** Those of them on which a shopper really saw it. */
  seen: number;
  /** Changes that the shop's own scripts undid, those of the most pages first. */
  undone: UndoneChange[];
}

export interface UndoneChange {
  change: Change;
  /** On so many pages the browser made it again, and it stayed. */
  restored: number;
  /** On so many pages it stayed undone. */
  lost: number;
}

/** One difference between the drafts and what is live. */
export interface PendingChange {
  kind: Kind;
  id: string;
  name: string;
  what: "added" | "changed" | "removed";
}

export interface Pending {
  changes: PendingChange[];
  /** What is doubtful about the drafts, though they could be published. */
  warnings: RuleWarning[];
  /** 0 before the first publish. */
  liveVersion: number;
}

export interface PublishedVersion {
  version: number;
  /** ISO 8601. */
  publishedAt: string;
  publishedBy: string;
  note: string;
}

export interface SwitchedSite {
  on: boolean;
  /** ISO 8601. */
  switchedAt: string;
  switchedBy: string;
}

/** A person in a list. */
export interface ProfileSummary {
  id: string;
  /** `null` where none is known. */
  name: string | null;
  /** Whether this is more than a browser. */
  known: boolean;
  /** As the index heard it last; `null` where it must not know them. */
  seenAt: string | null;
  /** Those that help to tell one from another. */
  facts: Readonly<Record<string, unknown>>;
}

/** A person. */
export interface ProfileDetail extends Omit<ProfileSummary, "seenAt" | "facts"> {
  /** ISO 8601. */
  firstSeenAt: string;
  /** As the index heard it last; `null` where it heard nothing yet. */
  seenAt: string | null;
  /** The last one. */
  visit: Pick<Session, "number" | "source" | "medium" | "campaign" | "landingPage"> & { startedAt: string };
  facts: ProfileFacts;
  coupons: HeldCoupon[];
}

/** What became of the rows of a file, or of a part of it: all of them together are `rows`. */
export interface ImportCounts {
  rows: number;
  accepted: number;
  /** Known before: the file, or this row of it, was imported already. */
  duplicates: number;
  rejected: number;
}

/** A file that is being imported, or was, and what became of the parts of it that came. */
export interface ImportSummary extends Omit<ImportPlan, "rows">, ImportCounts {
  id: string;
  /** ISO 8601. */
  begunAt: string;
  begunBy: string;
  parts: number;
  /** How many rows there will be; `null` where nobody said. */
  expected: number | null;
}

/**
 * Method and path below `/api/v1`, what is sent, and what comes back. `:id` and `:site` stand for path segments.
 * All but the sign-in need the session's cookie; `/events`, `/decide`, `/profiles`, `/imports`, `/exports` and what is below one of `/coupons` take a key of
 * the site instead (`Authorization: Bearer ew_…`) that has the scope.
 */
export interface Api extends CouponApi, PeopleApi {
  "GET /sites": { body: undefined; answer: { sites: SiteSummary[] } };
  "PUT /sites/:id": { body: Site; answer: { site: SiteSummary } };
  /** Off: within 5 seconds every page of the site is the shop's own. On: as before, with what is published. */
  "POST /sites/:id/switch": { body: { on: boolean }; answer: { on: boolean } };

  /**
   * A new secret for the proofs that the shop's server makes; this answer alone shows it. The one before stays good until
   * `previousUntil` (ISO 8601). For owners.
   */
  "POST /sites/:id/identify-secret": {
    body: undefined;
    answer: { secret: string; previousUntil: string | null };
  };

  /** Who a profile is, and why: the links that made it one person, with those that were refused or undone. */
  "GET /profiles/:id/identities?site=:site": { body: undefined; answer: Described };
  /** As if the link had never been: profiles come apart again. For owners and care agents. */
  "POST /profiles/links/:link/undo?site=:site": { body: undefined; answer: { undone: true } };
  /** Identities that several persons share, and links that were refused. */
  "GET /reports/identities?site=:site": { body: undefined; answer: IdentityReport };

  /** In the order in which they get what they want. */
  "GET /rules?site=:site": { body: undefined; answer: { rules: RuleSummary[] } };
  /** Live at once, whatever else waits to be published. */
  "POST /rules/:id/switch?site=:site": {
    body: { on: boolean };
    answer: { version: number; rule: RuleSummary };
  };

  "GET /rules/:id?site=:site": { body: undefined; answer: { draft: Draft<"rules"> } };
  "GET /offers/:id?site=:site": { body: undefined; answer: { draft: Draft<"offers"> } };
  "GET /coupons/:id?site=:site": { body: undefined; answer: { draft: Draft<"coupons"> } };
  "GET /placements/:id?site=:site": { body: undefined; answer: { draft: Draft<"placements"> } };
  "GET /lists/:id?site=:site": { body: undefined; answer: { draft: Draft<"lists"> } };
  "GET /segments/:id?site=:site": { body: undefined; answer: { draft: Draft<"segments"> } };

  "GET /offers?site=:site": { body: undefined; answer: { offers: Draft<"offers">[] } };
  "GET /coupons?site=:site": { body: undefined; answer: { coupons: Draft<"coupons">[] } };
  "GET /placements?site=:site": { body: undefined; answer: { placements: Draft<"placements">[] } };
  "GET /lists?site=:site": { body: undefined; answer: { lists: Draft<"lists">[] } };
  "GET /segments?site=:site": { body: undefined; answer: { segments: Draft<"segments">[] } };

  /** `revision` is the one read before; leave it out to create. */
  "PUT /rules/:id?site=:site": { body: SaveBody<"rules">; answer: { draft: Draft<"rules"> } };
  "PUT /offers/:id?site=:site": { body: SaveBody<"offers">; answer: { draft: Draft<"offers"> } };
  "PUT /coupons/:id?site=:site": { body: SaveBody<"coupons">; answer: { draft: Draft<"coupons"> } };
  "PUT /placements/:id?site=:site": { body: SaveBody<"placements">; answer: { draft: Draft<"placements"> } };
  "PUT /lists/:id?site=:site": { body: SaveBody<"lists">; answer: { draft: Draft<"lists"> } };
  "PUT /segments/:id?site=:site": { body: SaveBody<"segments">; answer: { draft: Draft<"segments"> } };

  /**
   * For how many profiles a condition holds, with segments and lists as they are being edited. `unknown` are the clauses
   * that profiles cannot be counted by: with any of these, no more than so many. Anybody who may sign in may ask.
   */
  "POST /segments/audience?site=:site": {
    body: { condition: ConditionDocument };
    answer: AudienceSize & { unknown: readonly { path: string; reason: string }[] };
  };

  /**
   * People by `&q=`: a name or how its words begin, an e-mail or another identity (any type as in `loyalty:4711`), an id.
   * Without it, everybody who is known, those seen last first. `&limit=` is 20 unless given, 100 at most; `&cursor=` goes on.
   */
  "GET /profiles?site=:site": {
    body: undefined;
    answer: { profiles: ProfileSummary[]; cursor: string | null };
  };
  /** One person, as their profile knows them now. */
  "GET /profiles/:id?site=:site": { body: undefined; answer: { profile: ProfileDetail } };

  /** Gives a published coupon to a visitor. Their next page knows, without any event; asked again, nothing changes. */
  "POST /profiles/:visitor/coupons?site=:site": { body: { coupon: string }; answer: { coupon: HeldCoupon } };

  /** Takes up to 1,000 events of anybody; each that was not taken is named with its place. 202. */
  "POST /events": { body: EventsBody; answer: TakenEvents };

  /** For owners. The secret is told this once, 201. */
  "GET /keys?site=:site": { body: undefined; answer: { keys: ApiKey[] } };
  "POST /keys?site=:site": {
    body: { name: string; scopes: Scope[] };
    answer: { key: ApiKey; secret: string };
  };
  /** From now on it opens nothing. */
  "DELETE /keys/:id?site=:site": { body: undefined; answer: { key: ApiKey } };

  /** Events that were not taken in the last 7 days, or as many as `&days=` says, 31 at most. */
  "GET /reports/intake?site=:site": { body: undefined; answer: IntakeReport };
  /** Everything that is known of a person, as one JSON document; see docs/privacy.md. For owners and care. */
  "GET /profiles/:profile/export?site=:site": { body: undefined; answer: Record<string, unknown> };
  /** Writes down what somebody said of their consent. It counts for the person, from their next page on. For owners and care. */
  "POST /profiles/:profile/consent?site=:site": {
    body: { state: ConsentState; notice?: string | null };
    answer: { consent: Consent };
  };
  /** Erases a person. 202 where it takes longer; asked again, it goes on. For owners and care. */
  "DELETE /profiles/:profile?site=:site": { body: undefined; answer: { erasure: ErasureReceipt } };
  "GET /erasures/:id?site=:site": { body: undefined; answer: { erasure: ErasureReceipt } };

  /** Imports of the last 30 days, the newest first. */
  "GET /imports?site=:site": { body: undefined; answer: { imports: ImportSummary[] } };
  "POST /imports?site=:site": { body: ImportPlanInput; answer: { import: ImportSummary } };
  "GET /imports/:id?site=:site": { body: undefined; answer: { import: ImportSummary } };
  /** Forgets what was imported when and the rows that were not taken; what was taken stays. */
  "DELETE /imports/:id?site=:site": { body: undefined; answer: { deleted: true } };
  /**
   * The body is text: a part of the file, CSV with the heading of the whole file, at most 1,000 rows and 1 MiB. `row` is
   * the number of its first row in the file, from 1. The same part may be sent again; another text for it is a `conflict`.
   * The rows that were not taken are at `GET /imports/:id/rejected.csv`.
   */
  "PUT /imports/:id/parts/:part?site=:site&row=:row": {
    body: undefined;
    answer: ImportCounts & { part: number };
  };

  /** What one person would get on one page now, in any channel. Anybody who may sign in may ask, viewers only for somebody new. */
  "POST /decide": { body: DecideBody; answer: DecideAnswer };

  /**
   * An address that opens the shop as a preview for whoever follows it, for a day, with these variants of rules that are
   * live. `path` is a page of the shop, `/` unless given. Anybody who may sign in may ask.
   */
  "POST /preview?site=:site": {
    body: { variants?: Record<string, string>; path?: string };
    answer: { token: string; url: string };
  };

  /**
   * An address that has the shop's pages show what happens on them to whoever follows it, for a day: events, decisions,
   * and why. Anybody who may sign in may ask.
   */
  "POST /debug?site=:site": { body: { path?: string }; answer: { token: string; url: string } };

  "GET /publish?site=:site": { body: undefined; answer: Pending };
  "POST /publish?site=:site": { body: { note?: string }; answer: { version: number } };
  /** Sets the drafts back to what is live. */
  "DELETE /publish?site=:site": { body: undefined; answer: Pending };

  /** What was published, and when the site was switched on and off; each with the newest first. */
  "GET /versions?site=:site": {
    body: undefined;
    answer: { versions: PublishedVersion[]; switches: SwitchedSite[] };
  };
}

/** That somebody was erased. Nothing in it says who. */
export interface ErasureReceipt {
  id: string;
  site: string;
  /** ISO 8601. */
  requestedAt: string;
  requestedBy: string;
  /** `null` while it goes on. */
  doneAt: string | null;
  /** How much was, or is to be, erased. */
  erased: { profiles: number; identities: number; visitors: number };
}

export interface SaveBody<K extends Kind> {
  document: DocumentOf<K>;
  revision?: number;
}

/** Events from a shop's server, an app, a call centre. */
export interface EventsBody {
  site: string;
  /** The sender's clock, ms since 1970: a wrong one is corrected, by up to a day. */
  sentAtMs?: number;
  events: {
    /** The same id is the same event, however often it comes. */
    id: string;
    name: string;
    timeMs: number;
    params?: Record<string, unknown>;
    /** Whose it is; several of them are one person. */
    identities: { type: string; value: string }[];
    traits?: Record<string, unknown>;
  }[];
}

export interface TakenEvents {
  accepted: number;
  /** Known before. */
  duplicates: number;
  rejected: Rejected[];
}

export interface IntakeReport {
  /** ISO 8601: counted from then on. */
  since: string;
  dropped: {
    source: "page" | "api" | "import";
    /** The code that the sender was told, or `crawler`, or `no_visitor`. */
    reason: string;
    events: number;
  }[];
}

/** Whom to decide for, and where they are. */
export interface DecideBody {
  site: string;
  /** The first that is known counts; nobody known is somebody who comes for the first time. */
  identities?: { type: string; value: string }[];
  context?: {
    /** A path on the shop, with its query; `/` unless given. */
    url?: string;
    userAgent?: string;
    acceptLanguage?: string;
    referrer?: string;
    /** Facts that the channel knows better, by their names in the catalogue; `null` is not known. */
    facts?: Record<string, unknown>;
    /** By rule: the variant to show, whatever speaks against it. */
    variants?: Record<string, string>;
    /** ISO 8601; now unless given. */
    at?: string;
  };
  version?: "live" | "draft";
  explain?: boolean;
}

export interface DecideAnswer {
  version: number | "draft";
  /** Whether any of the identities is known. */
  known: boolean;
  decisions: (Decision & {
    name: string;
    lane: Lane;
    /** The moment that its offers wait for where pages show them; `null` where they are shown at once. */
    trigger: Trigger | null;
    offers: {
      offer: string;
      placement: string;
      /** In the person's language; `null` where there is nothing to say to them. */
      words: OfferWords | null;
      coupon: Pick<Coupon, "id" | "name" | "code"> | null;
      /** In minor units of the site's currency. */
      value: number | null;
      cost: number | null;
    }[];
  })[];
  /** Where they are led instead of seeing this page, as a path or an address; `null` where they see it. */
  redirect: string | null;
  /** Rules that were for this person and lost; with `explain`, every rule of the page that was not chosen. */
  lost: Loss[];
  explanation?: { facts: Record<string, unknown>; rules: RuleExplanation[] };
}
