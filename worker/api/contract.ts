/**
 * The dashboard API as one table: what each endpoint takes and answers, and who may call it. Types, tests and the OpenAPI
 * document come from it. The dashboard imports its types and nothing else of the worker; routes import what they demand of
 * bodies, so that the script that is uploaded holds no description of answers.
 */
import type * as v from "valibot";
import { audienceEndpoints } from "./contract/audience.ts";
import { auditEndpoints } from "./contract/audit.ts";
import { couponEndpoints } from "./contract/coupons.ts";
import { decideEndpoints } from "./contract/decide.ts";
import { descriptionEndpoints } from "./contract/description.ts";
import { documentEndpoints } from "./contract/documents.ts";
import { eventEndpoints } from "./contract/events.ts";
import { identityEndpoints } from "./contract/identities.ts";
import { importEndpoints } from "./contract/imports.ts";
import { installEndpoints } from "./contract/install.ts";
import { keyEndpoints } from "./contract/keys.ts";
import { orderEndpoints } from "./contract/orders.ts";
import { meEndpoints } from "./contract/me.ts";
import { peopleEndpoints } from "./contract/people.ts";
import { pinEndpoints } from "./contract/pins.ts";
import { previewEndpoints } from "./contract/preview.ts";
import { profileEndpoints } from "./contract/profiles.ts";
import { publishEndpoints } from "./contract/publish.ts";
import { resultEndpoints } from "./contract/results.ts";
import { rightsEndpoints } from "./contract/rights.ts";
import { ruleEndpoints } from "./contract/rules.ts";
import { sessionEndpoints } from "./contract/session.ts";
import { siteEndpoints } from "./contract/sites.ts";

export type { CouponLedger } from "./contract/coupons.ts";
export type { DocumentOf, Draft } from "./contract/documents.ts";
export type { Look, SeenPage } from "./contract/install.ts";
export type { ImportSummary } from "./contract/imports.ts";
export type { Passkey, SessionSummary } from "./contract/me.ts";
export type { Invitation, User } from "./contract/people.ts";
export type { PinAnswer } from "./contract/pins.ts";
export type { Note, PastEvent, ProfileDetail, ProfileSummary } from "./contract/profiles.ts";
export type {
  DetailedChange,
  Finding,
  Pending,
  PendingChange,
  Planned,
  PublishedVersion,
  VersionComment,
} from "./contract/publish.ts";
export type { JudgedGoal, ResultGist, ResultLink, ResultReport, Steered } from "./contract/results.ts";
export type { ErasureReceipt } from "./contract/rights.ts";
export type { RulePages, RuleStatus, RuleSummary, Stopped, UndoneChange } from "./contract/rules.ts";
export type { SiteSummary } from "./contract/sites.ts";
export type { ErrorBody } from "../../model/problem.ts";
export type { SignedInUser } from "../../model/user.ts";

/**
 * By method and path below `/api/v1`. `:id` and the like stand for segments of the path, and after the question mark for
 * parameters without which there is no answer.
 */
export const endpoints = {
  ...sessionEndpoints,
  ...meEndpoints,
  ...peopleEndpoints,
  ...siteEndpoints,
  ...installEndpoints,
  ...ruleEndpoints,
  ...resultEndpoints,
  ...documentEndpoints,
  ...publishEndpoints,
  ...previewEndpoints,
  ...decideEndpoints,
  ...audienceEndpoints,
  ...profileEndpoints,
  ...pinEndpoints,
  ...identityEndpoints,
  ...rightsEndpoints,
  ...couponEndpoints,
  ...orderEndpoints,
  ...eventEndpoints,
  ...importEndpoints,
  ...keyEndpoints,
  ...auditEndpoints,
  ...descriptionEndpoints,
};

type Table = typeof endpoints;

/** What is sent to each endpoint, as JSON, and what comes back. */
export type Api = {
  [E in keyof Table]: {
    body: Table[E] extends { body: infer B extends v.GenericSchema } ? v.InferInput<B> : undefined;
    answer: v.InferOutput<Table[E]["answer"]>;
    /** What may be said in the address besides. */
    query: Table[E] extends { query: infer Q } ? { [P in keyof Q]?: string } : undefined;
    /** The revision that whoever changes something has seen. */
    over: Table[E] extends { revision: "asked" }
      ? number | "new"
      : Table[E] extends { revision: "compared" }
        ? number | undefined
        : undefined;
  };
};
