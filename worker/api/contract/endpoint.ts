import type * as v from "valibot";
import type { AuditAction } from "../../../model/audit.ts";
import type { Scope } from "../../../model/api-key.ts";
import type { SignedInUser } from "../../../model/user.ts";
import type { ErrorCode } from "../../answer/error.ts";

type Role = SignedInUser["role"];

/** One endpoint: a method and a path below `/api/v1`, what is sent, and what comes back. */
export interface Endpoint {
  /** A sentence or a few: what it does, and what a caller would not expect. */
  readonly does: string;
  /** Whoever is signed in with one of these roles; `anybody` needs no sign-in. */
  readonly who: readonly Role[] | "anybody";
  /** A key of the site with this scope opens it too. */
  readonly scope?: Scope;
  /** What may stand behind the query parameters of the path, by name: each is text. */
  readonly query?: Readonly<Record<string, v.GenericSchema>>;
  /** As JSON. */
  readonly body?: v.GenericSchema;
  /** Media types of a body that is text, instead of JSON or beside it. */
  readonly takes?: readonly string[];
  /** As JSON, unless `gives` says otherwise. */
  readonly answer: v.GenericSchema;
  /** Media types of an answer that is a file. */
  readonly gives?: readonly string[];
  /** HTTP statuses of an answer; 200 unless given. */
  readonly statuses?: readonly number[];
  /**
   * `told`: the answer's `ETag` is the revision. `asked`: what is there is changed by whoever names it in `If-Match`; what
   * is made new may say `If-None-Match: *`. `compared`: whoever names what they have seen in `If-Match` is refused where it is
   * another by now, and whoever names nothing is not.
   */
  readonly revision?: "told" | "asked" | "compared";
  /** What it leaves in the audit, where anything comes of it. */
  readonly leaves?: AuditAction;
  /** Its own error codes, besides those of every endpoint that is called as it is. */
  readonly errors?: readonly ErrorCode[];
}

export type Endpoints = Readonly<Record<string, Endpoint>>;

export const everybody = ["owner", "marketer", "care", "viewer"] as const;
export const editors = ["owner", "marketer"] as const;
export const owners = ["owner"] as const;
/** They may know who the customers are. */
export const knowing = ["owner", "marketer", "care"] as const;
/** They serve customers. */
export const carers = ["owner", "care"] as const;
